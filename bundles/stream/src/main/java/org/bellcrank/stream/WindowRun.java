package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** One window of a point as it runs. For one thread. */
abstract sealed class WindowRun {

  final WindowPlan plan;
  private final Outlet outlet;

  WindowRun(WindowPlan plan, Outlet outlet) {
    this.plan = plan;
    this.outlet = outlet;
  }

  static WindowRun of(WindowPlan plan, Outlet outlet) {
    if (plan.extent() instanceof WindowPlan.Time time) {
      return new ByTime(plan, time, outlet);
    }
    if (plan.extent() instanceof WindowPlan.Count count) {
      return new ByCount(plan, count, outlet);
    }
    return new ByCycle(plan, outlet);
  }

  /** Takes a value; false where it comes too late or there is no room. */
  abstract boolean add(long at, double value);

  /**
   * Takes a value that counts only for the least, the greatest and the last, since its weight is
   * the time for which it stands; false as for {@link #add}.
   */
  boolean saw(long at, double value) {
    return true;
  }

  /** No older sample is waited for. */
  void advance(long watermark) {}

  /** Nothing more comes for now. */
  void idle() {}

  /** The source's time was set back: what comes next may be older than what came. */
  void again() {}

  /** The machine begins a new cycle. */
  void cycle(Instant at) {}

  final void tell(Pane pane, Instant at) {
    for (WindowPlan.Output output : plan.outputs()) {
      pane.value(output.statistic(), plan.level())
          .ifPresent(value -> outlet.result(output.to(), at, value));
    }
  }

  static Instant instant(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
  }

  private static final class ByTime extends WindowRun {

    private final int steps;
    private final PaneSeries panes;
    private final ArrayDeque<Numbered> recent = new ArrayDeque<>();

    private record Numbered(long number, Pane pane) {}

    ByTime(WindowPlan plan, WindowPlan.Time time, Outlet outlet) {
      super(plan, outlet);
      steps = time.steps();
      panes = new PaneSeries(time.slide(), plan.keepsSamples(), this::closed);
    }

    @Override
    boolean add(long at, double value) {
      return panes.add(at, value);
    }

    @Override
    boolean saw(long at, double value) {
      return panes.saw(at, value);
    }

    @Override
    void advance(long watermark) {
      panes.advance(watermark);
    }

    @Override
    void idle() {
      panes.close();
    }

    @Override
    void again() {
      panes.again();
      recent.clear();
    }

    /** A window ends with each pane; those with nothing in their last pane are passed over. */
    private void closed(long number, Pane pane) {
      if (steps == 1) {
        tell(pane, instant(panes.start(number + 1)));
        return;
      }
      recent.add(new Numbered(number, pane));
      Pane window = new Pane(plan.keepsSamples());
      while (recent.peekFirst().number() <= number - steps) {
        recent.pollFirst();
      }
      recent.forEach(each -> window.join(each.pane()));
      tell(window, instant(panes.start(number + 1)));
    }
  }

  private static final class ByCount extends WindowRun {

    private final WindowPlan.Count count;
    private final double[] values;
    private final long[] times;
    private long taken;

    ByCount(WindowPlan plan, WindowPlan.Count count, Outlet outlet) {
      super(plan, outlet);
      this.count = count;
      values = new double[count.length()];
      times = new long[count.length()];
    }

    @Override
    boolean add(long at, double value) {
      int place = (int) (taken % values.length);
      values[place] = value;
      times[place] = at;
      taken++;
      if (taken >= values.length && (taken - values.length) % count.slide() == 0) {
        Pane pane = new Pane(plan.keepsSamples());
        for (int i = 0; i < values.length; i++) {
          int from = (int) ((taken + i) % values.length); // the oldest first
          pane.add(times[from], values[from]);
        }
        tell(pane, instant(at));
      }
      return true;
    }
  }

  private static final class ByCycle extends WindowRun {

    private Pane pane;

    ByCycle(WindowPlan plan, Outlet outlet) {
      super(plan, outlet);
      pane = new Pane(plan.keepsSamples());
    }

    @Override
    boolean add(long at, double value) {
      return pane.add(at, value);
    }

    @Override
    boolean saw(long at, double value) {
      return pane.saw(at, value);
    }

    @Override
    void cycle(Instant at) {
      Pane over = pane;
      pane = new Pane(plan.keepsSamples());
      if (over.count() > 0) {
        tell(over, at);
      }
    }
  }
}
