package org.bellcrank.itests.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.verb.Terminal;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Findings at a steady rate, each its own cause with an image, and what became of them. */
final class OrderRun {

  static final int PER_SECOND = 20;

  /** How long each call of the doubles takes at least. */
  static final Duration ANSWER = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Services services;

  OrderRun(Services services) {
    this.services = services;
  }

  /**
   * Reports findings and waits for their orders.
   *
   * @param first number of the first finding, which is its point's too; none twice in a gateway
   * @param warm so many at the beginning are not told
   * @param all how many altogether
   * @return of those that were acknowledged within patience
   */
  List<OrderTimes> times(int first, int warm, int all, Terminal terminal)
      throws BenchException, InterruptedException {
    Instant from = report(first, warm, all, terminal);
    terminal.progress("waiting for the last orders");
    List<OrderTimes> times = new ArrayList<>();
    Store store = services.get(Store.class);
    DeliveryBook deliveries = services.get(DeliveryBook.class);
    for (WorkOrder order : acknowledged(first + all)) {
      OrderTimes.of(order, store, deliveries, ANSWER)
          .filter(each -> !each.finding().isBefore(from))
          .ifPresent(times::add);
    }
    return times;
  }

  /** Reports findings at their times; the start of the measured part. */
  private Instant report(int first, int warm, int all, Terminal terminal)
      throws BenchException, InterruptedException {
    ObservationIntake intake = services.get(ObservationIntake.class);
    EvidenceStore evidence = services.get(EvidenceStore.class);
    Clock clock = Clock.systemUTC();
    Instant start = clock.instant();
    long begun = System.nanoTime();
    long step = Duration.ofSeconds(1).toNanos() / PER_SECOND;
    for (int n = 0; n < all; n++) {
      long due = begun + n * step;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      // A finding counts from the moment it was due, also when the one before held it up.
      Instant at = start.plusNanos(n * step);
      EvidenceItem picture =
          new EvidenceItem(
              EvidenceItem.Role.ANNOTATED, evidence.keep(Samples.image(first + n), "image/jpeg"));
      int number = first + n;
      intake.accept(
          Samples.defect("order:" + number, at, BenchSite.point(number), 0.9, List.of(picture)));
      if (n % PER_SECOND == 0) {
        terminal.progress("%d of %d findings".formatted(n, all));
      }
    }
    return start.plusNanos(warm * step);
  }

  /** The newest orders, once all are acknowledged or patience is at its end. */
  private List<WorkOrder> acknowledged(int all) throws BenchException, InterruptedException {
    Store store = services.get(Store.class);
    DeliveryBook deliveries = services.get(DeliveryBook.class);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<WorkOrder> orders =
          store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), 2 * all));
      long waiting = deliveries.health().stream().mapToLong(h -> h.queue()).sum();
      if (orders.size() >= all && waiting == 0 || System.nanoTime() > deadline) {
        return orders;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }
}
