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

  private Measured told;
  private final Silence silence = new Silence();

  /** Another value came; one that is told again in the same words is none. */
  void is(Measured measured) {
    told = measured;
    silence.ends();
  }

  /** It is not known any more what the value is. */
  void ends() {
    told = null;
  }

  /** Nothing came; as {@link Silence#look} takes it. */
  void look(long now, long upTo) {
    if (told != null) {
      silence.look(now, upTo);
    }
  }

  /** How long it stands, nanoseconds; only while something stands. */
  long stood() {
    return silence.nanos();
  }

  /** What it is; null where nothing stands. */
  Measured told() {
    return told;
  }

  /** The source's time now; only while something stands. */
  Instant now() {
    return told.at().plusNanos(stood());
  }
}
