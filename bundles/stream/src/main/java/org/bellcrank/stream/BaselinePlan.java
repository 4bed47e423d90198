package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.condition.StateGate;

/**
 * Several points that are looked at together: what they look like while all is well is learnt, and
 * how odd each later set is becomes a value of a point of its own.
 *
 * @param id unique among the baselines of the site documents
 * @param points 1 to 8, whose means make one set
 * @param measured how each of them is measured (units, counter), in their order; where it changes,
 *     values are no longer those that were learnt
 * @param every the time of one set by the time of measurement, whole seconds
 * @param learn sets that are taken for well, points plus 10 or more
 * @param calibrate sets after them that say how odd well can look, 20 or more; 0 takes the values
 *     for normally distributed
 * @param since sets that began before are not learnt; empty means the first that come
 * @param logarithms whether the logarithms of the values are looked at; sets with a value of 0 or
 *     below are then passed over
 * @param to the point that gets how odd a set is: minus the decimal logarithm of the share of sets
 *     that are at least as odd while all is well, 0 to {@link #highest()}
 * @param gate in which states of the points' assets values count
 */
public record BaselinePlan(
    String id,
    List<String> points,
    List<String> measured,
    Duration every,
    int learn,
    int calibrate,
    Optional<Instant> since,
    boolean logarithms,
    String to,
    StateGate gate) {

  /** The oddest that is told; a share beyond is not computed well. */
  public static final double MOST = 12;

  /** Keeps an unmodifiable copy. */
  public BaselinePlan {
    points = List.copyOf(points);
    measured = List.copyOf(measured);
  }

  /** Under which name what was learnt is kept; no point's id. */
  public String kept() {
    return "baseline:" + id;
  }

  /** The oddest that can be told: once in one more than the sets that it was calibrated with. */
  public double highest() {
    return calibrate == 0 ? MOST : Math.min(MOST, Math.log10(calibrate + 1.0));
  }

  /** What makes sets comparable: where it changes, all is learnt anew. */
  String learnsFrom() {
    return "%s %s %s %d %d %s %s %s"
        .formatted(
            points,
            measured,
            every,
            learn,
            calibrate,
            since.map(Instant::toString).orElse("-"),
            logarithms,
            gate);
  }
}
