package org.bellcrank.itests.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs as ours does, and leaps ahead when it is told to; never back. */
final class LeapingClock extends Clock {

  private volatile Duration ahead;

  /** Begins at an instant. */
  LeapingClock(Instant begin) {
    ahead = Duration.between(Instant.now(), begin);
  }

  synchronized void leapTo(Instant time) {
    Duration leap = Duration.between(instant(), time);
    ahead = leap.isNegative() ? ahead : ahead.plus(leap);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
