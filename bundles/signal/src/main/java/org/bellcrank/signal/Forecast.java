package org.bellcrank.signal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Where a trend goes from the last point on, with how sure that is. Whether there is a trend, the
 * robust line over all points says ({@link Trend}); where it goes, its newest level and slope say,
 * under several assumptions of how much slopes wander ({@link Course}): a fault that begins to grow
 * in the middle of the points, or grows in another way than was taken, bends the line. A level's
 * distance from a limit over its standard error is distributed like Student's t with two degrees of
 * freedom less than points. From it come both the time to a limit and the confidence of a
 * prediction.
 *
 * <p><b>What the confidence is:</b> the share of that distribution in which the limit is reached
 * within the horizon. 0.78 says: of all courses that fit the points so far as well as chance
 * allows, 78 of 100 reach the limit by then. It knows the points' scatter, number and how they bent
 * so far, and nothing else: not a change of load, nor whether the part fails at the limit.
 *
 * @param model how it grows
 * @param trend of the values, for {@link GrowthModel#EXPONENTIAL} of their natural logarithms
 * @param courses what it is at the last point, under each assumption; weights sum up to 1
 * @param now the time of the last point, in the series' seconds
 */
public record Forecast(GrowthModel model, Trend trend, List<Course> courses, double now) {

  /** The time beyond which no limit is looked for: 100 years. */
  private static final double FARTHEST = 100 * 365.25 * 86400;

  /** One point in some ten thousand of a line is so far off by chance, on one side. */
  private static final double OFF = 4;

  /** Refuses nulls and keeps an unmodifiable copy. */
  public Forecast {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(trend, "trend");
    courses = List.copyOf(courses);
  }

  /**
   * Of a series.
   *
   * @param series as {@link Trend#of} takes it; all above 0 for exponential growth
   */
  public static Forecast of(Series series, GrowthModel model) {
    double[] values = Arrays.stream(series.values()).map(model::forward).toArray();
    Series grown = new Series(series.seconds(), values);
    Trend trend = Trend.of(grown);
    return new Forecast(model, trend, Course.of(grown, trend), series.last());
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

  /** What is expected so many seconds after the last point, in the values' unit. */
  public double level(double ahead) {
    return model.back(courses.stream().mapToDouble(each -> each.weight() * each.at(ahead)).sum());
  }

  /**
   * The share of the distribution in which the limit is reached so many seconds after the last
   * point; 0..1, never falling with time. It tells nothing of whether there is a trend at all: see
   * {@link #to}.
   *
   * @param limit in the values' unit
   * @param side from which side it is reached
   * @param ahead in seconds, 0 or above
   */
  public double reached(double limit, LimitSide side, double ahead) {
    Given.between("horizon in s", ahead, 0, FARTHEST);
    double end = model.forward(limit);
    return courses.stream()
        .mapToDouble(each -> each.weight() * each.reached(end, side.sign(), ahead))
        .sum();
  }

  /**
   * How many of the newest points in a row have fallen back, as after a repair: they are off the
   * trend's line by more than {@value #OFF} times its scatter, away from the limit, and what the
   * line has grown over all points is at least half undone.
   *
   * @param series that this is the forecast of
   * @param side from which side the limit is reached
   */
  public int fallen(Series series, LimitSide side) {
    double[] seconds = series.seconds();
    int fallen = 0;
    for (int i = series.count() - 1; i >= 0; i--) {
      double line = trend.lineAt(seconds[i]);
      double back = side.sign() * (line - model.forward(series.values()[i]));
      double grown = side.sign() * (line - trend.lineAt(seconds[0]));
      if (back <= OFF * trend.scatter() || back < grown / 2) {
        break;
      }
      fallen++;
    }
    return fallen;
  }

  /**
   * Which points lie in a fall that is over, such as those of a machine that stood still: as {@link
   * #fallen}, but off by at least half of all that the line has grown and not among the newest. Up
   * to a third of the points may be such: then the middle of the distances from the line knows
   * nothing of them. None where the line does not lead to the limit.
   *
   * @param series that this is the forecast of
   * @param side from which side the limit is reached
   * @return for each point
   */
  public boolean[] rested(Series series, LimitSide side) {
    double[] seconds = series.seconds();
    double[] back = new double[series.count()];
    Arrays.setAll(
        back, i -> side.sign() * (trend.lineAt(seconds[i]) - model.forward(series.values()[i])));
    double grown = side.sign() * trend.slope() * (series.last() - seconds[0]);
    double least = Math.max(OFF * Summary.robustDeviation(back), grown / 2);
    boolean[] rested = new boolean[back.length];
    boolean over = false;
    for (int i = back.length - 1; grown > 0 && i >= 0; i--) {
      boolean low = back[i] > least;
      over |= !low;
      rested[i] = low && over;
    }
    return rested;
  }

  /**
   * When a limit is reached. There is no such time either where the newest points stand still: then
   * half of the distribution never gets there.
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
    if (side.sign() * (level(0) - limit) >= 0) {
      return new TimeToLimit.Reached(level(0));
    }
    boolean towards = side.sign() > 0 ? trend.rises(alpha) : trend.falls(alpha);
    if (!towards) {
      return new TimeToLimit.NoTrend(trend.significance(), trend.slope() * side.sign() > 0);
    }
    double expected = when(limit, side, 0.5);
    if (Double.isInfinite(expected)) {
      return new TimeToLimit.NoTrend(trend.significance(), false);
    }
    return new TimeToLimit.Expected(
        expected,
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
    // the share never falls with time, so halving finds the one place
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
