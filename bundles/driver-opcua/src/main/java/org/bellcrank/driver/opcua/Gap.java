package org.bellcrank.driver.opcua;

import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.asset.GapReport;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

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
  private long values;
  private long bad;
  private GapReport.Open tooOld;
  private GapReport.Open rest;

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

  /** A value of the history was told, or is none to tell. */
  void counts(boolean good) {
    values += good ? 1 : 0;
    bad += good ? 0 : 1;
  }

  /** What lies before a time is not asked for; the newest such word counts. */
  void leavesBefore(Instant until, String why) {
    tooOld = new GapReport.Open(instant(from), Optional.of(until), why);
  }

  /** What was not reached is left as it is. */
  void leavesRest(String why) {
    rest =
        new GapReport.Open(
            instant(reached), isClosed() ? Optional.of(instant(to)) : Optional.empty(), why);
  }

  boolean isCut() {
    return tooOld != null || rest != null;
  }

  /**
   * What became of it.
   *
   * @param source where its values were looked for
   */
  GapReport report(String source) {
    return new GapReport(
        instant(from),
        isClosed() ? Optional.of(instant(to)) : Optional.empty(),
        source,
        values,
        bad,
        Stream.of(tooOld, rest).filter(Objects::nonNull).toList());
  }

  private static Instant instant(long ticks) {
    return new DateTime(ticks).getJavaInstant();
  }

  /** Counts a try to fill it, from 1. */
  int tried() {
    return ++tries;
  }
}
