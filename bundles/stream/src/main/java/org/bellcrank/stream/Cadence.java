package org.bellcrank.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a minute, on a thread of its own, what is to happen by the clock: counts of findings
 * become samples, services that are due become predictions. What was done is kept; after a kill in
 * the midst it is done again under the same names.
 */
@Component(
    service = {},
    immediate = true)
public final class Cadence {

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
  private final ScheduledExecutorService timer;
  private String complaint = "";

  /** Begins to look. */
  @Activate
  public Cadence(
      @Reference Store store,
      @Reference StreamPlans plans,
      @Reference SampleIntake samples,
      @Reference StreamWatch watch,
      @Reference ObservationIntake intake,
      @Reference Clock clock) {
    this.store = store;
    this.plans = plans;
    this.samples = samples;
    this.clock = clock;
    book = new CadenceBook(store);
    services = new Services(book, watch, intake);
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
    try {
      Instant now = clock.instant();
      for (RatePlan rate : plan.get().cadence().rates()) {
        count(rate, now);
      }
      for (ServicePlan service : plan.get().cadence().services()) {
        services.look(service, plan.get(), now);
      }
      complaint = "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!e.toString().equals(complaint)) {
        LOG.warn("What is due by the clock is tried again in {} s", EVERY_SECONDS, e);
      }
      complaint = e.toString();
    }
  }

  /** A rate that is new begins with the time that runs; nothing is told of what was before. */
  private void count(RatePlan rate, Instant now) throws InterruptedException {
    Optional<Instant> told = book.of(rate.kept()).flatMap(facts -> facts.instant(UNTIL));
    if (told.isEmpty()) {
      book.keep(rate.kept(), until(floor(now, rate.every())));
      return;
    }
    Instant from = told.get();
    for (int i = 0; i < MOST_COUNTS; i++) {
      Instant end = from.plus(rate.every());
      if (end.plus(LATE).isAfter(now)) {
        break;
      }
      Instant last = end.minusSeconds(1);
      Instant first = from;
      long found =
          store.<Long>read(
              unit ->
                  unit.port(ConditionBook.class)
                      .counted(rate.asset(), rate.defectClass(), first, last));
      samples.take(List.of(Sample.of(rate.to(), last, found)));
      from = end;
    }
    if (!from.equals(told.get())) {
      book.keep(rate.kept(), until(from));
    }
  }

  private static Instant floor(Instant at, Duration every) {
    long seconds = every.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  private static Facts until(Instant end) {
    return Facts.with(UNTIL, end).build();
  }

  /** Looks no more; waits a moment for a look that is under way. */
  @Deactivate
  public void stop() throws InterruptedException {
    timer.shutdownNow();
    if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
      LOG.warn("A look at what is due by the clock did not end in time");
    }
  }
}
