package org.bellcrank.itests.bench;

import java.util.List;
import java.util.function.Predicate;
import org.bellcrank.journal.Facts;

/**
 * What a gateway says of the samples of some points.
 *
 * @param points that it heard at least once
 * @param taken samples it looked at
 * @param passed of them, those it passed over and counts: late, twice the same, not valid, ignored,
 *     gated, or shed
 */
record Tally(long points, long taken, long passed) {

  /**
   * Of the console's list of points.
   *
   * @param page the answer of {@code /api/points}
   * @param which ids of the points that count
   */
  static Tally of(Facts page, Predicate<String> which) {
    List<Facts> those =
        page.factsList("points").stream()
            .filter(point -> which.test(point.text("id").orElse("")))
            .toList();
    return new Tally(
        those.stream().filter(point -> point.whole("taken").orElse(0) > 0).count(),
        those.stream().mapToLong(point -> point.whole("taken").orElse(0)).sum(),
        those.stream().mapToLong(point -> point.whole("passed").orElse(0)).sum());
  }

  /** Samples that went into windows. */
  long used() {
    return taken - passed;
  }

  /** What came since. */
  Tally since(Tally before) {
    return new Tally(points, taken - before.taken, passed - before.passed);
  }

  /**
   * Samples that were sent and of which the gateway tells nothing; less than zero where some were
   * taken twice.
   *
   * @param sent that left the generator and were acknowledged to it
   * @param refused of them, those in messages that the gateway refused and kept for a person
   */
  long silentlyLost(long sent, long refused) {
    return sent - refused - taken;
  }
}
