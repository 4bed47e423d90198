package org.bellcrank.stream;

import java.util.concurrent.TimeUnit;

/**
 * The time for which a thread looked at what came, and up to when of it all that came was looked
 * at. It goes on only while somebody looks, so that a process that was stopped for a while, or a
 * call that hung, is no silence of any source; and it stands still while a queue has no room, since
 * what sources have to tell waits outside of it then. For one thread.
 */
final class CaughtUp {

  /** What one look adds at most. */
  static final long MOST = TimeUnit.SECONDS.toNanos(1);

  private long seen; // nanoseconds by a steady clock
  private long now; // nanoseconds of looking
  private long upTo;
  private long marked;
  private long before; // samples that waited when it was marked

  CaughtUp(long steady) {
    seen = steady;
  }

  /**
   * Some samples were looked at.
   *
   * @param looked how many since the last time, 0 or more
   * @param waiting how many wait now
   * @param full whether some may have found no room since the last time
   * @param steady nanoseconds by a steady clock
   */
  void looked(int looked, int waiting, boolean full, long steady) {
    now += full ? 0 : Math.min(steady - seen, MOST);
    seen = steady;
    before -= looked;
    if (before <= 0) {
      upTo = waiting == 0 ? now : marked;
      marked = now;
      before = waiting;
    }
  }

  /** How long it was looked until now, nanoseconds. */
  long now() {
    return now;
  }

  /** All that came until then was looked at; never after {@link #now()}. */
  long upTo() {
    return upTo;
  }
}
