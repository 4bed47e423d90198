package org.bellcrank.itests.bench;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bellcrank.journal.Facts;

/**
 * How often each point was told; a sum over points hides one that is silent behind one that talks.
 *
 * @param taken samples by point
 */
record Told(Map<String, Long> taken) {

  Told {
    taken = Map.copyOf(taken);
  }

  /**
   * Of the console's list of points.
   *
   * @param page the answer of {@code /api/points}
   * @param which ids of the points that count
   */
  static Told of(Facts page, Predicate<String> which) {
    return new Told(
        page.factsList("points").stream()
            .filter(point -> which.test(point.text("id").orElse("")))
            .collect(
                Collectors.toMap(
                    point -> point.text("id").orElse(""),
                    point -> point.whole("taken").orElse(0),
                    Long::sum)));
  }

  /** Points that were told at least so often since. */
  long atLeast(int times, Told before) {
    return taken.entrySet().stream()
        .filter(each -> each.getValue() - before.taken.getOrDefault(each.getKey(), 0L) >= times)
        .count();
  }

  long sum() {
    return taken.values().stream().mapToLong(Long::longValue).sum();
  }
}
