package org.bellcrank.stream;

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
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a minute, on a thread of its own, what is to happen by the clock: counts of findings
 * become samples, services that are due become predictions, parts that were judged are laid to
 * machines. What was done is kept. After a kill in the midst a service is told again under the same
 * name; a count is in memory as every sample, so one that was told in the last moments may be
 * missing in windows.
 */
final class Cadence {

  private static final Logger LOG = LoggerFactory.getLogger(Cadence.class);
  private static final long EVERY_SECONDS = 30;
  private static final Duration LATE = Duration.ofMinutes(2); // findings that are still decided
  private static final int MOST_COUNTS = 744; // a month of hours in one look
  private static final String UNTIL = "until";

  private final Store store;
  private final StreamPlans plans;
  private final SampleIntake samples;
  private final Clock clock;
  private final CadenceBook book;
  private final Services services;
  private final RouteWatch routes;
  private final ScheduledExecutorService timer;
  private final Map<String, Instant> told = new HashMap<>(); // ends of counts, by rate
  private volatile List<String> complaints = List.of();

  /** Begins to look. */
  Cadence(
      Store store,
      StreamPlans plans,
      SampleIntake samples,
      StreamWatch watch,
      ObservationIntake intake,
      Clock clock) {
    this.store = store;
    this.plans = plans;
    this.samples = samples;
    this.clock = clock;
    book = new CadenceBook(store);
    services = new Services(book, watch, intake);
    routes = new RouteWatch(store, book, samples, intake);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bellcrank-stream-cadence");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** What is due now; one that cannot be done now is tried at the next look. */
  void look() {
    Optional<StreamPlan> plan = plans.current();
    if (plan.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<String> failed = new ArrayList<>();
    for (RatePlan rate : plan.get().cadence().rates()) {
      safely("rate '" + rate.id() + "'", () -> count(rate, now), failed);
    }
    for (ServicePlan service : plan.get().cadence().services()) {
      safely(
          "service '" + service.id() + "'", () -> services.look(service, plan.get(), now), failed);
    }
    List<RoutePlan> of = plan.get().cadence().routes();
    for (RoutePlan route : of) {
      safely("look at routes '" + route.id() + "'", () -> routes.look(route, now), failed);
    }
    safely("look for old passages of parts", () -> routes.tidy(of, now), failed);
    failed.addAll(routes.complaints(of));
    complaints = List.copyOf(failed);
  }

  /** Something to be done that may wait. */
  private interface Task {
    void run() throws InterruptedException;
  }

  /** One that fails must not stand in the way of the others. */
  private void safely(String what, Task task, List<String> failed) {
    try {
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      String words = "%s is tried again: %s".formatted(what, e.getMessage());
      if (!complaints.contains(words)) {
        LOG.warn("A {}", words, e);
      }
      failed.add(words);
    }
  }

  /** What cannot be done now, one line each. Safe for any thread. */
  List<String> complaints() {
    return complaints;
  }

  /** A rate that is new begins with the time that runs; nothing is told of what was before. */
  private void count(RatePlan rate, Instant now) throws InterruptedException {
    Optional<Instant> kept = book.of(rate.kept()).flatMap(facts -> facts.instant(UNTIL));
    if (kept.isEmpty()) {
      book.keep(rate.kept(), until(floor(now, rate.every())));
      return;
    }
    Instant from = kept.get();
    for (int i = 0; i < MOST_COUNTS; i++) {
      Instant end = from.plus(rate.every());
      if (end.plus(LATE).isAfter(now)) {
        return;
      }
      tell(rate, from, end);
      book.keep(rate.kept(), until(end));
      from = end;
    }
  }

  /** Not once more where only keeping it failed. */
  private void tell(RatePlan rate, Instant from, Instant end) throws InterruptedException {
    if (end.equals(told.get(rate.kept()))) {
      return;
    }
    Instant last = end.minusSeconds(1);
    long found =
        store.<Long>read(
            unit ->
                unit.port(ConditionBook.class)
                    .counted(rate.asset(), rate.defectClass(), from, last));
    samples.take(List.of(Sample.of(rate.to(), last, found)));
    told.put(rate.kept(), end);
  }

  private static Instant floor(Instant at, Duration every) {
    long seconds = every.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  private static Facts until(Instant end) {
    return Facts.with(UNTIL, end).build();
  }

  /** Looks no more; waits a moment for a look that is under way. */
  void stop() throws InterruptedException {
    timer.shutdownNow();
    if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
      LOG.warn("A look at what is due by the clock did not end in time");
    }
  }
}
