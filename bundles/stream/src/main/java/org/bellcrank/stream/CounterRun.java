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
  private static final String FROM = "from";

  private final PointPlan plan;
  private final Outlet outlet;
  private double count;
  private double total;
  private double from; // what the total began with; no number where with the first sample

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
    from = kept.map(facts -> facts.number(FROM).orElse(Double.NaN)).orElse(Double.NaN);
  }

  /** Takes a sample; only of a point that the documents call a counter. */
  Rise rise(double now, Instant at) {
    PointPlan.Counter counter = plan.counter().orElseThrow();
    double before = count;
    count = now;
    double increment = Double.isNaN(before) ? Double.NaN : counter.increment(before, now);
    Optional<PointPlan.Service> begun =
        counter.service().filter(each -> each.from().filter(first -> first != from).isPresent());
    if (begun.isPresent()) {
      begin(counter, begun.get(), at);
    } else if (!Double.isNaN(increment)) {
      double earlier = total;
      total += increment;
      counter.service().ifPresent(service -> due(service, earlier, at));
    }
    return new Rise(increment, Double.isNaN(before) || begun.isPresent() || now < before);
  }

  /**
   * It counts as if the last service's count had come before this one. Where several would have
   * been due since, the newest is: a machine is serviced once.
   */
  private void begin(PointPlan.Counter counter, PointPlan.Service service, Instant at) {
    from = service.from().orElseThrow();
    total = counter.increment(from, count);
    long number = (long) Math.floor(total / service.every());
    if (number > 0) {
      outlet.due(plan, service, number, total, at);
    }
  }

  private void due(PointPlan.Service service, double earlier, Instant at) {
    long before = (long) Math.floor(earlier / service.every());
    long now = (long) Math.floor(total / service.every());
    for (long number = before + 1; number <= now; number++) {
      outlet.due(plan, service, number, total, at);
    }
  }

  /** Adds what is to be known after a restart; nothing while nothing came. */
  void put(Facts.Builder facts) {
    if (!Double.isNaN(count)) {
      facts.put(COUNT, count).put(TOTAL, total).put(FROM, Double.isNaN(from) ? null : from);
    }
  }
}
