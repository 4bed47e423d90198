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

  /** How much of its time a value can have stood before the first look after it. */
  private static final long UNSEEN = TimeUnit.SECONDS.toNanos(2);

  private final PointPlan plan;
  private final Outlet outlet;
  private final PointCounts counts;
  private final DeviceWatch watch;
  private final LimitThinning thinning; // where each sample goes out, it only follows
  private final AroundWatch around;
  private final PointSeries series;
  private final LastValue last = new LastValue();
  private final LateRollUp late;
  private final LateRun lateRun;
  private final UnitChange units;
  private final CounterRun counter;
  private long newest = Long.MIN_VALUE; // nanoseconds since 1970
  private long lastAt = Long.MIN_VALUE;
  private double lastValue = Double.NaN;
  private Sample lastRaw; // as it came
  private boolean told; // whether its source said anything of now
  private double lastMeasured = Double.NaN;
  private long repeated = Long.MIN_VALUE; // until when the last value was taken once more
  private long since; // when the last value began to count for what is computed over time
  private Instant heardAt;
  private Instant newAt; // by the gateway's clock, since when what comes is the same
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
        plan.limits().isEmpty()
            ? null
            : new LimitThinning(
                plan.limits(), plan.every() ? none -> {} : this::measured, this::crossed);
    around =
        plan.around().isPresent() && !plan.waveforms()
            ? new AroundWatch(plan, outlet.stretches())
            : null;
    series = new PointSeries(plan, outlet, counts);
    // A counter's rise is known of values in their order alone.
    late =
        plan.rollUp()
            .filter(length -> plan.counter().isEmpty())
            .map(length -> new LateRollUp(plan.point(), length, outlet::rollUp))
            .orElse(null);
    lateRun = new LateRun(plan.lateness());
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
    told |= !sample.past();
    Instant possible = canBe(sample.at(), now) ? sample.at() : now;
    if (sample.past()) {
      counts.add(PointCounts.Kind.LATE);
      if (possible.equals(sample.at())) { // else nobody knows when it was so
        recorded(sample, possible);
      }
      return;
    }
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
    repeated = Long.MIN_VALUE;
    last.ends();
    series.again();
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
      passes(); // the source vouches for the one before no more either
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
    last.ends();
    watch.fails(at, status, detail);
  }

  /**
   * What is the same once more ends here, unless it ends its sensor's trouble; not where each
   * sample is a measurement.
   */
  private void inOrder(Sample sample, Instant time, double value) {
    long at = nanos(time);
    boolean same = at == lastAt && value == lastValue;
    DeviceStatus.Status before = watch.status();
    newAt = same ? newAt : heardAt;
    lastAt = at;
    lastValue = value;
    lastRaw = sample;
    newest = Math.max(newest, at);
    repeat(at);
    // A source that gives the time of the last change says nothing of how long it stands.
    if (!watch.believes(same ? time.plus(Duration.between(newAt, heardAt)) : time, value)) {
      counts.add(PointCounts.Kind.INVALID);
      last.ends();
      return;
    }
    if (same && !plan.every() && before == DeviceStatus.Status.OK) {
      counts.add(PointCounts.Kind.DUPLICATE);
      return;
    }
    double counted = plan.counter().isPresent() ? risen(value, time) : value;
    if (!Double.isNaN(counted)) {
      goesOn(sample, time, at, counted, same);
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

  private void goesOn(Sample sample, Instant time, long at, double value, boolean same) {
    outlet.heard(plan, time, value);
    if (plan.counter().isPresent()) {
      outlet.passes(plan); // an increment
    }
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
    measure(measured, same && last.told() != null);
    if (plan.resample().isPresent()) {
      series.saw(measured, since);
    } else {
      series.add(measured, at, canBe(time, heardAt));
    }
    series.advance(newest - plan.lateness().toNanos());
  }

  /** What is told again in the same words stands since it was told first. */
  private void measure(Measured sample, boolean again) {
    if (again) {
      measured(sample);
      return;
    }
    Measured believed = canBe(sample.at(), heardAt) ? sample : sample.seen(heardAt);
    if (plan.counter().isEmpty()) {
      since = counts(believed.at());
      last.is(believed);
    }
    if (plan.every()) {
      measured(sample);
      if (thinning != null) {
        thinning.take(believed);
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

  /**
   * From when on a new value counts. Where it was not known before what the value is, one may come
   * with the time of its last change, long ago; of the time until now nobody knows.
   */
  private long counts(Instant told) {
    long at = nanos(told);
    long heard = nanos(heardAt);
    boolean old = at < heard - plan.lateness().toNanos() - UNSEEN;
    return last.told() == null && old ? heard : at;
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

  /** The machine begins a new cycle. */
  void cycle(Instant at) {
    series.cycle(at);
  }

  /** The value that stands, as of now; null where none does. */
  Stood stands() {
    Measured told = last.told();
    return told == null
        ? null
        : new Stood(lastRaw, told.stands() == null ? told.at() : told.stands(), last.now());
  }

  /** States that are new hear of the value that stands. */
  void heardAgain() {
    if (last.told() != null) {
      outlet.heard(plan, last.now(), last.told().value());
    }
  }

  /**
   * A value still stands under new documents. It is no sample: states and limits hear of it, and
   * nothing that counts, records or adds up. Nor does anything where the source told something
   * since, or where it would not be believed now.
   */
  void restore(Stood value) {
    Sample raw = value.raw();
    boolean doubtful =
        raw.quality() == Quality.UNCERTAIN && plan.uncertain() == PointPlan.Uncertain.IGNORE;
    OptionalDouble converted = units.of(raw);
    if (told
        || doubtful
        || plan.counter().isPresent()
        || watch.status() != DeviceStatus.Status.OK
        || converted.isEmpty()
        || !plan.valid().holds(converted.getAsDouble())) {
      return;
    }
    double number = converted.getAsDouble();
    counts.saw(raw);
    lastRaw = raw;
    lastValue = number;
    lastAt = nanos(plan.every() || canBe(raw.at(), heardAt) ? raw.at() : value.since());
    newAt = heardAt;
    outlet.heard(plan, value.now(), number);
    Measured still =
        new Measured(
                value.since(),
                null,
                number,
                plan.every() ? raw.unit() : plan.unit(),
                raw.quality() == Quality.UNCERTAIN && plan.uncertain() == PointPlan.Uncertain.MARK,
                null,
                null)
            .still(value.now(), outlet.standing(plan));
    since = nanos(value.now());
    last.is(still);
    if (thinning != null && thinning.take(still) && plan.every()) {
      measured(still);
    }
  }

  /** A result of this gateway's own, which says nothing of the time until the next. */
  void result(Sample sample, Instant now) {
    take(sample, now);
    passes();
  }

  private void passes() {
    last.ends();
    outlet.passes(plan);
  }

  /**
   * Time went by: what waits for samples that do not come is told.
   *
   * @param now the gateway's time
   * @param steady how long it was looked, as {@link CaughtUp#now()} has it
   * @param upTo up to when of it all that came was looked at
   */
  void tick(Instant now, long steady, long upTo) {
    DeviceStatus.Status before = watch.status();
    watch.tick(now, steady, upTo);
    unkept |= watch.status() != before;
    Duration silent = Duration.between(heardAt, now);
    if (thinning != null && thinning.holds() && silent.compareTo(LimitThinning.HELD) >= 0) {
      thinning.flush();
    }
    if (watch.status() != DeviceStatus.Status.OK) {
      last.ends();
    }
    last.look(steady, upTo);
    if (last.told() != null) {
      byTime();
    }
    if (last.told() == null || plan.resample().isEmpty()) {
      series.silent(silent);
    }
    if (around != null) {
      around.tick(now);
    }
    if (late != null) {
      late.flush();
    }
    keep();
  }

  /** The last value still stands: limits hear of it where time moves them. */
  private void byTime() {
    boolean resampled = plan.resample().isPresent();
    if (thinning != null && (resampled || thinning.waits())) {
      Instant at = last.now();
      OperatingStates.Standing standing = outlet.standing(plan);
      if (thinning.moves(at, standing) || resampled && thinning.crossedLong(at)) {
        Measured still = last.told().still(at, standing);
        if (plan.every()) {
          measured(still);
        }
        thinning.take(still);
      }
    }
    if (resampled) {
      long until = since + last.stood() - plan.lateness().toNanos();
      repeat(until);
      series.advance(until);
    }
  }

  /** The last value is taken once more for each whole step of time before the given one. */
  private void repeat(long before) {
    Measured told = last.told();
    if (plan.resample().isEmpty() || told == null) {
      return;
    }
    long step = plan.resample().get().toNanos();
    // What a source says of its time may jump; no more is filled than time can have gone by.
    long end = Math.min(before, since + last.stood() + plan.lateness().toNanos() + UNSEEN);
    long from = Math.max(repeated + 1, since);
    for (long at = Math.floorDiv(from - 1, step) * step + step; at < end; at += step) {
      Instant time = WindowRun.instant(at);
      if (plan.flatLine().isPresent() && !watch.believes(time, told.value())) {
        last.ends();
        return;
      }
      repeated = at;
      series.add(told.still(time, outlet.standing(plan)), at, true);
    }
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
    series.end();
    if (late != null) {
      late.flush();
    }
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
