package org.bellcrank.signal;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Whether and how fast a series rises or falls, not led astray by outliers: the slope is the median
 * of all slopes between two points (H. Theil 1950), its bounds those of P. K. Sen (JASA 63, 1968),
 * its significance that of H. B. Mann (1945) and M. G. Kendall with the correction for ties, of
 * values and of times.
 *
 * <p>Neighbours that resemble each other make any such test too sure of itself. Where the
 * residuals' first autocorrelation is itself significant (5 %, one sided), the test's variance is
 * enlarged as S. Yue and C. Wang do (Water Resour. Manag. 18, 2004), and the bounds with it.
 *
 * @param count points
 * @param slope in the unit of the values a second; 0 for what does not move
 * @param low lower bound of the slope, 95 %
 * @param high upper bound of the slope, 95 %
 * @param significance two sided p of there being no trend, 0..1; below 0.05 it is usually called
 *     one
 * @param autocorrelation of neighbouring residuals, -1..1; by order, not by time
 * @param at the middle of the times, in the series' seconds
 * @param level of the line there, in the unit of the values
 * @param scatter robust deviation of the points about the line, in the unit of the values
 * @param inflation by how much resemblance of neighbours enlarges a variance, 1 or above
 */
public record Trend(
    int count,
    double slope,
    double low,
    double high,
    double significance,
    double autocorrelation,
    double at,
    double level,
    double scatter,
    double inflation) {

  /** The fewest points of a trend: below, the normal distribution of the test is not near. */
  public static final int FEWEST = 8;

  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final double TWO_SIDED = NORMAL.inverseCumulativeProbability(0.975);
  private static final double ONE_SIDED = NORMAL.inverseCumulativeProbability(0.95);

  /**
   * Computes it; takes time with the square of the points.
   *
   * @param series {@value #FEWEST} to {@value Series#LONGEST} points at two times or more
   */
  public static Trend of(Series series) {
    int n = series.count();
    if (n < FEWEST || n > Series.LONGEST || series.seconds()[0] == series.last()) {
      throw new IllegalArgumentException(
          "trend: given %d points within %s s; allowed: %d to %d points at two times or more"
              .formatted(n, series.last() - series.seconds()[0], FEWEST, Series.LONGEST));
    }
    double[] slopes = slopes(series);
    double slope = Summary.ofSorted(slopes, 0.5);
    double at = Summary.median(series.seconds());
    double[] rest = new double[n];
    Arrays.setAll(rest, i -> series.values()[i] - slope * (series.seconds()[i] - at));
    double level = Summary.median(rest);
    double resemblance = autocorrelation(rest, rounding(series.values()));
    double inflation = inflation(resemblance, n);
    double deviation = Math.sqrt(variance(series) * inflation);
    int s = score(series);
    return new Trend(
        n,
        slope,
        bound(slopes, -TWO_SIDED * deviation),
        bound(slopes, TWO_SIDED * deviation),
        significance(s, deviation),
        resemblance,
        at,
        level,
        scatter(rest),
        inflation);
  }

  /** Whether it rises, at a level of significance such as 0.05. */
  public boolean rises(double alpha) {
    return slope > 0 && significance <= Given.share("level of significance", alpha);
  }

  /** Whether it falls, at a level of significance such as 0.05. */
  public boolean falls(double alpha) {
    return slope < 0 && significance <= Given.share("level of significance", alpha);
  }

  /** Where the line is at a time of the series' seconds. */
  public double lineAt(double seconds) {
    return level + slope * (seconds - at);
  }

  /** Standard error of the slope: a quarter of the bounds' distance, about. */
  double slopeError() {
    return (high - low) / (2 * TWO_SIDED);
  }

  /** Standard error of the level: that of a median of normal values. */
  double levelError() {
    return scatter * Math.sqrt(Math.PI / 2 * inflation / count);
  }

  private static double[] slopes(Series series) {
    int n = series.count();
    double[] slopes = new double[n * (n - 1) / 2];
    int found = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double apart = series.seconds()[j] - series.seconds()[i];
        if (apart > 0) {
          slopes[found++] = (series.values()[j] - series.values()[i]) / apart;
        }
      }
    }
    double[] sorted = Arrays.copyOf(slopes, found);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Sen's bound: the slope so many ranks, half the given, from the middle. */
  private static double bound(double[] slopes, double ranks) {
    double place = (slopes.length + ranks) / 2;
    int index = (int) Math.round(ranks < 0 ? Math.floor(place) - 1 : Math.ceil(place));
    return slopes[Math.max(0, Math.min(slopes.length - 1, index))];
  }

  private static int score(Series series) {
    int s = 0;
    for (int i = 0; i < series.count(); i++) {
      for (int j = i + 1; j < series.count(); j++) {
        if (series.seconds()[j] > series.seconds()[i]) {
          s += (int) Math.signum(series.values()[j] - series.values()[i]);
        }
      }
    }
    return s;
  }

  /** Of the score, where values and times have ties (Kendall's formula for two rankings). */
  private static double variance(Series series) {
    double n = series.count();
    Ties values = Ties.in(series.values());
    Ties times = Ties.in(series.seconds());
    return (n * (n - 1) * (2 * n + 5) - values.weight() - times.weight()) / 18
        + values.triples() * times.triples() / (9 * n * (n - 1) * (n - 2))
        + values.pairs() * times.pairs() / (2 * n * (n - 1));
  }

  /**
   * Sums over runs of t equal numbers.
   *
   * @param pairs of t (t-1)
   * @param triples of t (t-1) (t-2)
   * @param weight of t (t-1) (2t+5)
   */
  private record Ties(double pairs, double triples, double weight) {

    static Ties in(double[] numbers) {
      double[] sorted = numbers.clone();
      Arrays.sort(sorted);
      Ties sum = new Ties(0, 0, 0);
      int run = 1;
      for (int i = 1; i <= sorted.length; i++) {
        if (i < sorted.length && sorted[i] == sorted[i - 1]) {
          run++;
        } else {
          sum = sum.with(run);
          run = 1;
        }
      }
      return sum;
    }

    private Ties with(double run) {
      double two = run * (run - 1);
      return new Ties(pairs + two, triples + two * (run - 2), weight + two * (2 * run + 5));
    }
  }

  private static double significance(int s, double deviation) {
    if (s == 0 || deviation == 0) {
      return 1;
    }
    double z = (Math.abs(s) - 1) / deviation;
    return Math.min(1, 2 * NORMAL.cumulativeProbability(-z));
  }

  /** Below this, residuals are what the arithmetic left over. */
  private static double rounding(double[] values) {
    Summary all = Summary.of(values);
    return 1e-12 * Math.max(Math.abs(all.min()), Math.abs(all.max()));
  }

  private static double autocorrelation(double[] rest, double rounding) {
    double mean = Spectrum.mean(rest);
    double both = 0;
    double own = 0;
    for (int i = 0; i < rest.length; i++) {
      own += (rest[i] - mean) * (rest[i] - mean);
      both += i == 0 ? 0 : (rest[i] - mean) * (rest[i - 1] - mean);
    }
    return own <= rest.length * rounding * rounding ? 0 : both / own;
  }

  private static double inflation(double resemblance, int n) {
    if (resemblance <= ONE_SIDED / Math.sqrt(n)) {
      return 1;
    }
    double sum = 1;
    double power = 1;
    for (int k = 1; k < n; k++) {
      power *= resemblance;
      sum += 2 * (1 - (double) k / n) * power;
    }
    return Math.max(1, sum);
  }

  /** The greater of the robust and half the plain deviation: ties alone are no certainty. */
  private static double scatter(double[] rest) {
    return Math.max(Summary.robustDeviation(rest), Summary.of(rest).deviation() / 2);
  }
}
