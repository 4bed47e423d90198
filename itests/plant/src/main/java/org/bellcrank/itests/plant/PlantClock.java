package org.bellcrank.itests.plant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time in a plant, running faster than ours.
 *
 * @param real our time
 * @param begun when, in our time, the plant stood at {@code from}
 * @param from time since the plant's start at that moment
 * @param speed plant seconds in one of ours, above 0
 */
public record PlantClock(Clock real, Instant begun, Duration from, double speed) {

  /** Refuses a speed that is not above 0. */
  public PlantClock {
    if (!(speed > 0 && speed <= 1e6) || from.isNegative()) {
      throw new IllegalArgumentException(
          "plant's clock: given speed %s from %s; allowed: above 0 to 1000000, from 0 on"
              .formatted(speed, from));
    }
  }

  /** One that begins now. */
  public static PlantClock start(Clock real, Duration from, double speed) {
    return new PlantClock(real, real.instant(), from, speed);
  }

  /** Time since the plant's start, in whole milliseconds. */
  public Duration now() {
    double passed = Duration.between(begun, real.instant()).toNanos() * speed / 1e6;
    return from.plusMillis((long) passed);
  }

  /** How long so much plant time takes in ours. */
  public Duration real(Duration plant) {
    return Duration.ofNanos((long) (plant.toNanos() / speed));
  }
}
