package org.bellcrank.stream;

import java.time.Instant;

/**
 * The value that a point told last, for as long as it stands: nothing newer came, and nobody said
 * that its sensor cannot be believed. A source that tells only changes says by its silence that the
 * value is the same. How long it stands is counted by a clock that nobody sets, from the first look
 * after it came on, so never too long. For one thread.
 */
final class LastValue {

  private static final long NEVER = Long.MIN_VALUE;

  private Measured told;
  private long lookedFirst = NEVER; // by the steady clock, nanoseconds
  private long stood; // nanoseconds

  /** Another value came. */
  void is(Measured measured) {
    if (told == null || !measured.at().isBefore(told.at())) {
      told = measured;
      lookedFirst = NEVER;
      stood = 0;
    }
  }

  /** It is not known any more what the value is. */
  void ends() {
    told = null;
  }

  /** Everything that came until then was looked at. */
  void look(long steady) {
    if (told == null) {
      return;
    }
    if (lookedFirst == NEVER) {
      lookedFirst = steady;
    }
    stood = Math.max(stood, steady - lookedFirst);
  }

  /** What it is; null where nothing stands. */
  Measured told() {
    return told;
  }

  /** The source's time now; only while something stands. */
  Instant now() {
    return told.at().plusNanos(stood);
  }
}
