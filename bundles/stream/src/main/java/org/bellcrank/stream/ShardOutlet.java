package org.bellcrank.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bellcrank.condition.Stands;
import org.bellcrank.condition.StateGate;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.Prediction;

/** Makes observations of what the streams of one shard say. */
final class ShardOutlet implements Outlet {

  /** Who reports what comes of samples. */
  static final String SOURCE = Stands.STREAM;

  private final Outflow outflow;
  private final Ledger ledger;
  private final Stretches stretches;
  private final OperatingStates states;
  private final Consumer<Sample> results;
  private final BiConsumer<String, Instant> cycles;
  private final BiConsumer<PointPlan, Crossing> crossings;
  private final Map<String, Double> last = new HashMap<>(); // of points that count cycles
  private final Set<String> resulted = new HashSet<>(); // points that are told results here
  private Set<String> others = Set.of(); // points that are told results from outside
  private final Baselines baselines = new Baselines(this);
  private final Lives lives = new Lives(this);
  private InterruptedException interrupted;

  ShardOutlet(
      Outflow outflow,
      Ledger ledger,
      Stretches stretches,
      OperatingStates states,
      Consumer<Sample> results,
      BiConsumer<String, Instant> cycles,
      BiConsumer<PointPlan, Crossing> crossings) {
    this.outflow = outflow;
    this.ledger = ledger;
    this.stretches = stretches;
    this.states = states;
    this.results = results;
    this.cycles = cycles;
    this.crossings = crossings;
  }

  @Override
  public void measurement(PointPlan plan, Measured sample) {
    CaptureTime captured =
        sample.claimed() == null
            ? new CaptureTime(sample.at(), ClockQuality.SOURCE)
            : new CaptureTime(sample.at(), ClockQuality.GATEWAY, Optional.of(sample.claimed()));
    give(
        new Measurement(
            id(plan, sample),
            SOURCE,
            captured,
            plan.point(),
            sample.value(),
            sample.unit(),
            context(plan, sample)));
  }

  private static String id(PointPlan plan, Measured sample) {
    Instant seen = sample.claimed() == null ? sample.at() : sample.claimed();
    return ObservationId.of(SOURCE + "/" + plan.point(), seen + " " + sample.value());
  }

  @Override
  public void crossed(PointPlan plan, Measured sample, List<CrossedLimit> limits, boolean sure) {
    long at = AroundWatch.nanos(sample.at());
    crossings.accept(plan, new Crossing(id(plan, sample), at, sure, limits));
  }

  @Override
  public Stretches stretches() {
    return stretches;
  }

  private Map<String, String> context(PointPlan plan, Measured sample) {
    Map<String, String> context = new HashMap<>();
    boolean result = resulted.contains(plan.point()) || others.contains(plan.point());
    if (result || plan.counter().isPresent()) {
      context.put(Stands.STANDS, Stands.NO);
    } else if (plan.uncertain() == PointPlan.Uncertain.IGNORE) {
      context.put(Stands.STANDS, Stands.UNTIL_RESTART);
    }
    if (sample.state() != null) {
      context.put(StateGate.STATE, sample.state());
      context.put(StateGate.SINCE, sample.since().toString());
    }
    if (sample.marked()) {
      context.put("quality", "uncertain");
    }
    if (sample.stands() != null) {
      context.put(Stands.SINCE, sample.stands().toString());
    }
    return context;
  }

  @Override
  public void device(String point, Instant at, DeviceStatus.Status status, String detail) {
    give(
        new DeviceStatus(
            ObservationId.of(SOURCE + "/" + point, at + " " + status),
            SOURCE,
            new CaptureTime(at, ClockQuality.SOURCE),
            point,
            status,
            detail,
            Map.of()));
  }

  /** Named by its number, so that one service is due once, whatever was forgotten in between. */
  @Override
  public void due(
      PointPlan plan, PointPlan.Service service, long number, double total, Instant at) {
    give(
        new Prediction(
            ObservationId.of(SOURCE + "/" + plan.point(), service.name(number)),
            SOURCE,
            new CaptureTime(at, ClockQuality.SOURCE),
            plan.point(),
            service.failureMode(),
            1,
            Optional.of(0.0),
            Optional.empty(),
            Map.of(
                "serviceNumber", Long.toString(number), "serviceTotal", Double.toString(total))));
  }

  /** Named by trend, growth and step: what is told anew after a restart is the same. */
  @Override
  public void expects(
      String point, TrendPlan plan, Growth growth, long number, long steps, Instant at) {
    give(
        new Prediction(
            ObservationId.of(
                SOURCE + "/" + point,
                "trend %s growth %d step %d".formatted(plan.id(), number, steps)),
            SOURCE,
            new CaptureTime(at, ClockQuality.SOURCE),
            point,
            plan.failureMode(),
            growth.confidence(),
            Optional.of(growth.days()),
            Optional.empty(),
            growth.context(plan)));
  }

  @Override
  public void trendNote(Instant at, String kind, String point, Facts facts) {
    ledger.note(at, kind, point, facts);
  }

  @Override
  public Optional<Facts> kept(String of) {
    return ledger.state(of);
  }

  @Override
  public Optional<List<RollUp>> recorded(String of, Instant from, Instant before) {
    return ledger.recorded(of, from, before);
  }

  @Override
  public void result(String to, Instant at, double value) {
    resulted.add(to);
    results.accept(Sample.of(to, at, value));
  }

  @Override
  public void rollUp(RollUp rollUp) {
    ledger.add(rollUp);
  }

  @Override
  public void keep(String point, Facts state) {
    ledger.keep(point, state);
  }

  @Override
  public void heard(PointPlan plan, Instant at, Double value) {
    states.heard(plan.point(), at, value);
    if (value != null) {
      Double before = last.put(plan.point(), value);
      if (before != null && !before.equals(value)) {
        cycles.accept(plan.point(), at);
      }
    }
  }

  @Override
  public void passes(PointPlan plan) {
    states.passes(plan.point());
  }

  /** Points that are told results from outside of this shard, by the documents in force. */
  void results(Set<String> points) {
    others = points;
  }

  Lives lives() {
    return lives;
  }

  OperatingStates states() {
    return states;
  }

  Baselines baselines() {
    return baselines;
  }

  @Override
  public void counts(PointPlan plan, Measured value) {
    baselines.heard(plan, value);
    lives.heard(plan, value);
  }

  @Override
  public OperatingStates.Standing standing(PointPlan plan) {
    return plan.asset().map(states::of).orElse(OperatingStates.Standing.UNKNOWN);
  }

  private void give(Observation observation) {
    if (interrupted != null) {
      return; // the thread ends; what is not given is as lost as what still waits
    }
    try {
      outflow.give(observation);
    } catch (InterruptedException e) {
      interrupted = e;
    }
  }

  /** The thread was asked to end while an observation was given. */
  void raise() throws InterruptedException {
    if (interrupted != null) {
      throw interrupted;
    }
  }

  void settle() throws InterruptedException {
    outflow.settle();
  }

  void drain() throws InterruptedException {
    outflow.ends();
    outflow.drain();
  }
}
