package org.bellcrank.replay;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * Why a recorded decision and that of the replay differ, as far as they tell.
 *
 * @param begin where the recording was begun; empty for its beginning
 * @param unheard how many words of people found nothing to hold for
 */
record Reasons(Optional<Instant> begin, long unheard) {

  Optional<String> of(Comparison.Pair pair) {
    return Optional.of(why(pair.before(), pair.after()));
  }

  private String why(Told before, Told after) {
    if (before == null) {
      return "the gateway had not decided it within the stretch";
    }
    if (after == null) {
      return "the replay has no such finding; it may go back before where the recording was begun";
    }
    if (before.why().has("review") && !after.why().has("review")) {
      return "a person decided in review; in the replay it did not wait for a person";
    }
    if (before.reason().startsWith("could not be decided")) {
      return "the gateway could not decide it then";
    }
    if (begin.isPresent() && earlier(before)) {
      return "its condition goes back before %s, where the recording was begun; a longer warm-up would know"
          .formatted(begin.get());
    }
    if (before.to() == after.to() && !before.order().equals(after.order())) {
      return "it joined another order";
    }
    return unheard > 0
        ? "it may follow from a word of a person that found nothing to hold for"
        : "not explained; the why-cards show both sides";
  }

  private boolean earlier(Told told) {
    return told.why()
        .facts("condition")
        .flatMap((Facts condition) -> condition.instant("firstSeen"))
        .filter(seen -> seen.isBefore(begin.orElseThrow()))
        .isPresent();
  }
}
