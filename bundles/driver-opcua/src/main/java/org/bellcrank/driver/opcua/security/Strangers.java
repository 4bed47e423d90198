package org.bellcrank.driver.opcua.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How often those who connect to us without being believed are kept and told: anybody who reaches
 * the port may show another certificate with each try. Safe for any thread.
 */
final class Strangers {

  /** New ones that are kept in a minute. */
  static final int A_MINUTE = 5;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Clock clock;
  private Instant minute = Instant.EPOCH;
  private int inMinute;
  private Instant told = Instant.EPOCH;
  private long untold;

  Strangers(Clock clock) {
    this.clock = clock;
  }

  /** Whether another new one may be kept in this minute. */
  synchronized boolean admits() {
    Instant now = clock.instant();
    if (isPast(minute, MINUTE, now)) {
      minute = now;
      inMinute = 0;
    }
    inMinute = Math.min(inMinute + 1, A_MINUTE + 1);
    return inMinute <= A_MINUTE;
  }

  /** Counts a try that is not kept; how many are to be told now, 0 within an hour of the last. */
  synchronized long notKept() {
    Instant now = clock.instant();
    untold++;
    if (!isPast(told, HOUR, now)) {
      return 0;
    }
    long since = untold;
    told = now;
    untold = 0;
    return since;
  }

  /** A clock that was set back is none to wait for. */
  private static boolean isPast(Instant since, Duration time, Instant now) {
    return now.isBefore(since) || !now.isBefore(since.plus(time));
  }
}
