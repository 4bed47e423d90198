package org.bellcrank.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * That a part went through a machine, and how it was judged there.
 *
 * @param part its serial number, never used for another part; 1 to 128 characters
 * @param asset id of the machine, or of the place where it was judged, which need not be an asset;
 *     1 to 128 characters
 * @param at when it left, by the clock of who tells; milliseconds count
 * @param good how it was judged; empty where nobody judged it there
 */
public record Passage(String part, String asset, Instant at, Optional<Boolean> good) {

  private static final int LONGEST = 128;

  /** Refuses names that are no names. */
  public Passage {
    name("part", part);
    name("asset", asset);
  }

  private static void name(String field, String given) {
    if (given.isBlank()
        || given.length() > LONGEST
        || given.chars().anyMatch(Character::isISOControl)) {
      String shown = given.length() > LONGEST ? given.substring(0, LONGEST) + "…" : given;
      throw new IllegalArgumentException(
          "%s: given '%s'; allowed: 1 to %d characters, not only blanks, no control characters"
              .formatted(field, shown.replaceAll("\\p{Cntrl}", "?"), LONGEST));
    }
  }
}
