package org.bellcrank.itests.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.pipeline.Decisions;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;
import org.bellcrank.verb.Terminal;
import org.bellcrank.workorder.OrderLinks;
import org.bellcrank.workorder.WorkOrder;

/**
 * Eight hours of a gateway, recorded in a few minutes: its own intake, its own deciding and its own
 * store, on a clock that runs ahead. Nothing is delivered.
 */
final class RecordedShift {

  /** A Monday, the early shift. */
  static final Instant FROM = Instant.parse("2026-03-02T05:00:00Z");

  static final Duration LENGTH = Duration.ofHours(8);
  static final int OBSERVATIONS = 100_000;
  static final int POINTS = 200;

  /** Observations that are accepted before they are decided together. */
  private static final int BATCH = 50;

  private static final double[] CONFIDENCES = {0.9, 0.62, 0.8, 0.35, 0.71};

  private final Store store;
  private final Site site;
  private volatile Instant now = FROM;

  RecordedShift(Store store, Site site) {
    this.store = store;
    this.site = site;
  }

  /** Records the shift; every third observation is a frame without findings. */
  void record(Map<String, String> documents, Terminal terminal) throws BenchException {
    store.commit(
        unit -> {
          unit.port(DocumentVersions.class)
              .activate(new DocumentVersions.Version(site.version(), FROM, documents));
          return null;
        });
    Clock clock = new AheadClock();
    DurableIntake intake = new DurableIntake(store, clock);
    Decisions decisions = new Decisions(store, new Nobody(), () -> OrderLinks.NONE, clock);
    CompletableFuture<?>[] taken = new CompletableFuture<?>[BATCH];
    for (int n = 0; n < OBSERVATIONS; n++) {
      now = FROM.plus(LENGTH.multipliedBy(n).dividedBy(OBSERVATIONS));
      String id = "shift:" + n;
      taken[n % BATCH] =
          intake.submit(
              n % 3 == 2
                  ? Samples.clean(id, now)
                  : Samples.defect(
                      id,
                      now,
                      BenchSite.point(n % POINTS),
                      CONFIDENCES[n / POINTS % CONFIDENCES.length],
                      List.of()));
      if (n % BATCH == BATCH - 1) {
        CompletableFuture.allOf(taken).join();
        decisions.held(site, BATCH);
        if (decisions.next(site, BATCH) != BATCH) {
          throw new BenchException("somebody else decides in this store; nothing was measured");
        }
      }
      if (n % 5000 == 0) {
        terminal.progress("recording, %,d of %,d observations".formatted(n, OBSERVATIONS));
      }
    }
  }

  private final class AheadClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static final class Nobody implements Outbox {

    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {
      // a recorded shift is delivered to nobody
    }

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {
      // nobody was told of it
    }
  }
}
