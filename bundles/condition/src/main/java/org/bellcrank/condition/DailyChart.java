package org.bellcrank.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The c-chart of findings a day: how far the last 24 hours lie from the mean of the 29 days before,
 * in standard deviations of a count (the square root of its mean). Beyond 3 the process is out of
 * control.
 */
public final class DailyChart {

  /** Days before the last 24 hours. */
  public static final int BASELINE_DAYS = 29;

  private DailyChart() {}

  /**
   * The place of a moment on the chart.
   *
   * @param firstSeen when the cause was first seen; the chart needs thirty days since
   * @return empty before thirty days, and where fewer than one a day were found: such counts are
   *     too small for limits
   */
  public static Optional<Double> position(
      ConditionBook book, String asset, String defectClass, Instant firstSeen, Instant at) {
    if (at.isBefore(firstSeen.plus(Conditions.RECURRENCE))) {
      return Optional.empty();
    }
    Instant lastOfBaseline = at.minus(Duration.ofHours(24));
    Instant firstOfBaseline = lastOfBaseline.minus(Duration.ofHours(24L * BASELINE_DAYS - 1));
    long before = book.counted(asset, defectClass, firstOfBaseline, lastOfBaseline);
    if (before < BASELINE_DAYS) {
      return Optional.empty();
    }
    long now = book.counted(asset, defectClass, at.minus(Duration.ofHours(23)), at);
    double mean = (double) before / BASELINE_DAYS;
    return Optional.of((now - mean) / Math.sqrt(mean));
  }
}
