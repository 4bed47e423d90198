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
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** From a finding to its order in the CMMS, read back, at a steady rate. */
final class OrdersBench implements Bench {

  private static final int PER_SECOND = 20;
  private static final Duration ANSWER = Duration.ofMillis(100);
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Services services;

  OrdersBench(Services services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    int warm = (int) (WARM.toSeconds() * PER_SECOND);
    int all = warm + (int) (MEASURED.toSeconds() * PER_SECOND);
    BenchSite.activate(services, all, List.of());
    Instant from = report(all, warm, terminal);
    terminal.progress("waiting for the last orders");
    List<WorkOrder> orders = acknowledged(all);
    List<OrderTimes> times = new ArrayList<>();
    Store store = services.get(Store.class);
    DeliveryBook deliveries = services.get(DeliveryBook.class);
    for (WorkOrder order : orders) {
      OrderTimes.of(order, store, deliveries, ANSWER)
          .filter(each -> !each.finding().isBefore(from))
          .ifPresent(times::add);
    }
    return new Outcome(load(), figures(times, all - warm));
  }

  /** Reports findings at their times; the start of the measured part. */
  private Instant report(int all, int warm, Terminal terminal)
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
              EvidenceItem.Role.ANNOTATED, evidence.keep(Samples.image(n), "image/jpeg"));
      intake.accept(Samples.defect("order:" + n, at, BenchSite.point(n), 0.9, List.of(picture)));
      if (n % PER_SECOND == 0) {
        terminal.progress("%d of %d findings".formatted(n, all));
      }
    }
    return start.plusNanos(warm * step);
  }

  /** Every order, once all are acknowledged or patience is at its end. */
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

  private static List<Figure> figures(List<OrderTimes> times, int expected) {
    List<Double> whole = times.stream().map(OrderTimes::endToEndMillis).toList();
    List<Double> share = times.stream().map(OrderTimes::gatewayMillis).toList();
    List<Double> calls = times.stream().map(each -> (double) each.calls()).toList();
    return List.of(
        Figure.atMost("F1 findings without acknowledged order", expected - times.size(), "", 0),
        Figure.atMost("F1", Percentiles.of(whole, 0.99), "ms p99", 2_000),
        Figure.atMost("F1 gateway share", Percentiles.of(share, 0.99), "ms p99", 250),
        Figure.reported("F1 p50", Percentiles.of(whole, 0.50), "ms"),
        Figure.reported("F1 p95", Percentiles.of(whole, 0.95), "ms"),
        Figure.reported("F1 gateway share p50", Percentiles.of(share, 0.50), "ms"),
        Figure.reported("F1 gateway share p95", Percentiles.of(share, 0.95), "ms"),
        Figure.reported("calls an order p50", Percentiles.of(calls, 0.50), ""),
        Figure.reported("calls an order p99", Percentiles.of(calls, 0.99), ""));
  }

  private static Facts load() {
    return Facts.with("findingsPerSecond", PER_SECOND)
        .put("seconds", MEASURED.toSeconds())
        .put("warmUpSeconds", WARM.toSeconds())
        .put("causes", "each finding its own")
        .put("evidence", "an annotated image of %d bytes each".formatted(Samples.IMAGE_BYTES))
        .put("doubles", "Maximo and a small REST CMMS, half of the findings each, in this process")
        .put("answerMillis", ANSWER.toMillis())
        .put("concurrencyOfEachInstance", BenchSite.CONCURRENCY)
        .put("from", "the moment a finding was due to be reported")
        .put("to", "the order read back from the double")
        .put(
            "gatewayShare", "that time less calls x answerMillis; the doubles' own work counts too")
        .build();
  }
}
