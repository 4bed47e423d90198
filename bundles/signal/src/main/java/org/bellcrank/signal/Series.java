package org.bellcrank.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Values over time, such as a feature of one waveform an hour. Times need not be even.
 *
 * @param seconds when, in seconds after any fixed instant, never falling; equal times are taken
 * @param values as many, in one unit, all finite. Neither array may be changed from now on
 */
public record Series(double[] seconds, double[] values) {

  /** How many points the trend of a series can be asked of; thin a longer one. */
  public static final int LONGEST = 1000;

  /** Refuses what is not finite, not as long, or out of order. */
  public Series {
    Given.finite("times of a series in s", seconds, 1);
    Given.finite("series", values, 1);
    if (seconds.length != values.length) {
      throw new IllegalArgumentException(
          "series: given %d times and %d values; allowed: as many"
              .formatted(seconds.length, values.length));
    }
    for (int i = 1; i < seconds.length; i++) {
      if (seconds[i] < seconds[i - 1]) {
        throw new IllegalArgumentException(
            "series: given time %s s after %s s at index %d; allowed: times that never fall"
                .formatted(seconds[i], seconds[i - 1], i));
      }
    }
  }

  /** Values an even time apart, the first at 0 s. */
  public static Series even(Duration apart, double... values) {
    double step = Given.above("time apart in s", apart.toNanos() / 1e9, 0);
    double[] seconds = new double[values.length];
    Arrays.setAll(seconds, i -> i * step);
    return new Series(seconds, values.clone());
  }

  /** Values with their instants, in seconds after the first. */
  public static Series of(List<Instant> at, List<Double> values) {
    double[] seconds = new double[at.size()];
    Arrays.setAll(seconds, i -> Duration.between(at.get(0), at.get(i)).toMillis() / 1e3);
    return new Series(seconds, values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** How many points. */
  public int count() {
    return values.length;
  }

  /** The time of the last point in seconds. */
  public double last() {
    return seconds[seconds.length - 1];
  }

  /**
   * At most so many points: the medians of time and value of neighbours of equal number. Unchanged
   * where there are not more.
   *
   * @param most 1 or more
   */
  public Series thinned(int most) {
    Given.atLeast("points of a thinned series", most, 1);
    if (count() <= most) {
      return this;
    }
    double[] thinSeconds = new double[most];
    double[] thinValues = new double[most];
    for (int i = 0; i < most; i++) {
      int from = (int) ((long) i * count() / most);
      int to = (int) ((long) (i + 1) * count() / most);
      thinSeconds[i] = Summary.median(Arrays.copyOfRange(seconds, from, to));
      thinValues[i] = Summary.median(Arrays.copyOfRange(values, from, to));
    }
    return new Series(thinSeconds, thinValues);
  }
}
