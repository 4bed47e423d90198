package org.bellcrank.driver.opcua;

import java.util.HashSet;
import java.util.Set;

/**
 * A time of one variable in which nothing was told, and what was told of it since. All times are
 * those of the source, in OPC UA's ticks of 100 ns since 1601. For one thread at a time.
 */
final class Gap {

  private static final long OPEN = Long.MAX_VALUE;
  private static final long NONE = Long.MIN_VALUE;

  private final long from;
  private final Set<Long> told = new HashSet<>();
  private long to = OPEN;
  private long newest;
  private boolean stood;
  private long older = NONE;
  private long reached;
  private int tries;

  /**
   * Its end is not known yet.
   *
   * @param from the last value that was told; the gap begins after it
   */
  Gap(long from) {
    this.from = from;
    reached = from;
    newest = from;
  }

  /** The last value before what is still missing, exclusive. */
  long reached() {
    return reached;
  }

  /** The newest value that was heard when all had come, exclusive; only where it is closed. */
  long to() {
    return to;
  }

  boolean isClosed() {
    return to != OPEN;
  }

  /** It ends before the newest value that was heard since; false where none was. */
  boolean closes() {
    if (newest == from) {
      return false;
    }
    to = newest;
    return true;
  }

  /**
   * A value was heard after the outage; false where it is the second one in a row of times before
   * the gap: the source's clock was set back. One alone may be what stands since long.
   */
  boolean hears(long at) {
    newest = Math.max(newest, at);
    if (at >= from) {
      return true;
    }
    boolean second = newest == from && older != NONE && older != at;
    older = at;
    return !second;
  }

  /**
   * The session stands: ends it where it did so the round before as well with something to hear, so
   * that what the server sends behind the first message has come.
   */
  void stands() {
    if (stood) {
      closes();
    }
    stood = newest != from;
  }

  boolean holds(long at) {
    return at > from && at < to;
  }

  /** Whether nobody told a value of that time yet; it counts as told from now on. */
  boolean isNew(long at) {
    return told.add(at);
  }

  /** The server's history was told so far: who asks again asks from there. */
  void reaches(long at) {
    reached = Math.max(reached, at);
  }

  /** How many values of it were told. */
  int size() {
    return told.size();
  }

  /** Counts a try to fill it, from 1. */
  int tried() {
    return ++tries;
  }
}
