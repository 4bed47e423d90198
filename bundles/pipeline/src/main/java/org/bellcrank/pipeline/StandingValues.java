package org.bellcrank.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.condition.Conditions;
import org.bellcrank.condition.Stands;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.pipeline.start.StartGate;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of values that still stand when the duration of a limit is over, for sources that tell only
 * changes. What it says is a measurement as any other, accepted and decided in its place, so that a
 * replay decides it again; it names the one that stands, and counts only while that is the last of
 * its point. Its id follows from both, so it is told once whatever happens.
 *
 * <p>Streams say it themselves of what they see; here it is said of measurements that come without
 * one, and after a start of all that were waiting, once sources had {@link #SETTLE} to tell what
 * they have now.
 */
@Component(service = StandingValues.class, immediate = true)
public final class StandingValues {

  /** How long after a start nothing is concluded from silence before it. */
  public static final Duration SETTLE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(StandingValues.class);
  private static final long EVERY_MILLIS = 1_000;

  private final Store store;
  private final ActiveSite documents;
  private final ObservationIntake intake;
  private final Clock clock;
  private final StartGate gate;
  private final LongSupplier ticker;
  private final ScheduledExecutorService thread;
  private final Map<String, Seen> seen = new HashMap<>(); // by point
  private final Map<String, String> told = new HashMap<>(); // by point, id; it may wait undecided
  private boolean begun;
  private boolean complained;

  /**
   * A value that is waited with.
   *
   * @param since when it was first seen here, by the ticker
   * @param before whether it was waited with before this start
   */
  private record Seen(Stands value, long since, boolean before) {}

  /** Begins to look, on a thread of its own. */
  @Activate
  public StandingValues(
      @Reference Store store,
      @Reference ActiveSite documents,
      @Reference ObservationIntake intake,
      @Reference Clock clock,
      @Reference StartGate gate) {
    this(store, documents, intake, clock, gate, System::nanoTime, true);
  }

  /**
   * As above.
   *
   * @param ticker nanoseconds by a clock that nobody sets
   * @param alone whether it looks by itself
   */
  public StandingValues(
      Store store,
      ActiveSite documents,
      ObservationIntake intake,
      Clock clock,
      StartGate gate,
      LongSupplier ticker,
      boolean alone) {
    this.store = store;
    this.documents = documents;
    this.intake = intake;
    this.clock = clock;
    this.gate = gate;
    this.ticker = ticker;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "bellcrank-standing");
              made.setDaemon(true);
              return made;
            });
    if (alone) {
      thread.scheduleWithFixedDelay(
          this::safely, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Looks no more. */
  @Deactivate
  public void stop() {
    thread.shutdownNow();
  }

  /** Whatever goes wrong is told once and tried again. */
  private void safely() {
    try {
      look();
      complained = false;
    } catch (StoreException | IllegalStateException e) {
      if (!complained) {
        LOG.warn("Values that stand wait to be told: {}", e.getMessage());
      }
      complained = true;
    } catch (RuntimeException e) {
      if (!complained) {
        LOG.error("Values that stand could not be looked at; it is tried again", e);
      }
      complained = true;
    }
  }

  /**
   * Looks once; for one thread at a time.
   *
   * @throws StoreException when the store refuses; nothing is lost, the next look finds it again
   */
  public void look() {
    Optional<Site> site = documents.site();
    if (site.isEmpty() || !gate.waitsFor().isEmpty()) {
      return;
    }
    long now = ticker.getAsLong();
    List<Measurement> due = store.read(unit -> due(unit, site.get(), now));
    told.keySet().retainAll(seen.keySet());
    due.removeIf(each -> each.id().equals(told.get(each.point())));
    for (Measurement each : due) {
      try {
        intake.accept(each);
      } catch (RefusedObservationException e) {
        // It is refused each time; others are not to wait for it.
        LOG.warn(
            "That point '{}' stands since {} could not be told: {}",
            each.point(),
            each.context().get(Stands.SINCE),
            e.getMessage());
      }
      told.put(each.point(), each.id());
    }
  }

  private List<Measurement> due(UnitOfWork unit, Site site, long now) {
    ConditionBook book = unit.port(ConditionBook.class);
    Map<String, Stands> waiting = Stands.all(book);
    seen.keySet().retainAll(waiting.keySet());
    List<Measurement> due = new ArrayList<>();
    waiting.forEach(
        (point, value) -> {
          Seen of = seen.get(point);
          if (of == null || !of.value().observation().equals(value.observation())) {
            of = new Seen(value, now, !begun);
            seen.put(point, of);
          }
          if (!value.doubted()) {
            still(unit, site, point, of, now).ifPresent(due::add);
          }
        });
    begun = true;
    return due;
  }

  /** The value once more, at the first moment at which it crosses a limit; empty before that. */
  private Optional<Measurement> still(UnitOfWork unit, Site site, String point, Seen of, long now) {
    Conditions conditions = new Conditions(unit.port(ConditionBook.class));
    Optional<Instant> first =
        site.limitsOf(point).stream()
            .map(conditions::due)
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    if (first.isEmpty() || !isOver(Duration.between(of.value().at(), first.get()), of, now)) {
      return Optional.empty();
    }
    return unit.port(ObservationBook.class)
        .find(of.value().observation())
        .map(ObservationBook.Stored::observation)
        .filter(Measurement.class::isInstance)
        .map(Measurement.class::cast)
        .filter(told -> of.before() || !told.source().equals(Stands.STREAM))
        .map(told -> still(told, of.value(), first.get()));
  }

  /** What waited before this start may have waited by the gateway's clock while nothing ran. */
  private boolean isOver(Duration wait, Seen of, long now) {
    Duration here = Duration.ofNanos(now - of.since());
    if (!of.before()) {
      return here.compareTo(wait) >= 0;
    }
    Duration all = Duration.between(of.value().heard(), clock.instant());
    return here.compareTo(SETTLE) >= 0 && (all.compareTo(wait) >= 0 || here.compareTo(wait) >= 0);
  }

  private static Measurement still(Measurement told, Stands value, Instant at) {
    Map<String, String> context = new HashMap<>(told.context());
    context.put(Stands.SINCE, value.at().toString());
    context.put(Stands.OF, told.id());
    return new Measurement(
        ObservationId.of("stands/" + told.point(), told.id() + " " + at),
        told.source(),
        new CaptureTime(at, told.captured().quality()),
        told.point(),
        told.value(),
        told.unit(),
        context);
  }
}
