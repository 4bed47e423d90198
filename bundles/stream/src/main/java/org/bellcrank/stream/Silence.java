package org.bellcrank.stream;

/**
 * How long nothing came, from the first look after the last that came on: what came before that
 * look, and what waits in a queue, is no silence. So it is never too long. For one thread.
 */
final class Silence {

  private static final long NEVER = Long.MIN_VALUE;

  private long from = NEVER; // nanoseconds of looking
  private long nanos;

  /** Something came. */
  void ends() {
    from = NEVER;
    nanos = 0;
  }

  /**
   * Looks whether it lasts.
   *
   * @param now how long it was looked, as {@link CaughtUp#now()} has it
   * @param upTo up to when all that came was looked at
   */
  void look(long now, long upTo) {
    if (from == NEVER) {
      from = now;
    }
    nanos = Math.max(nanos, upTo - from);
  }

  /** So long it lasted when it was looked last. */
  long nanos() {
    return nanos;
  }
}
