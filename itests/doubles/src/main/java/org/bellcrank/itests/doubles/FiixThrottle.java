package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts requests by minutes, from the first one on. */
final class FiixThrottle {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int most;
  private final Clock clock;
  private Instant since;
  private int count;

  FiixThrottle(Settings settings, Clock clock) {
    most = settings.number("throttle.per.minute");
    this.clock = clock;
  }

  /** How long a sender has to wait; empty when it need not. */
  synchronized Optional<Duration> asks() {
    Instant now = clock.instant();
    if (since == null || !now.isBefore(since.plus(WINDOW))) {
      since = now;
      count = 0;
    }
    count++;
    return most > 0 && count > most
        ? Optional.of(Duration.between(now, since.plus(WINDOW)))
        : Optional.empty();
  }
}
