package org.bellcrank.signal;

import java.util.Arrays;

/**
 * A window's numbers at a glance, built up one by one or from parts (B. P. Welford, Technometrics
 * 4, 1962; parts after T. F. Chan et al. 1979). Immutable.
 *
 * @param count how many values
 * @param min the smallest; NaN while there is none
 * @param max the greatest; NaN while there is none
 * @param mean 0 while there is none
 * @param squares sum of the squared distances from the mean, 0 or above
 */
public record Summary(long count, double min, double max, double mean, double squares) {

  /** Of no value. */
  public static final Summary EMPTY = new Summary(0, Double.NaN, Double.NaN, 0, 0);

  /** Of all these, all finite. */
  public static Summary of(double... values) {
    Given.finite("window", values, 0);
    Summary summary = EMPTY;
    for (double value : values) {
      summary = summary.with(value);
    }
    return summary;
  }

  /** With one value more; it has to be finite. */
  public Summary with(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("window: given %s; allowed: finite".formatted(value));
    }
    if (count == 0) {
      return new Summary(1, value, value, value, 0);
    }
    double step = value - mean;
    double next = mean + step / (count + 1);
    return new Summary(
        count + 1,
        Math.min(min, value),
        Math.max(max, value),
        next,
        squares + step * (value - next));
  }

  /** Of this and the other together, as if all values had been taken by one. */
  public Summary and(Summary other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long n = count + other.count;
    double apart = other.mean - mean;
    return new Summary(
        n,
        Math.min(min, other.min),
        Math.max(max, other.max),
        mean + apart * other.count / n,
        squares + other.squares + apart * apart * count / n * other.count);
  }

  /** Variance of a sample (divided by count less one); 0 for fewer than two values. */
  public double variance() {
    return count < 2 ? 0 : squares / (count - 1);
  }

  /** Root of the variance. */
  public double deviation() {
    return Math.sqrt(variance());
  }

  /**
   * Quantile with straight lines between the values (type 7 of R. J. Hyndman and Y. Fan, Am. Stat.
   * 50, 1996): 0 is the smallest, 0.5 the median, 1 the greatest.
   *
   * @param values at least one, all finite; not changed
   * @param share 0 to 1
   */
  public static double quantile(double[] values, double share) {
    double[] sorted = Given.finite("window", values, 1).clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, Given.between("share of a quantile", share, 0, 1));
  }

  /** The median, not changing the values. */
  public static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /**
   * Median distance from the median times 1.4826: the deviation of a normal distribution that one
   * half of the values may lie about without spoiling it (P. J. Rousseeuw and C. Croux, JASA 88,
   * 1993).
   */
  public static double robustDeviation(double[] values) {
    double middle = median(values);
    double[] apart = new double[values.length];
    Arrays.setAll(apart, i -> Math.abs(values[i] - middle));
    return 1.482602218505602 * median(apart);
  }

  static double ofSorted(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int low = (int) place;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
}
