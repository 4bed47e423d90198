package org.bellcrank.itests.plant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Stands at the moment when it was made until it is let go; from then on it runs as another. */
final class HeldClock extends Clock {

  private final Clock real;
  private final Instant stands;
  private volatile Optional<Instant> released = Optional.empty();

  HeldClock(Clock real) {
    this.real = real;
    stands = real.instant();
  }

  /** Lets it go; again without effect. */
  synchronized void release() {
    released = released.or(() -> Optional.of(real.instant()));
  }

  @Override
  public Instant instant() {
    return released.map(from -> stands.plus(Duration.between(from, real.instant()))).orElse(stands);
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a held clock has one zone");
  }
}
