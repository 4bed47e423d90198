package org.bellcrank.stream;

/**
 * Up to when all that came was looked at, while samples wait in a queue: what was told and waits
 * must not be taken for silence. For one thread.
 */
final class CaughtUp {

  private long upTo; // nanoseconds by a steady clock
  private long marked;
  private long before; // samples that waited when it was marked

  CaughtUp(long now) {
    upTo = now;
    marked = now;
  }

  /**
   * Some samples were looked at.
   *
   * @param looked how many since the last time, 0 or more
   * @param waiting how many wait now
   * @param now nanoseconds by a steady clock
   */
  void looked(int looked, int waiting, long now) {
    before -= looked;
    if (before <= 0) {
      upTo = waiting == 0 ? now : marked;
      marked = now;
      before = waiting;
    }
  }

  /** All that came until then was looked at; nanoseconds by the steady clock. */
  long upTo() {
    return upTo;
  }
}
