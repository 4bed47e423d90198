package org.bellcrank.signal;

import java.util.Arrays;
import java.util.Objects;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Where the line of a trend goes from the last point on, with how sure that is: level and slope are
 * each taken as uncertain by their standard error, the line's distance from a limit over its own
 * standard error as distributed like Student's t with two degrees of freedom less than points. From
 * it come both the time to a limit and the confidence of a prediction.
 *
 * <p><b>What the confidence is:</b> the share of that distribution in which the line has reached
 * the limit within the horizon. 0.78 says: of all lines that fit the points so far as well as
 * chance allows, 78 of 100 reach the limit by then. It knows the points' scatter and number, and
 * nothing else: not whether the way of growth goes on, nor a change of load, nor whether the part
 * fails at the limit.
 *
 * @param model how it grows
 * @param trend of the values, for {@link GrowthModel#EXPONENTIAL} of their natural logarithms
 * @param now the time of the last point, in the series' seconds
 */
public record Forecast(GrowthModel model, Trend trend, double now) {

  /** The time beyond which no limit is looked for: 100 years. */
  private static final double FARTHEST = 100 * 365.25 * 86400;

  /** Refuses nulls. */
  public Forecast {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(trend, "trend");
  }

  /**
   * Of a series.
   *
   * @param series as {@link Trend#of} takes it; all above 0 for exponential growth
   */
  public static Forecast of(Series series, GrowthModel model) {
    double[] values = Arrays.stream(series.values()).map(model::forward).toArray();
    return new Forecast(model, Trend.of(new Series(series.seconds(), values)), series.last());
  }

  /**
   * By the way of growth that leaves the points less scattered, in the values' own unit; linear
   * where a value is not above 0.
   */
  public static Forecast closest(Series series) {
    Forecast linear = of(series, GrowthModel.LINEAR);
    if (Arrays.stream(series.values()).anyMatch(value -> value <= 0)) {
      return linear;
    }
    Forecast exponential = of(series, GrowthModel.EXPONENTIAL);
    return exponential.misfit(series) < linear.misfit(series) ? exponential : linear;
  }

  private double misfit(Series series) {
    double sum = 0;
    for (int i = 0; i < series.count(); i++) {
      sum += Math.abs(series.values()[i] - model.back(trend.lineAt(series.seconds()[i])));
    }
    return sum;
  }

  /** Where the line is so many seconds after the last point, in the values' unit. */
  public double level(double ahead) {
    return model.back(trend.lineAt(now + ahead));
  }

  /**
   * The share of the distribution in which the line has reached the limit so many seconds after the
   * last point; 0..1. It tells nothing of whether there is a trend at all: see {@link #to}.
   *
   * @param limit in the values' unit
   * @param side from which side it is reached
   * @param ahead in seconds, 0 or above
   */
  public double reached(double limit, LimitSide side, double ahead) {
    Given.between("horizon in s", ahead, 0, FARTHEST);
    double apart = side.sign() * (trend.lineAt(now + ahead) - model.forward(limit));
    double time = now + ahead - trend.at();
    double error = Math.hypot(trend.levelError(), trend.slopeError() * time);
    if (error == 0) {
      return apart >= 0 ? 1 : 0;
    }
    return new TDistribution(trend.count() - 2).cumulativeProbability(apart / error);
  }

  /**
   * When the line reaches a limit.
   *
   * @param limit in the values' unit
   * @param side from which side it is reached
   * @param alpha level of significance of the trend, such as 0.05
   * @param coverage of the interval, such as 0.9: it begins where {@link #reached} is 0.05 and ends
   *     where it is 0.95
   */
  public TimeToLimit to(double limit, LimitSide side, double alpha, double coverage) {
    Given.share("level of significance", alpha);
    Given.share("coverage", coverage);
    double apart = side.sign() * (model.forward(limit) - trend.lineAt(now));
    if (apart <= 0) {
      return new TimeToLimit.Reached(level(0));
    }
    boolean towards = side.sign() > 0 ? trend.rises(alpha) : trend.falls(alpha);
    if (!towards) {
      return new TimeToLimit.NoTrend(trend.significance(), trend.slope() * side.sign() > 0);
    }
    double expected = apart / Math.abs(trend.slope());
    return new TimeToLimit.Expected(
        Math.min(FARTHEST, expected),
        when(limit, side, (1 - coverage) / 2),
        when(limit, side, (1 + coverage) / 2),
        coverage);
  }

  /** The first time at which so great a share has reached the limit; infinite where it never is. */
  private double when(double limit, LimitSide side, double share) {
    if (reached(limit, side, 0) >= share) {
      return 0;
    }
    if (reached(limit, side, FARTHEST) < share) {
      return Double.POSITIVE_INFINITY;
    }
    double low = 0;
    double high = FARTHEST;
    // below the limit the share rises with time, so halving finds the one place
    for (int i = 0; i < 80 && high - low > 1e-3; i++) {
      double middle = (low + high) / 2;
      if (reached(limit, side, middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
