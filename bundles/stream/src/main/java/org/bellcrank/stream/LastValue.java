package org.bellcrank.stream;

import java.time.Instant;

/**
 * The value that came last of a point, for as long as it stands: no other came, whatever times they
 * bear, since a source's clock may be set back; and nobody said that its sensor cannot be believed.
 * A source that tells only changes, or the same each time it is asked, says so that the value is
 * the same. How long it stands is counted by a clock that nobody sets, from the first look after it
 * came on, so never too long. For one thread.
 */
final class LastValue {

  private static final long NEVER = Long.MIN_VALUE;

  private Measured told;
  private long lookedFirst = NEVER; // by the steady clock, nanoseconds
  private long stood; // nanoseconds

  /** Another value came; one that is told again in the same words is none. */
  void is(Measured measured) {
    told = measured;
    lookedFirst = NEVER;
    stood = 0;
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
