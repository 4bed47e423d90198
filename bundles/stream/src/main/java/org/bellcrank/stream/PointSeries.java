package org.bellcrank.stream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is computed of the values of one point over stretches of time: windows, roll-ups and trends.
 * For one thread.
 */
final class PointSeries {

  private final PointPlan plan;
  private final Outlet outlet;
  private final PointCounts counts;
  private final List<WindowRun> windows;
  private final PaneSeries rollUps;
  private final List<TrendWatch> trends;

  PointSeries(PointPlan plan, Outlet outlet, PointCounts counts) {
    this.plan = plan;
    this.outlet = outlet;
    this.counts = counts;
    windows = plan.windows().stream().map(window -> WindowRun.of(window, outlet)).toList();
    rollUps = plan.rollUp().map(length -> new PaneSeries(length, false, this::over)).orElse(null);
    trends =
        plan.trends().stream().map(each -> new TrendWatch(plan.point(), each, outlet)).toList();
  }

  /**
   * Takes a value that counts by itself.
   *
   * @param at its time, nanoseconds since 1970
   * @param possible whether it can have been measured then; trends and baselines follow only such
   */
  void add(Measured measured, long at, boolean possible) {
    if (rollUps != null && !rollUps.add(at, measured.value())) {
      counts.add(PointCounts.Kind.SHED);
    }
    if (possible) {
      trend(measured, at);
      outlet.counts(plan, measured);
    }
    if (open(measured)) {
      for (WindowRun window : windows) {
        if (!window.add(at, measured.value())) {
          counts.add(PointCounts.Kind.SHED);
        }
      }
    }
  }

  /**
   * Takes a value of a point whose values count for as long as they stand: by itself it is only
   * among the least, the greatest and the last.
   */
  void saw(Measured measured, long at) {
    if (rollUps != null && !rollUps.saw(at, measured.value())) {
      counts.add(PointCounts.Kind.SHED);
    }
    if (open(measured)) {
      for (WindowRun window : windows) {
        if (!window.saw(at, measured.value())) {
          counts.add(PointCounts.Kind.SHED);
        }
      }
    }
  }

  private boolean open(Measured measured) {
    if (windows.isEmpty() && rollUps == null) {
      return false;
    }
    boolean open = plan.gate().open(measured.state(), measured.since(), measured.at());
    if (!open && measured.stands() == null) {
      counts.add(PointCounts.Kind.GATED);
    }
    return open;
  }

  private void trend(Measured measured, long at) {
    for (TrendWatch trend : trends) {
      boolean open = trend.plan().gate().open(measured.state(), measured.since(), measured.at());
      if (open && !trend.add(at, measured.value())) {
        counts.add(PointCounts.Kind.SHED);
      }
      trend.advance(at - plan.lateness().toNanos());
    }
  }

  /** No older sample is waited for. */
  void advance(long watermark) {
    for (WindowRun window : windows) {
      window.advance(watermark);
    }
    if (rollUps != null) {
      rollUps.advance(watermark);
    }
  }

  /** The source's time was set back. */
  void again() {
    windows.forEach(WindowRun::again);
    if (rollUps != null) {
      rollUps.close();
    }
  }

  /** The machine begins a new cycle. */
  void cycle(java.time.Instant at) {
    windows.forEach(window -> window.cycle(at));
  }

  /** Nothing came for a while: what waits for samples that do not come is told. */
  void silent(Duration silent) {
    for (WindowRun window : windows) {
      if (window.plan.extent() instanceof WindowPlan.Time time && over(silent, time.slide())) {
        window.idle();
      }
    }
    for (TrendWatch trend : trends) {
      if (over(silent, trend.plan().every())) {
        trend.idle();
      }
    }
    Optional<Duration> length = plan.rollUp();
    if (rollUps != null && !rollUps.isEmpty() && over(silent, length.orElseThrow())) {
      rollUps.close();
    }
  }

  private boolean over(Duration silent, Duration stretch) {
    return silent.compareTo(stretch.plus(plan.lateness())) >= 0;
  }

  /** The stream ends here. */
  void end() {
    if (rollUps != null) {
      rollUps.close();
    }
    trends.forEach(TrendWatch::end);
  }

  private void over(long number, Pane pane) {
    outlet.rollUp(
        new RollUp(
            plan.point(),
            plan.rollUp().orElseThrow(),
            WindowRun.instant(rollUps.start(number)),
            pane.count(),
            pane.least(),
            pane.greatest(),
            pane.mean()));
  }
}
