package org.bellcrank.fleet.kura;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** At most so many messages a minute, evenly; used by one thread. */
final class Pace {

  private final Clock clock;
  private final Duration gap;
  private Instant next = Instant.MIN;

  Pace(Clock clock, int perMinute) {
    this.clock = clock;
    this.gap = Duration.ofMinutes(1).dividedBy(perMinute);
  }

  /** Whether one may go now; it counts as gone. */
  boolean take() {
    Instant now = clock.instant();
    if (now.isBefore(next) && next.isBefore(now.plus(gap).plusMillis(1))) {
      return false; // a clock that was set back does not hold everything up
    }
    next = now.plus(gap);
    return true;
  }
}
