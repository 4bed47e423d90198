package org.bellcrank.store.jdbc;

import java.time.Instant;

/** Instants as nanoseconds since 1970, the form in which a query compares them. */
final class Times {

  private static final long SECOND = 1_000_000_000L;
  private static final Instant FIRST = instant(Long.MIN_VALUE);
  private static final Instant LAST = instant(Long.MAX_VALUE);

  private Times() {}

  /** Nanoseconds since 1970; what lies outside the years 1678 to 2261 becomes the nearest. */
  static long nanos(Instant at) {
    if (at.isAfter(LAST)) {
      return Long.MAX_VALUE;
    }
    if (at.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    if (at.getEpochSecond() < 0) {
      return Math.addExact(
          Math.multiplyExact(at.getEpochSecond() + 1, SECOND), at.getNano() - SECOND);
    }
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), SECOND), at.getNano());
  }

  /** As the text that is kept, which sorts by time without the Z: fractions come in threes. */
  static String sortable(Instant at) {
    return at.toString().replace("Z", "");
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
