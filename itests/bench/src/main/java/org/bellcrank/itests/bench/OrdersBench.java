package org.bellcrank.itests.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
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
    Effort effort = new Effort();
    Instant from = report(all, warm, terminal);
    terminal.progress("waiting for the last orders");
    List<WorkOrder> orders = acknowledged(all);
    double millisEach = effort.millisEach(orders.size());
    List<OrderTimes> times = new ArrayList<>();
    Store store = services.get(Store.class);
    DeliveryBook deliveries = services.get(DeliveryBook.class);
    for (WorkOrder order : orders) {
      OrderTimes.of(order, store, deliveries, ANSWER)
          .filter(each -> !each.finding().isBefore(from))
          .ifPresent(times::add);
    }
    List<Figure> figures = figures(times, all - warm);
    figures.add(
        Figure.reported("processor time an order, doubles and warm-up in it", millisEach, "ms"));
    return new Outcome(load(), figures);
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
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.atMost("F1 findings without acknowledged order", expected - times.size(), "", 0));
    figures.add(Figure.atMost("F1", at(times, OrderTimes::endToEndMillis, 0.99), "ms p99", 2_000));
    figures.add(
        Figure.atMost(
            "F1 gateway share", at(times, OrderTimes::gatewayMillis, 0.99), "ms p99", 250));
    told(figures, times, "F1 end to end", OrderTimes::endToEndMillis);
    told(figures, times, "F1 gateway share", OrderTimes::gatewayMillis);
    told(figures, times, "due to accepted", OrderTimes::intakeMillis);
    told(figures, times, "accepted to decided", OrderTimes::decideMillis);
    told(figures, times, "decided to first call", OrderTimes::queueMillis);
    told(figures, times, "first call to read back", OrderTimes::callsMillis);
    figures.add(Figure.reported("calls an order", at(times, OrderTimes::calls, 1), "most"));
    return figures;
  }

  private static void told(
      List<Figure> figures,
      List<OrderTimes> times,
      String id,
      ToDoubleFunction<OrderTimes> measure) {
    figures.add(Figure.reported(id + " p50", at(times, measure, 0.50), "ms"));
    figures.add(Figure.reported(id + " p95", at(times, measure, 0.95), "ms"));
  }

  private static double at(
      List<OrderTimes> times, ToDoubleFunction<OrderTimes> measure, double share) {
    return Percentiles.of(times.stream().mapToDouble(measure).boxed().toList(), share);
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
