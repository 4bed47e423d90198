package org.bellcrank.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Where a series stands at its end and how fast it moves, under one assumption of how much its
 * slope wanders. The slope is a random walk whose steps go with time; the level follows it, and
 * each point is measured with noise: the model of a smoothing spline (G. Wahba, J. R. Stat. Soc. B
 * 40, 1978), computed by R. E. Kalman's filter (1960) from a vague beginning. Without wandering it
 * is the straight line of least squares.
 *
 * <p>How much a slope wanders, the points tell only roughly. So several assumptions stand side by
 * side, each weighted by how likely it makes the points and by what was thought of it before:
 * {@value #STRAIGHT} that the line is straight over the whole series, the rest that it bends within
 * a half, a third, a fifth or a tenth of it. Their sum is what {@link Forecast} tells.
 *
 * @param weight of this assumption among the others, 0..1; all together 1
 * @param level at the last point, as the growth model turns values
 * @param slope there, a second
 * @param levelVariance how unsure the level is, squared
 * @param both covariance of level and slope
 * @param slopeVariance how unsure the slope is, squared
 * @param wander by how much the slope's variance grows a second; 0 for a straight line
 * @param freedom degrees of freedom of the noise, points less two
 */
public record Course(
    double weight,
    double level,
    double slope,
    double levelVariance,
    double both,
    double slopeVariance,
    double wander,
    int freedom) {

  /** What is thought of a straight line before any point is seen. */
  static final double STRAIGHT = 0.6;

  /** How often a slope may turn within the series, and what is thought of each. */
  private static final double[][] ASSUMED = {
    {0, STRAIGHT}, {2, 0.15}, {3, 0.13}, {5, 0.10}, {8, 0.02}
  };

  private static final double VAGUE = 1e6;

  /** Points that all lie on one line leave no noise; its logarithm is wanted all the same. */
  private static final double LEAST_NOISE = 1e-18;

  /** All assumptions, of points that stand as far from a trend's line as told. */
  static List<Course> of(Series series, Trend trend) {
    int n = series.count();
    double step = (series.last() - series.seconds()[0]) / (n - 1);
    double[] rest = new double[n];
    Arrays.setAll(rest, i -> series.values()[i] - trend.lineAt(series.seconds()[i]));
    double scale = trend.scatter();
    double rounding = 1e-12 * Math.max(Math.abs(trend.level()), Math.abs(series.values()[n - 1]));
    if (scale <= rounding) {
      double level = trend.lineAt(series.last());
      return List.of(new Course(1, level, trend.slope(), 0, 0, 0, 0, n - 2));
    }
    double[] calm = Spikes.without(rest);
    List<Filter> filters = new ArrayList<>();
    for (double[] assumed : ASSUMED) {
      Filter filter = new Filter(Math.pow(assumed[0] / n, 4), Math.log(assumed[1]));
      for (int i = 0; i < n; i++) {
        double apart = i == 0 ? 0 : series.seconds()[i] - series.seconds()[i - 1];
        filter.take(apart / step, calm[i] / scale);
      }
      filters.add(filter);
    }
    double likeliest = filters.stream().mapToDouble(Filter::evidence).max().orElseThrow();
    double sum = filters.stream().mapToDouble(each -> Math.exp(each.evidence() - likeliest)).sum();
    double line = trend.lineAt(series.last());
    return filters.stream()
        .map(
            each ->
                each.course(
                    Math.exp(each.evidence() - likeliest) / sum, line, trend.slope(), scale, step))
        .toList();
  }

  /** The level so many seconds after the last point. */
  double at(double ahead) {
    return level + slope * ahead;
  }

  /**
   * How likely the level has been at a limit at any time up to so many seconds after the last
   * point, 0..1: the greatest likelihood of any moment of it, since what is uncertain for long is
   * no way back.
   */
  double reached(double limit, int sign, double ahead) {
    double below = sign * (level - limit);
    double towards = sign * slope;
    double when = wander == 0 ? ahead : Math.min(ahead, surest(below, towards, ahead));
    double apart = below + towards * when;
    double variance = variance(when);
    if (variance <= 0) {
      return apart >= 0 ? 1 : 0;
    }
    return new TDistribution(freedom).cumulativeProbability(apart / Math.sqrt(variance));
  }

  private double variance(double ahead) {
    return levelVariance
        + 2 * both * ahead
        + slopeVariance * ahead * ahead
        + wander * ahead * ahead * ahead / 3;
  }

  /** When distance over its deviation is greatest: from there on the deviation grows faster. */
  private double surest(double below, double towards, double ahead) {
    PolynomialFunction rising =
        new PolynomialFunction(
            towards * levelVariance - below * both,
            towards * both - below * slopeVariance,
            -below * wander / 2,
            -towards * wander / 6);
    if (rising.value(ahead) >= 0) {
      return ahead;
    }
    double low = 0;
    double high = ahead;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (rising.value(middle) >= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** R. E. Kalman's, of level and slope; in steps and in units of the scatter. For one thread. */
  private static final class Filter {
    private final double wander;
    private final double before;
    private double level;
    private double slope;
    private double levelVariance = VAGUE;
    private double both;
    private double slopeVariance = VAGUE;
    private double squares;
    private double logarithms;
    private int count;

    Filter(double wander, double before) {
      this.wander = wander;
      this.before = before;
    }

    void take(double apart, double value) {
      level += slope * apart;
      levelVariance +=
          apart * (2 * both + apart * slopeVariance) + wander * apart * apart * apart / 3;
      both += apart * slopeVariance + wander * apart * apart / 2;
      slopeVariance += wander * apart;
      double spread = levelVariance + 1;
      double surprise = value - level;
      level += levelVariance / spread * surprise;
      slope += both / spread * surprise;
      slopeVariance -= both * both / spread;
      both /= spread;
      levelVariance /= spread;
      squares += surprise * surprise / spread;
      logarithms += Math.log(spread);
      count++;
    }

    /** Logarithm of how likely the points are, up to what all assumptions share. */
    double evidence() {
      return before - ((count - 2) * Math.log(Math.max(squares, LEAST_NOISE)) + logarithms) / 2;
    }

    Course course(double weight, double line, double trend, double scale, double step) {
      double noise = squares / (count - 2) * scale * scale;
      return new Course(
          weight,
          line + level * scale,
          trend + slope * scale / step,
          levelVariance * noise,
          both * noise / step,
          slopeVariance * noise / (step * step),
          wander * noise / (step * step * step),
          count - 2);
    }
  }
}
