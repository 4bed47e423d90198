package org.bellcrank.itests.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/**
 * From a finding to its order, first with nothing else to do, then while observations without a
 * finding come at the rate that the intake has to bear.
 */
final class PeakBench implements Bench {

  private static final int OBSERVATIONS_PER_SECOND = 15_000;
  private static final int THREADS = 4;
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final Duration PEAK = WARM.plus(MEASURED);

  private final Services services;

  PeakBench(Services services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "peak";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    int warm = (int) (WARM.toSeconds() * OrderRun.PER_SECOND);
    int all = warm + (int) (MEASURED.toSeconds() * OrderRun.PER_SECOND);
    BenchSite.activate(services, 2 * all, List.of());
    OrderRun orders = new OrderRun(services);
    List<OrderTimes> idle = orders.times(0, warm, all, terminal);
    CompletableFuture<Pump.Pumped> flood = flood(services.get(ObservationIntake.class));
    List<OrderTimes> peak = orders.times(all, warm, all, terminal);
    try {
      return new Outcome(load(), figures(idle, peak, all - warm, flood.get()));
    } catch (ExecutionException e) {
      throw new BenchException("the observations could not be sent", e);
    }
  }

  /** Observations at their times from a few threads; it ends by itself. */
  private static CompletableFuture<Pump.Pumped> flood(ObservationIntake intake) {
    Clock clock = Clock.systemUTC();
    long begun = System.nanoTime();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Pump(THREADS)
                .run(
                    n -> {
                      awaitDue(begun + n * TimeUnit.SECONDS.toNanos(1) / OBSERVATIONS_PER_SECOND);
                      return intake.submit(Samples.clean("peak:" + n, clock.instant()));
                    },
                    0,
                    PEAK);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
          }
        });
  }

  private static void awaitDue(long due) {
    while (due - System.nanoTime() > 0) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private static List<Figure> figures(
      List<OrderTimes> idle, List<OrderTimes> peak, int expected, Pump.Pumped flood) {
    double p99 = OrderTimes.at(idle, OrderTimes::endToEndMillis, 0.99);
    double loaded = OrderTimes.at(peak, OrderTimes::endToEndMillis, 0.99);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.atMost("F8 end to end p99, peak over idle", loaded / p99, "x", 2));
    figures.add(
        Figure.atMost(
            "findings without acknowledged order",
            2.0 * expected - idle.size() - peak.size(),
            "",
            0));
    figures.add(
        Figure.atLeast(
            "observations taken meanwhile",
            flood.perSecond(),
            "1/s",
            0.99 * OBSERVATIONS_PER_SECOND));
    figures.add(Figure.atMost("observations not taken", flood.failed(), "", 0));
    told(figures, "idle", idle);
    told(figures, "peak", peak);
    return figures;
  }

  private static void told(List<Figure> figures, String when, List<OrderTimes> times) {
    figures.add(
        Figure.reported(
            when + ", end to end p50",
            OrderTimes.at(times, OrderTimes::endToEndMillis, 0.50),
            "ms"));
    figures.add(
        Figure.reported(
            when + ", end to end p99",
            OrderTimes.at(times, OrderTimes::endToEndMillis, 0.99),
            "ms"));
    figures.add(
        Figure.reported(
            when + ", due to accepted p99",
            OrderTimes.at(times, OrderTimes::intakeMillis, 0.99),
            "ms"));
    figures.add(
        Figure.reported(
            when + ", accepted to decided p99",
            OrderTimes.at(times, OrderTimes::decideMillis, 0.99),
            "ms"));
    figures.add(
        Figure.reported(
            when + ", decided to first call p99",
            OrderTimes.at(times, OrderTimes::queueMillis, 0.99),
            "ms"));
  }

  private static Facts load() {
    return Facts.with("findingsPerSecond", OrderRun.PER_SECOND)
        .put("seconds", MEASURED.toSeconds())
        .put("warmUpSeconds", WARM.toSeconds())
        .put("observationsPerSecondAtPeak", OBSERVATIONS_PER_SECOND)
        .put("observation", "an inspection of 1280x720 without detections and without evidence")
        .put("evidence", "an annotated image of %d bytes each".formatted(Samples.IMAGE_BYTES))
        .put("doubles", "Maximo and a small REST CMMS, half of the findings each, in this process")
        .put("answerMillis", OrderRun.ANSWER.toMillis())
        .put("from", "the moment a finding was due to be reported")
        .put("to", "the order read back from the double")
        .build();
  }
}
