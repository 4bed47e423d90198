package org.bellcrank.stream;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.signal.Forecast;
import org.bellcrank.signal.Series;
import org.bellcrank.signal.TimeToLimit;

/**
 * Where a trend stands that leads to its limit.
 *
 * @param days until its line is at the limit; 0 where it is already
 * @param earliest begin of the 90 % interval, in days
 * @param latest its end; infinite where the values do not rule out that it never is
 * @param confidence the share of lines that are at the limit within the horizon, 0 to 1
 * @param forecast what all that follows from
 */
record Growth(double days, double earliest, double latest, double confidence, Forecast forecast) {

  private static final double DAY = Duration.ofDays(1).toSeconds();
  private static final double COVERAGE = 0.9;

  /**
   * Looks.
   *
   * @param ahead seconds from the series' last point to now
   * @return empty where there is no significant trend towards the limit
   */
  static Optional<Growth> of(TrendPlan plan, Forecast forecast, double ahead) {
    TimeToLimit time = forecast.to(plan.limit(), plan.side(), plan.significance(), COVERAGE);
    double confidence =
        forecast.reached(plan.limit(), plan.side(), ahead + plan.horizon().toMillis() / 1e3);
    if (time instanceof TimeToLimit.Expected expected) {
      return Optional.of(
          new Growth(
              days(expected.seconds() - ahead),
              days(expected.earliest() - ahead),
              days(expected.latest() - ahead),
              confidence,
              forecast));
    }
    return time instanceof TimeToLimit.Reached && towards(plan, forecast, plan.significance())
        ? Optional.of(new Growth(0, 0, 0, confidence, forecast))
        : Optional.empty();
  }

  /** Whether the values move to the limit, at a level of significance. */
  static boolean towards(TrendPlan plan, Forecast forecast, double alpha) {
    return switch (plan.side()) {
      case UPPER -> forecast.trend().rises(alpha);
      case LOWER -> forecast.trend().falls(alpha);
    };
  }

  static Forecast forecast(TrendPlan plan, Series series) {
    return Forecast.of(series, plan.model());
  }

  private static double days(double seconds) {
    return Math.max(0, seconds) / DAY;
  }

  /** What a person wants to know of it. */
  Map<String, String> context(TrendPlan plan) {
    return Map.of(
        "trend", plan.id(),
        "trendModel", plan.model().name().toLowerCase(java.util.Locale.ROOT),
        "trendLimit", Double.toString(plan.limit()),
        "trendPoints", Integer.toString(forecast.trend().count()),
        "trendSlopePerDay", Double.toString(forecast.trend().slope() * DAY),
        "trendSignificance", Double.toString(forecast.trend().significance()),
        "lifeDaysLow", Double.toString(earliest),
        "lifeDaysHigh", Double.isInfinite(latest) ? "open" : Double.toString(latest));
  }
}
