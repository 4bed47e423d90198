package org.bellcrank.stream;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What a counter has risen by since its sample before, and in all. Of a point that is none for now
 * it holds what was kept. For one thread.
 */
final class CounterRun {

  private static final String COUNT = "count";
  private static final String TOTAL = "total";

  private final PointPlan plan;
  private final Outlet outlet;
  private double count;
  private double total;

  /**
   * What a sample says.
   *
   * @param increment not a number where nothing is known of the counter before
   * @param keep whether it must be kept at once: it begins, or it fell, and a second fall before
   *     this is kept could not be told from none
   */
  record Rise(double increment, boolean keep) {}

  /**
   * A counter.
   *
   * @param kept what was kept of the point before a restart; empty where nothing was
   */
  CounterRun(PointPlan plan, Outlet outlet, Optional<Facts> kept) {
    this.plan = plan;
    this.outlet = outlet;
    count = kept.map(facts -> facts.number(COUNT).orElse(Double.NaN)).orElse(Double.NaN);
    total = kept.map(facts -> facts.number(TOTAL).orElse(0)).orElse(0.0);
  }

  /** Takes a sample; only of a point that the documents call a counter. */
  Rise rise(double now, Instant at) {
    PointPlan.Counter counter = plan.counter().orElseThrow();
    double before = count;
    count = now;
    if (Double.isNaN(before)) {
      return new Rise(Double.NaN, true);
    }
    double increment = counter.increment(before, now);
    double from = total;
    total += increment;
    counter.service().ifPresent(service -> due(service, from, at));
    return new Rise(increment, now < before);
  }

  private void due(PointPlan.Service service, double from, Instant at) {
    long before = (long) Math.floor(from / service.every());
    long now = (long) Math.floor(total / service.every());
    for (long number = before + 1; number <= now; number++) {
      outlet.due(plan, service, number, total, at);
    }
  }

  /** Adds what is to be known after a restart; nothing while nothing came. */
  void put(Facts.Builder facts) {
    if (!Double.isNaN(count)) {
      facts.put(COUNT, count).put(TOTAL, total);
    }
  }
}
