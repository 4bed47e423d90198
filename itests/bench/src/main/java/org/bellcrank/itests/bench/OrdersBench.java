package org.bellcrank.itests.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/** From a finding to its order in the CMMS, read back, at a steady rate. */
final class OrdersBench implements Bench {

  private static final Duration WARM = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(30);

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
    int warm = (int) (WARM.toSeconds() * OrderRun.PER_SECOND);
    int all = warm + (int) (MEASURED.toSeconds() * OrderRun.PER_SECOND);
    BenchSite.activate(services, all, List.of());
    Effort effort = new Effort();
    List<OrderTimes> times = new OrderRun(services).times(0, warm, all, terminal);
    double millisEach = effort.millisEach(all);
    List<Figure> figures = figures(times, all - warm);
    figures.add(
        Figure.reported("processor time an order, doubles and warm-up in it", millisEach, "ms"));
    return new Outcome(load(), figures);
  }

  private static List<Figure> figures(List<OrderTimes> times, int expected) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.atMost("F1 findings without acknowledged order", expected - times.size(), "", 0));
    figures.add(
        Figure.atMost(
            "F1", OrderTimes.at(times, OrderTimes::endToEndMillis, 0.99), "ms p99", 2_000));
    figures.add(
        Figure.atMost(
            "F1 gateway share",
            OrderTimes.at(times, OrderTimes::gatewayMillis, 0.99),
            "ms p99",
            250));
    told(figures, times, "F1 end to end", OrderTimes::endToEndMillis);
    told(figures, times, "F1 gateway share", OrderTimes::gatewayMillis);
    told(figures, times, "due to accepted", OrderTimes::intakeMillis);
    told(figures, times, "accepted to decided", OrderTimes::decideMillis);
    told(figures, times, "decided to first call", OrderTimes::queueMillis);
    told(figures, times, "first call to read back", OrderTimes::callsMillis);
    figures.add(
        Figure.reported("calls an order", OrderTimes.at(times, OrderTimes::calls, 1), "most"));
    return figures;
  }

  private static void told(
      List<Figure> figures,
      List<OrderTimes> times,
      String id,
      ToDoubleFunction<OrderTimes> measure) {
    figures.add(Figure.reported(id + " p50", OrderTimes.at(times, measure, 0.50), "ms"));
    figures.add(Figure.reported(id + " p95", OrderTimes.at(times, measure, 0.95), "ms"));
  }

  private static Facts load() {
    return Facts.with("findingsPerSecond", OrderRun.PER_SECOND)
        .put("seconds", MEASURED.toSeconds())
        .put("warmUpSeconds", WARM.toSeconds())
        .put("causes", "each finding its own")
        .put("evidence", "an annotated image of %d bytes each".formatted(Samples.IMAGE_BYTES))
        .put("doubles", "Maximo and a small REST CMMS, half of the findings each, in this process")
        .put("answerMillis", OrderRun.ANSWER.toMillis())
        .put("concurrencyOfEachInstance", BenchSite.CONCURRENCY)
        .put("from", "the moment a finding was due to be reported")
        .put("to", "the order read back from the double")
        .put(
            "gatewayShare", "that time less calls x answerMillis; the doubles' own work counts too")
        .build();
  }
}
