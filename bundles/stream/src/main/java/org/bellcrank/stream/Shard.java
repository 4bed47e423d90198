package org.bellcrank.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some of the points, on a thread of their own, so that the samples of each keep their order. */
final class Shard implements Runnable {

  /** Samples that wait at most. */
  static final int ROOM = 16_384;

  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
  private static final long LOOK_MILLIS = 100;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int BATCH = 512;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST_POINTS = 200_000;

  private final BlockingQueue<Sample> queue = new ArrayBlockingQueue<>(ROOM);
  private final ConcurrentLinkedQueue<Sample> moved = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Stood> stood = new ConcurrentLinkedQueue<>();
  private final Map<String, Sample> refused = new ConcurrentHashMap<>(); // newest of each point
  private final Map<String, PointStream> streams = new ConcurrentHashMap<>();
  private final Map<String, List<PointStream>> cycles = new HashMap<>();
  private final StreamPlans plans;
  private final Ledger ledger;
  private final Surroundings surroundings;
  private final Clock clock;
  private final ShardOutlet outlet;
  private final ToIntFunction<String> place; // of a point among the shards, by the plan in force
  private final BiConsumer<Integer, Sample> elsewhere;
  private final BiConsumer<Integer, Stood> stands;
  private final int number;
  private final AtomicLong waiting = new AtomicLong();
  private StreamPlan plan;
  private Set<String> results = Set.of(); // points of which each value is a result
  private long ticked = System.nanoTime();
  private final CaughtUp caughtUp = new CaughtUp(System.nanoTime());
  private List<Sample> beside = List.of(); // what found no room, and is looked at after
  private long behind; // so many that were queued before it
  private volatile boolean ended;
  private Instant complained; // when a sample could not be looked at last; null for long ago
  private boolean tripped; // since the last tick, outside of any sample
  private volatile String complaint = "";

  Shard(
      int number,
      StreamPlans plans,
      Ledger ledger,
      Surroundings surroundings,
      Clock clock,
      Outflow outflow,
      OperatingStates states,
      BiConsumer<Integer, Sample> elsewhere,
      BiConsumer<Integer, Stood> stands,
      int shards) {
    this.number = number;
    this.plans = plans;
    this.ledger = ledger;
    this.surroundings = surroundings;
    this.clock = clock;
    this.elsewhere = elsewhere;
    this.stands = stands;
    this.place = point -> Math.floorMod(plan.group(point).hashCode(), shards);
    this.outlet =
        new ShardOutlet(
            outflow,
            ledger,
            surroundings.stretches(),
            states,
            this::resulted,
            this::cycled,
            this::crossed);
  }

  void put(Sample sample) throws InterruptedException {
    queue.put(sample);
    healed(sample);
  }

  boolean offer(Sample sample) {
    if (queue.offer(sample)) {
      healed(sample);
      return true;
    }
    refused(sample);
    return false;
  }

  private void healed(Sample sample) {
    if (!refused.isEmpty() && !sample.past()) {
      refused.remove(sample.point());
    }
  }

  /**
   * It finds no room. The newest of each point is kept beside the queue: a source that tells only
   * changes may tell no other, and what came before it must not stand.
   */
  void refused(Sample sample) {
    boolean kept = refused.size() < MOST_POINTS || refused.containsKey(sample.point());
    if (kept && !sample.past()) {
      refused.put(sample.point(), sample);
    }
  }

  /** A sample that was queued for another shard before the documents changed. */
  void moved(Sample sample) {
    moved.add(sample);
  }

  /** A value that stands, of a point that another shard had before the documents changed. */
  void stands(Stood value) {
    stood.add(value);
  }

  long waiting() {
    return queue.size() + moved.size() + waiting.get() + refused.size();
  }

  String complaint() {
    return complaint;
  }

  Optional<StreamCounts> of(String point) {
    return Optional.ofNullable(streams.get(point)).map(stream -> stream.counts().told());
  }

  Optional<Sample> latest(String point) {
    return Optional.ofNullable(streams.get(point)).flatMap(stream -> stream.counts().latest());
  }

  /** What came last of each of its points. */
  Stream<Heard> heard() {
    return streams.values().stream()
        .map(PointStream::counts)
        .flatMap(
            counts ->
                counts.latest().map(newest -> Heard.of(newest, counts.told().taken())).stream());
  }

  /** Its points whose sensors cannot be believed now. */
  Stream<SensorTrouble> troubles() {
    return streams.values().stream().flatMap(stream -> stream.counts().trouble().stream());
  }

  StreamCounts sum() {
    StreamCounts sum = StreamCounts.NONE;
    for (PointStream stream : streams.values()) {
      sum = sum.and(stream.counts().told());
    }
    return sum;
  }

  /** Takes no more than what waits now and ends. */
  void end() {
    ended = true;
  }

  @Override
  public void run() {
    java.util.ArrayList<Sample> batch = new java.util.ArrayList<>(BATCH);
    try {
      while (true) {
        boolean last = ended && queue.isEmpty() && moved.isEmpty() && refused.isEmpty();
        steadily(batch);
        if (last) {
          break;
        }
      }
      streams.values().forEach(stream -> stream.end("the gateway was stopped"));
      outlet.drain();
    } catch (InterruptedException e) {
      LOG.warn("Streams were asked to end before all samples were looked at");
    }
  }

  /** What trips outside of a sample, in a tick or when documents change, must not end it all. */
  private void steadily(java.util.ArrayList<Sample> batch) throws InterruptedException {
    try {
      step(batch);
    } catch (RuntimeException e) {
      if (complaint.isEmpty()) {
        LOG.error("Streams could not be looked after", e);
      }
      complaint = "streams could not be looked after: " + e;
      tripped = true;
      Thread.sleep(LOOK_MILLIS); // it may trip again at once
    }
  }

  private void step(java.util.ArrayList<Sample> batch) throws InterruptedException {
    Optional<StreamPlan> current = plans.current();
    if (current.isEmpty()) {
      if (ended) {
        queue.clear();
        moved.clear();
        refused.clear();
      }
      Thread.sleep(LOOK_MILLIS);
      return;
    }
    if (current.get() != plan) {
      adopt(current.get());
    }
    restore();
    if (batch.isEmpty()) { // else something tripped before these were looked at
      Sample first =
          moved.isEmpty() ? queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS) : moved.poll();
      if (first != null) {
        batch.add(first);
        drain(batch);
      }
    }
    if (!batch.isEmpty()) {
      waiting.set(batch.size());
      Instant now = clock.instant();
      for (Sample sample : batch) {
        safely(sample, now);
        waiting.decrementAndGet();
      }
    }
    beside(batch.size());
    boolean full = !refused.isEmpty() || queue.size() + batch.size() >= ROOM;
    long steady = System.nanoTime();
    caughtUp.looked(batch.size(), queue.size() + moved.size(), full, steady);
    batch.clear();
    if (System.nanoTime() - ticked >= TICK_NANOS) {
      ticked = System.nanoTime();
      tick(clock.instant());
    }
    outlet.settle();
  }

  private void restore() throws InterruptedException {
    Stood value;
    while ((value = stood.poll()) != null) {
      int where = place.applyAsInt(value.point());
      if (where != number) { // the documents changed once more
        stands.accept(where, value);
        return;
      }
      stream(value.point(), clock.instant()).restore(value);
      outlet.raise();
    }
  }

  /** What found no room comes after all that was queued before it. */
  private void beside(int looked) throws InterruptedException {
    behind -= looked;
    if (behind > 0 || beside.isEmpty() && refused.isEmpty()) {
      return;
    }
    for (Sample each : beside) {
      if (refused.remove(each.point(), each)) {
        safely(each, clock.instant());
      }
    }
    beside = List.copyOf(refused.values());
    behind = queue.size() + moved.size();
  }

  /** What was moved here is older than what was put here since. */
  private void drain(java.util.ArrayList<Sample> batch) {
    Sample older;
    while (batch.size() < BATCH && (older = moved.poll()) != null) {
      batch.add(older);
    }
    queue.drainTo(batch, BATCH - batch.size());
  }

  private void tick(Instant now) throws InterruptedException {
    long steady = caughtUp.now();
    long upTo = caughtUp.upTo();
    outlet.states().tick(steady, upTo, point -> place.applyAsInt(point) == number);
    for (PointStream stream : streams.values()) {
      stream.tick(now, steady, upTo);
    }
    outlet.baselines().tick(now);
    if (tripped) {
      tripped = false;
      complained = now;
    }
    if (complained != null && now.isAfter(complained.plus(REMEMBERED))) {
      complained = null;
      complaint = "";
    }
    outlet.raise();
  }

  /** One sample that trips something must not end the stream of all others. */
  private void safely(Sample sample, Instant now) throws InterruptedException {
    try {
      int where = place.applyAsInt(sample.point());
      if (where == number && results.contains(sample.point())) {
        stream(sample.point(), now).result(sample, now);
      } else if (where == number) {
        stream(sample.point(), now).take(sample, now);
      } else {
        elsewhere.accept(where, sample);
      }
      outlet.raise();
    } catch (RuntimeException e) {
      if (complaint.isEmpty()) {
        LOG.error("A sample of point '{}' could not be looked at", sample.point(), e);
      }
      complained = now;
      complaint = "a sample of point '%s' could not be looked at: %s".formatted(sample.point(), e);
    }
  }

  private void resulted(Sample sample) {
    Instant now = clock.instant();
    stream(sample.point(), now).result(sample, now);
  }

  private PointStream stream(String point, Instant now) {
    PointStream stream = streams.get(point);
    return stream == null ? begin(plan.of(point), new PointCounts(), now) : stream;
  }

  private PointStream begin(PointPlan of, PointCounts counts, Instant now) {
    if (streams.size() >= MOST_POINTS && !plan.points().containsKey(of.point())) {
      throw new IllegalStateException(
          "more than %d points; allowed: so many that no document names".formatted(MOST_POINTS));
    }
    PointStream stream = new PointStream(of, outlet, counts, ledger.state(of.point()), now);
    streams.put(of.point(), stream);
    for (WindowPlan window : of.windows()) {
      if (window.extent() instanceof WindowPlan.Cycle cycle) {
        cycles.computeIfAbsent(cycle.by(), none -> new java.util.ArrayList<>()).add(stream);
      }
    }
    return stream;
  }

  private void cycled(String point, Instant at) {
    List<PointStream> of = cycles.get(point);
    if (of != null) {
      of.forEach(stream -> stream.cycle(at));
    }
  }

  /** What a point is computed of by samples shares its thread. */
  private void crossed(PointPlan of, Crossing crossing) {
    surroundings.crossed(of, crossing);
    for (String point : of.surrounds()) {
      PointStream stream = streams.get(point);
      if (stream != null) {
        stream.around(crossing);
      }
    }
  }

  /** Streams of points that are treated as before go on as they are. */
  private void adopt(StreamPlan next) throws InterruptedException {
    plan = next;
    results = next.results();
    outlet.results(results);
    Instant now = clock.instant();
    for (PointStream stream : List.copyOf(streams.values())) {
      String point = stream.plan().point();
      int where = place.applyAsInt(point);
      boolean ours = where == number;
      Stood value = stream.stands();
      if (ours && stream.plan().equals(next.of(point))) {
        stream.heardAgain(); // a state may be a new one
        continue;
      }
      stream.end("its site documents changed");
      cycles.values().forEach(of -> of.remove(stream));
      streams.remove(point);
      PointStream follows = ours ? begin(next.of(point), stream.counts(), now) : null;
      if (value != null && ours) { // its source may tell nothing until it changes
        follows.restore(value);
      } else if (value != null) {
        stands.accept(where, value);
      }
    }
    outlet
        .baselines()
        .adopt(
            next.baselines().stream()
                .filter(each -> place.applyAsInt(each.to()) == number)
                .toList());
    outlet
        .lives()
        .adopt(
            next.lives().stream().filter(each -> place.applyAsInt(each.to()) == number).toList());
    for (PointPlan each : next.points().values()) {
      boolean awaited = each.stale().isPresent() && !streams.containsKey(each.point());
      if (awaited && place.applyAsInt(each.point()) == number) {
        begin(each, new PointCounts(), now);
      }
    }
    outlet.raise();
  }
}
