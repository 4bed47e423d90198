package org.bellcrank.source.pi;

import java.time.Duration;
import java.time.Instant;

/** Times in steps of 100 ns since 1970. */
final class Ticks {

  private static final long SECOND = 10_000_000;

  private Ticks() {}

  static long of(Instant at) {
    return at.getEpochSecond() * SECOND + at.getNano() / 100;
  }

  static long of(Duration time) {
    return time.toSeconds() * SECOND + time.getNano() / 100;
  }

  static Instant instant(long ticks) {
    return Instant.ofEpochSecond(ticks / SECOND, ticks % SECOND * 100);
  }
}
