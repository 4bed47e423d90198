package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells a source whose clock was set back from one that hands in what is of the past. Both come too
 * late; but the first has nothing newer beside it, and its times go on as the gateway's clock does,
 * while a backlog is told faster than it was measured. For one thread.
 */
final class LateRun {

  /** How long nothing but late samples must come, beyond the lateness of the point. */
  static final Duration LONGER = Duration.ofSeconds(10);

  private static final int LEAST = 3; // samples
  private static final double SLOWEST = 0.8; // seconds of the source in one of the gateway
  private static final double FASTEST = 1.25;

  private final Duration longest;
  private Instant since; // by the gateway's clock
  private Instant first; // by the source's
  private int count;

  /**
   * Nothing came late yet.
   *
   * @param lateness of the point
   */
  LateRun(Duration lateness) {
    longest = lateness.plus(LONGER);
  }

  /** A sample came that is not late. */
  void ends() {
    count = 0;
  }

  /** Takes a late sample; whether that time is the source's time of now. */
  boolean isNow(Instant at, Instant now) {
    if (count++ == 0) {
      since = now;
      first = at;
      return false;
    }
    Duration waited = Duration.between(since, now);
    if (count < LEAST || waited.compareTo(longest) <= 0) {
      return false;
    }
    double pace = (double) Duration.between(first, at).toMillis() / waited.toMillis();
    return pace >= SLOWEST && pace <= FASTEST;
  }
}
