package org.bellcrank.stream;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Spreads the points over a few threads, on each of which the samples of a point keep their order.
 * Without documents about a point each good sample of it becomes a measurement.
 */
@Component(service = {SampleIntake.class, StreamWatch.class})
public final class StreamIntake implements SampleIntake, StreamWatch {

  private static final int SHARDS = 2;
  private static final long WRITE_EVERY_MILLIS = 1_000;
  private static final long KEEP_EVERY_MILLIS = 250;
  private static final long END_MILLIS = 8_000;
  private static final long STRETCHES_MILLIS = 3_000; // no new one is begun after that

  private final List<Shard> shards = new ArrayList<>();
  private final List<Outflow> outflows = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder unused = new LongAdder();
  private final LatestWaveforms waveforms = new LatestWaveforms();
  private final PassageDoor passages;
  private final Ledger ledger;
  private final OperatingStates states;
  private final StretchKeeper stretches;
  private final Surroundings surroundings;
  private final ScheduledExecutorService keeping;
  private final StreamPlans plans;
  private final ScheduledExecutorService timer;
  private final Cadence cadence;
  private volatile StreamPlan statesOf;

  /** Begins to take samples, on threads of its own. */
  @Activate
  public StreamIntake(
      @Reference ObservationIntake intake,
      @Reference Store store,
      @Reference EvidenceStore evidence,
      @Reference StreamPlans plans,
      @Reference Clock clock) {
    ledger = new Ledger(store);
    stretches =
        new StretchKeeper(
            store,
            evidence,
            ledger,
            clock,
            id -> outflows.stream().anyMatch(each -> each.holds(id)),
            StretchKeeper.MOST);
    this.plans = () -> current(plans);
    passages = new PassageDoor(store, this.plans, clock);
    surroundings = new Surroundings(stretches, this.plans, clock);
    states =
        new OperatingStates(
            (asset, now, before) ->
                ledger.note(
                    clock.instant(),
                    "asset.operating",
                    asset,
                    Facts.with("state", now.state() == null ? "unknown" : now.state())
                        .put("since", now.since())
                        .put("why", now.why().isEmpty() ? null : now.why())
                        .put("before", before)
                        .build()));
    for (int i = 0; i < SHARDS; i++) {
      Outflow outflow = new Outflow(intake);
      outflows.add(outflow);
      shards.add(
          new Shard(
              i,
              this.plans,
              ledger,
              surroundings,
              clock,
              outflow,
              states,
              (where, sample) -> shards.get(where).moved(sample),
              (where, value) -> shards.get(where).stands(value),
              SHARDS));
    }
    for (int i = 0; i < SHARDS; i++) {
      Thread thread = new Thread(shards.get(i), "bellcrank-stream-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    timer = every(WRITE_EVERY_MILLIS, "bellcrank-stream-ledger", ledger::write);
    keeping =
        every(
            KEEP_EVERY_MILLIS,
            "bellcrank-stream-stretches",
            () -> {
              surroundings.tick();
              stretches.write();
            });
    cadence = new Cadence(store, this.plans, this, this, intake, clock);
  }

  private static ScheduledExecutorService every(long millis, String name, Runnable task) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread thread = new Thread(run, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    return executor;
  }

  /** The plan in force; operating states know it before any shard does. */
  private Optional<StreamPlan> current(StreamPlans from) {
    Optional<StreamPlan> current = from.current();
    if (current.isPresent() && current.get() != statesOf) {
      synchronized (states) {
        if (current.get() != statesOf) {
          states.plans(current.get().states());
          statesOf = current.get();
        }
      }
    }
    return current;
  }

  private Shard shardOf(String point) {
    // no shard may have asked yet, and what belongs together must not be parted until one does
    StreamPlan plan = statesOf == null ? plans.current().orElse(null) : statesOf;
    String group = plan == null ? point : plan.group(point);
    return shards.get(Math.floorMod(group.hashCode(), SHARDS));
  }

  @Override
  public void take(List<Sample> samples) throws InterruptedException {
    for (Sample sample : samples) {
      shardOf(sample.point()).put(sample);
    }
  }

  @Override
  public int offer(List<Sample> samples) {
    int taken = 0;
    while (taken < samples.size()
        && shardOf(samples.get(taken).point()).offer(samples.get(taken))) {
      taken++;
    }
    for (int i = taken + 1; i < samples.size(); i++) { // the first of them was
      shardOf(samples.get(i).point()).refused(samples.get(i));
    }
    return taken;
  }

  @Override
  public void take(Waveform waveform) throws InterruptedException {
    StreamPlan plan = statesOf == null ? plans.current().orElse(null) : statesOf;
    PointPlan of = plan == null ? null : plan.of(waveform.point());
    if (of == null || !picture(of)) {
      waveforms.saw(waveform);
    }
    if (of == null || of.features().isEmpty() && of.spectral().isEmpty()) {
      unused.increment();
      return;
    }
    surroundings.saw(waveform, of);
    take(WaveformResults.of(waveform, of));
  }

  @Override
  public void pass(List<Passage> told) {
    passages.pass(told);
  }

  @Override
  public boolean streams(String point) {
    return plans.current().map(plan -> plan.points().containsKey(point)).orElse(false);
  }

  @Override
  public long unusedWaveforms() {
    return unused.sum();
  }

  @Override
  public StreamCounts sum() {
    return shards.stream().map(Shard::sum).reduce(StreamCounts.NONE, StreamCounts::and);
  }

  @Override
  public Optional<StreamCounts> of(String point) {
    return shards.stream().flatMap(shard -> shard.of(point).stream()).reduce(StreamCounts::and);
  }

  @Override
  public Optional<Sample> latest(String point) {
    return shards.stream().flatMap(shard -> shard.latest(point).stream()).findFirst();
  }

  @Override
  public Optional<Spectra> spectra(String point) {
    StreamPlan plan = plans.current().orElse(StreamPlan.NONE);
    return waveforms
        .of(point)
        .filter(newest -> !picture(plan.of(point)))
        .map(newest -> SpectraOf.of(newest, plan.of(point)));
  }

  @Override
  public boolean hasWaveform(String point) {
    StreamPlan plan = plans.current().orElse(StreamPlan.NONE);
    return waveforms.of(point).isPresent() && !picture(plan.of(point));
  }

  /** Thermal pictures come as waveforms and have no spectrum that would say anything. */
  private static boolean picture(PointPlan plan) {
    return plan.spectral().stream().anyMatch(SpectralPlan.Thermal.class::isInstance);
  }

  @Override
  public List<SensorTrouble> troubles() {
    StreamPlan plan = plans.current().orElse(StreamPlan.NONE);
    return shards.stream()
        .flatMap(Shard::troubles)
        .filter(trouble -> doubted(trouble, plan))
        .sorted(Comparator.comparing(SensorTrouble::point))
        .toList();
  }

  /** What no document names, or no document asks for any more, is nobody's trouble. */
  private static boolean doubted(SensorTrouble trouble, StreamPlan plan) {
    PointPlan of = plan.points().get(trouble.point());
    if (of == null) {
      return false;
    }
    return switch (trouble.status()) {
      case STALE -> of.stale().isPresent();
      case FLAT_LINE -> of.flatLine().isPresent();
      default -> true;
    };
  }

  @Override
  public List<Heard> undeclared(int limit) {
    return plans
        .current()
        .map(plan -> plan.points().keySet())
        .map(
            known ->
                Stream.concat(
                        shards.stream().flatMap(Shard::heard),
                        waveforms.all().stream().map(Heard::of))
                    .filter(heard -> !known.contains(heard.point()))
                    .sorted(Comparator.comparing(Heard::at).reversed())
                    .limit(limit)
                    .toList())
        .orElse(List.of());
  }

  @Override
  public long waiting() {
    return shards.stream().mapToLong(Shard::waiting).sum();
  }

  @Override
  public long writing() {
    return outflows.stream().mapToLong(Outflow::size).sum();
  }

  @Override
  public long lost() {
    return ledger.lost();
  }

  @Override
  public Map<String, String> operating() {
    return states.words();
  }

  @Override
  public List<String> complaints() {
    return Stream.of(
            cadence.complaints().stream(),
            passages.complaints().stream(),
            shards.stream().map(Shard::complaint),
            outflows.stream().map(Outflow::complaint),
            Stream.of(ledger.complaint(), stretches.complaint()))
        .flatMap(all -> all)
        .filter(each -> !each.isEmpty())
        .distinct()
        .toList();
  }

  /** What is due by the clock is looked at no more. */
  void cadenceEnds() {
    try {
      cadence.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at what was taken, hands over what came of it and ends; waits a few seconds at most. */
  @Deactivate
  public void stop() {
    timer.shutdown();
    keeping.shutdown();
    cadenceEnds();
    shards.forEach(Shard::end);
    outflows.forEach(Outflow::ends);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
    try {
      for (Thread thread : threads) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        thread.join(Math.max(1, left));
        thread.interrupt();
      }
      written(); // before what is big: states and roll-ups must not wait for it
      keeping.awaitTermination(1, TimeUnit.SECONDS);
      surroundings.end("the gateway was stopped");
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STRETCHES_MILLIS);
      stretches.end(() -> System.nanoTime() - end < 0);
      written();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for what is being written, and writes what came since. */
  private void written() throws InterruptedException {
    try {
      for (int i = 0; i < 2; i++) {
        CompletableFuture<?> rest = ledger.write();
        rest.handle((done, failure) -> null).get(1, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      org.slf4j.LoggerFactory.getLogger(StreamIntake.class)
          .warn("Roll-ups of the last seconds were not written: {}", e.toString());
    }
  }
}
