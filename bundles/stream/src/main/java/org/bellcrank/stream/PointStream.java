package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.DeviceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The samples of one point, from what a source told to what becomes of it. For one thread. */
final class PointStream {

  private static final Logger LOG = LoggerFactory.getLogger(PointStream.class);

  /** How far a source's clock may run ahead, as for observations. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final String DEVICE = "device";

  private final PointPlan plan;
  private final Outlet outlet;
  private final PointCounts counts;
  private final DeviceWatch watch;
  private final LimitThinning thinning;
  private final List<WindowRun> windows;
  private final LimitThinning overheard; // where each sample goes out and crossings matter
  private final AroundWatch around;
  private final PaneSeries rollUps;
  private final LateRollUp late;
  private final LateRun lateRun;
  private final List<TrendWatch> trends;
  private final UnitChange units;
  private final CounterRun counter;
  private long newest = Long.MIN_VALUE; // nanoseconds since 1970
  private long lastAt = Long.MIN_VALUE;
  private double lastValue = Double.NaN;
  private double lastMeasured = Double.NaN;
  private Instant heardAt;
  private boolean unkept;

  /**
   * A stream.
   *
   * @param kept what was kept of the point before a restart; empty where nothing was
   */
  PointStream(
      PointPlan plan, Outlet outlet, PointCounts counts, Optional<Facts> kept, Instant now) {
    this.plan = plan;
    this.outlet = outlet;
    this.counts = counts;
    heardAt = now;
    DeviceStatus.Status status =
        kept.flatMap(facts -> facts.text(DEVICE))
            .map(DeviceStatus.Status::valueOf)
            .orElse(DeviceStatus.Status.OK);
    units = new UnitChange(plan);
    watch = new DeviceWatch(plan, outlet, counts, status, now);
    thinning =
        plan.every() || plan.limits().isEmpty()
            ? null
            : new LimitThinning(plan.limits(), this::measured, this::crossed);
    overheard =
        plan.every() && !plan.surrounds().isEmpty()
            ? new LimitThinning(plan.limits(), none -> {}, this::crossed)
            : null;
    around =
        plan.around().isPresent() && !plan.waveforms()
            ? new AroundWatch(plan, outlet.stretches())
            : null;
    windows = plan.windows().stream().map(window -> WindowRun.of(window, outlet)).toList();
    rollUps = plan.rollUp().map(length -> new PaneSeries(length, false, this::over)).orElse(null);
    // A counter's rise is known of values in their order alone.
    late =
        plan.rollUp()
            .filter(length -> plan.counter().isEmpty())
            .map(length -> new LateRollUp(plan.point(), length, outlet::rollUp))
            .orElse(null);
    lateRun = new LateRun(plan.lateness());
    trends =
        plan.trends().stream().map(each -> new TrendWatch(plan.point(), each, outlet)).toList();
    counter = new CounterRun(plan, outlet, kept);
  }

  PointPlan plan() {
    return plan;
  }

  PointCounts counts() {
    return counts;
  }

  /** Takes a sample; {@code now} is the gateway's time. */
  void take(Sample sample, Instant now) {
    counts.add(PointCounts.Kind.TAKEN);
    Instant possible = canBe(sample.at(), now) ? sample.at() : now;
    if (isLate(possible)) {
      if (!lateRun.isNow(possible, now)) {
        counts.add(PointCounts.Kind.LATE);
        recorded(sample, possible);
        return;
      }
      setBack(possible);
    }
    lateRun.ends();
    heardAt = now;
    watch.heard(now);
    counts.saw(sample);
    DeviceStatus.Status before = watch.status();
    looked(sample, possible);
    if (watch.status() != before) {
      unkept = true;
      keep();
    }
  }

  /** Nothing waits for it any more; not where each sample is a measurement. */
  private boolean isLate(Instant at) {
    return !plan.every()
        && newest != Long.MIN_VALUE
        && nanos(at) < newest - plan.lateness().toNanos();
  }

  /** What was recorded of that time stays as it is: nothing of it is recorded once more. */
  private void setBack(Instant to) {
    LOG.warn(
        "The clock of point '{}' was set back from {} to {}: what comes is taken as of now again;"
            + " for intervals that were recorded before nothing is recorded once more",
        plan.point(),
        WindowRun.instant(newest),
        to);
    newest = Long.MIN_VALUE;
    windows.forEach(WindowRun::again);
    if (rollUps != null) {
      rollUps.close();
    }
  }

  /**
   * What is too late decides nothing and says nothing of how its sensor is now, but it was so, and
   * belongs to what is recorded.
   */
  private void recorded(Sample sample, Instant at) {
    boolean told =
        sample.quality() == Quality.GOOD
            || sample.quality() == Quality.UNCERTAIN
                && plan.uncertain() != PointPlan.Uncertain.IGNORE;
    if (late != null && told) {
      units.of(sample).stream()
          .filter(plan.valid()::holds)
          .forEach(value -> late.add(nanos(at), value));
    }
  }

  /**
   * Whether a source may have measured then, by the gateway's clock, as observations are judged.
   */
  private static boolean canBe(Instant at, Instant now) {
    return !at.isBefore(EARLIEST) && !at.isAfter(now.plus(AHEAD));
  }

  /** Where the documents say nothing, the intake of observations judges the time. */
  private void looked(Sample sample, Instant possible) {
    Instant at = plan.every() ? sample.at() : possible;
    if (sample.quality() == Quality.BAD) {
      invalid(possible, DeviceStatus.Status.LOST, sample.note().orElse("the source says bad"));
      return;
    }
    if (sample.quality() == Quality.UNCERTAIN && plan.uncertain() == PointPlan.Uncertain.IGNORE) {
      counts.add(PointCounts.Kind.IGNORED);
      return;
    }
    OptionalDouble converted = units.of(sample);
    if (converted.isEmpty()) {
      invalid(
          possible,
          DeviceStatus.Status.OUT_OF_RANGE,
          "came in '%s', which is no unit for '%s'"
              .formatted(sample.unit().orElse(""), plan.unit().orElse("")));
      return;
    }
    double value = converted.getAsDouble();
    if (!plan.valid().holds(value)) {
      invalid(
          possible,
          DeviceStatus.Status.OUT_OF_RANGE,
          "given %s; allowed: %s".formatted(value, plan.valid()));
      return;
    }
    if (value != sample.value()) {
      counts.saw(
          new Sample(
              sample.point(), sample.at(), value, plan.unit(), sample.quality(), sample.note()));
    }
    inOrder(sample, at, value);
  }

  private void invalid(Instant at, DeviceStatus.Status status, String detail) {
    counts.add(PointCounts.Kind.INVALID);
    watch.fails(at, status, detail);
  }

  /** What is the same once more ends here; not where each sample is a measurement. */
  private void inOrder(Sample sample, Instant time, double value) {
    long at = nanos(time);
    if (!plan.every() && at == lastAt && value == lastValue) {
      counts.add(PointCounts.Kind.DUPLICATE);
      return;
    }
    lastAt = at;
    lastValue = value;
    newest = Math.max(newest, at);
    if (!watch.believes(time, value)) {
      counts.add(PointCounts.Kind.INVALID);
      return;
    }
    double counted = plan.counter().isPresent() ? risen(value, time) : value;
    if (!Double.isNaN(counted)) {
      goesOn(sample, time, at, counted);
    }
  }

  private double risen(double value, Instant at) {
    unkept = true;
    CounterRun.Rise rise = counter.rise(value, at);
    if (rise.keep()) {
      keep();
    }
    return rise.increment();
  }

  private void goesOn(Sample sample, Instant time, long at, double value) {
    outlet.heard(plan, time, value);
    OperatingStates.Standing standing = outlet.standing(plan);
    Measured measured =
        new Measured(
            time,
            time.equals(sample.at()) ? null : sample.at(),
            value,
            plan.every() ? sample.unit() : plan.unit(),
            sample.quality() == Quality.UNCERTAIN && plan.uncertain() == PointPlan.Uncertain.MARK,
            standing.state(),
            standing.since());
    if (around != null) {
      around.add(at, value, heardAt);
    }
    measure(measured);
    if (rollUps != null && !rollUps.add(at, value)) {
      counts.add(PointCounts.Kind.SHED);
    }
    if (canBe(time, heardAt)) {
      trend(measured, at);
      outlet.counts(plan, measured);
    }
    if (windows.isEmpty() && rollUps == null) {
      return;
    }
    if (plan.gate().open(measured.state(), measured.since(), measured.at())) {
      for (WindowRun window : windows) {
        if (!window.add(at, value)) {
          counts.add(PointCounts.Kind.SHED);
        }
      }
    } else {
      counts.add(PointCounts.Kind.GATED);
    }
    advance(newest - plan.lateness().toNanos());
  }

  /** Trends follow only what was measured at a time that can be. */
  private void trend(Measured measured, long at) {
    for (TrendWatch trend : trends) {
      boolean open = trend.plan().gate().open(measured.state(), measured.since(), measured.at());
      if (open && !trend.add(at, measured.value())) {
        counts.add(PointCounts.Kind.SHED);
      }
      trend.advance(at - plan.lateness().toNanos());
    }
  }

  private void measure(Measured sample) {
    if (plan.every()) {
      measured(sample);
      if (overheard != null && canBe(sample.at(), heardAt)) {
        overheard.take(sample);
      }
      return;
    }
    boolean out = thinning != null && thinning.take(sample);
    boolean moved =
        plan.deadband()
            .map(band -> Double.isNaN(lastMeasured) || band.moved(lastMeasured, sample.value()))
            .orElse(false);
    if (!out && moved) {
      if (thinning != null) {
        thinning.also(sample);
      } else {
        measured(sample);
      }
    }
  }

  private void measured(Measured sample) {
    counts.add(PointCounts.Kind.MEASURED);
    lastMeasured = sample.value();
    outlet.measurement(plan, sample);
  }

  private void crossed(Measured sample, List<CrossedLimit> limits, boolean sure) {
    if (!plan.surrounds().isEmpty()) {
      outlet.crossed(
          plan, sample, limits.stream().map(each -> each.in(plan.unit())).toList(), sure);
    }
  }

  /** A limit was crossed whose findings the samples of this point belong to. */
  void around(Crossing crossing) {
    if (around != null) {
      around.crossed(crossing);
    }
  }

  private void advance(long watermark) {
    for (WindowRun window : windows) {
      window.advance(watermark);
    }
    if (rollUps != null) {
      rollUps.advance(watermark);
    }
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

  /** The machine begins a new cycle. */
  void cycle(Instant at) {
    windows.forEach(window -> window.cycle(at));
  }

  /** Time went by: what waits for samples that do not come is told. */
  void tick(Instant now) {
    DeviceStatus.Status before = watch.status();
    watch.tick(now);
    unkept |= watch.status() != before;
    Duration silent = Duration.between(heardAt, now);
    if (thinning != null && thinning.holds() && silent.compareTo(LimitThinning.HELD) >= 0) {
      thinning.flush();
    }
    for (WindowRun window : windows) {
      if (window.plan.extent() instanceof WindowPlan.Time time
          && silent.compareTo(time.slide().plus(plan.lateness())) >= 0) {
        window.idle();
      }
    }
    for (TrendWatch trend : trends) {
      if (silent.compareTo(trend.plan().every().plus(plan.lateness())) >= 0) {
        trend.idle();
      }
    }
    if (rollUps != null
        && !rollUps.isEmpty()
        && silent.compareTo(plan.rollUp().get().plus(plan.lateness())) >= 0) {
      rollUps.close();
    }
    if (around != null) {
      around.tick(now);
    }
    if (late != null) {
      late.flush();
    }
    keep();
  }

  /**
   * The stream ends here; what is known goes out.
   *
   * @param why in words
   */
  void end(String why) {
    if (around != null) {
      around.end(why);
    }
    if (thinning != null) {
      thinning.flush();
    }
    if (rollUps != null) {
      rollUps.close();
    }
    if (late != null) {
      late.flush();
    }
    trends.forEach(TrendWatch::end);
    keep();
  }

  private void keep() {
    if (unkept) {
      unkept = false;
      Facts.Builder facts = Facts.with(DEVICE, watch.status().name());
      counter.put(facts);
      outlet.keep(plan.point(), facts.build());
    }
  }

  static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }
}
