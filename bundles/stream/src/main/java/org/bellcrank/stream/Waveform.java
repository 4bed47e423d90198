package org.bellcrank.stream;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A stretch of values at an even rate: vibration, motor current, acoustic emission.
 *
 * @param point the point's id
 * @param from when the first value was measured
 * @param rate values a second, in Hz, above 0
 * @param values the numbers in {@code unit}, at least one; the array is the waveform's from now on
 *     and may not be changed by who gave it, nor by who gets it
 * @param unit UCUM unit as the source told it; empty when it did not
 * @param speed revolutions a second of the shaft meanwhile; empty when the source did not tell
 */
public record Waveform(
    String point,
    Instant from,
    double rate,
    double[] values,
    Optional<String> unit,
    Optional<Double> speed) {

  /** Refuses nulls, a rate that is not above 0 and an empty stretch. */
  public Waveform {
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(speed, "speed");
    if (!(rate > 0) || Double.isInfinite(rate) || values.length == 0) {
      throw new IllegalArgumentException(
          "waveform of point '%s': given %s Hz and %d values; allowed: a rate above 0, 1 value or more"
              .formatted(point, rate, values.length));
    }
  }
}
