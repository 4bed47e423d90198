package org.bellcrank.stream;

import java.util.List;
import org.bellcrank.journal.Facts;

/**
 * That limits were crossed by a value, of which a finding may come.
 *
 * @param observation id of the observation that goes out with it
 * @param at when it was measured, nanoseconds since 1970
 * @param sure whether a finding comes of it; false soon after a start, when the limit may have
 *     stood crossed before
 * @param limits which ones
 */
record Crossing(String observation, long at, boolean sure, List<CrossedLimit> limits) {

  /** Keeps an unmodifiable copy. */
  Crossing {
    limits = List.copyOf(limits);
  }

  /** Whether both are of the same observation. */
  boolean isOf(Crossing other) {
    return observation.equals(other.observation);
  }

  /** What is to be known of it beside its observation. */
  Facts facts() {
    return Facts.with("at", WindowRun.instant(at))
        .put("limits", limits.isEmpty() ? null : limits.stream().map(CrossedLimit::facts).toList())
        .build();
  }

  /** In words. */
  String words() {
    StringBuilder words =
        new StringBuilder(
            "crossing: %s, observation %s".formatted(WindowRun.instant(at), observation));
    limits.forEach(each -> words.append(", ").append(each.words()));
    return words.toString();
  }
}
