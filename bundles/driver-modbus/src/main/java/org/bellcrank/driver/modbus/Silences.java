package org.bellcrank.driver.modbus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which units kept silent, so that a unit that is off does not take its time-out out of every
 * reading of the others. It is asked again after a pause that doubles up to half a minute. For one
 * thread at a time.
 */
final class Silences {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Clock clock;
  private final Map<Integer, Silence> units = new HashMap<>();

  Silences(Clock clock) {
    this.clock = clock;
  }

  /** Whether a unit is not to be asked yet. */
  boolean rests(int unit) {
    Silence silence = units.get(unit);
    return silence != null && clock.instant().isBefore(silence.until());
  }

  void silent(int unit) {
    Silence before = units.get(unit);
    Duration doubled = before == null ? FIRST : before.pause().multipliedBy(2);
    Duration pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    units.put(unit, new Silence(pause, clock.instant().plus(pause)));
  }

  void answered(int unit) {
    units.remove(unit);
  }

  private record Silence(Duration pause, Instant until) {}
}
