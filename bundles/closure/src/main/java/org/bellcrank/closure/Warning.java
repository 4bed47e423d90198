package org.bellcrank.closure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An order that said of a machine what was still to come, and what came of it.
 *
 * @param order our id of it
 * @param asset id of the asset
 * @param failureMode what was to come
 * @param told when its first finding was measured
 * @param expected how long the asset had by that finding; missing where it gave no time
 * @param end what came of it
 * @param endedAt when that was; missing while nothing has come of it, and where nobody knows when
 */
public record Warning(
    String order,
    String asset,
    String failureMode,
    Instant told,
    Optional<Duration> expected,
    End end,
    Optional<Instant> endedAt) {

  /** What came of a warning. */
  public enum End {
    /** It came while the warning stood: a limit was crossed, or something was broken. */
    CAME,
    /** It was repaired before that, and whoever did it found what was told. */
    REPAIRED,
    /** Nothing was wrong. */
    FALSE,
    /** Something else was wrong. */
    OTHER,
    /** It ended, and nobody said what was found. */
    UNSAID,
    /** It stands, and nothing has come of it yet. */
    OPEN
  }

  /**
   * How long before the failure or the repair it was told; missing for a warning that was not
   * right, or of which that is not known. Before a repair it is at least the time that there was.
   */
  public Optional<Duration> lead() {
    return end == End.CAME || end == End.REPAIRED
        ? endedAt.map(at -> Duration.between(told, at))
        : Optional.empty();
  }

  /**
   * How much later than told it came, negative where it came earlier; missing where no time was
   * told, or where it did not come, as after a repair.
   */
  public Optional<Duration> later() {
    return end == End.CAME
        ? expected.flatMap(life -> lead().map(lead -> lead.minus(life)))
        : Optional.empty();
  }
}
