package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.bellcrank.journal.Facts;
import org.bellcrank.signal.Baseline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One baseline as it learns and then looks. A set is whole when each of its points has a mean of
 * the same stretch of time, of at least half as many values as it usually has: the mean of a few
 * scatters far more and would look odd. What began before the watch did is passed over. For one
 * thread.
 */
final class BaselineWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BaselineWatch.class);
  private static final int WAITING = 64; // stretches of which a point still says nothing
  private static final int KEEP_EVERY = 10; // sets, while it learns
  private static final double USUAL = 0.05; // weight of the newest stretch
  private static final Duration SILENT = Duration.ofMinutes(1);

  private final BaselinePlan plan;
  private final Outlet outlet;
  private final List<PaneSeries> panes = new ArrayList<>();
  private final double[] usual; // values of a stretch, by point; NaN before the first one
  private Instant heardAt; // by the gateway's clock; null while nothing is open
  private final TreeMap<Long, double[]> open = new TreeMap<>(); // NaN where a mean is missing
  private List<double[]> sets = new ArrayList<>(); // what is learnt from
  private Baseline learnt;

  BaselineWatch(BaselinePlan plan, Outlet outlet) {
    this.plan = plan;
    this.outlet = outlet;
    usual = missing();
    for (int i = 0; i < plan.points().size(); i++) {
      int place = i;
      panes.add(new PaneSeries(plan.every(), false, (number, pane) -> closed(place, number, pane)));
    }
    outlet
        .kept(plan.kept())
        .filter(facts -> plan.learnsFrom().equals(facts.text("from").orElse("")))
        .ifPresent(this::recall);
  }

  BaselinePlan plan() {
    return plan;
  }

  /**
   * Takes a value of one of the points, nanoseconds since 1970.
   *
   * @param waits no older sample of the point is waited for
   */
  void add(String point, Measured value, long at, long waits) {
    PaneSeries series = panes.get(plan.points().indexOf(point));
    if (plan.gate().open(value.state(), value.since(), value.at())) {
      series.add(at, value.value());
    }
    series.advance(waits);
  }

  /**
   * Time went by.
   *
   * @param heard whether a value came since the last time
   */
  void tick(Instant now, boolean heard) {
    if (heard) {
      heardAt = now;
    } else if (heardAt != null && !now.isBefore(heardAt.plus(plan.every()).plus(SILENT))) {
      heardAt = null;
      panes.forEach(PaneSeries::close);
    }
  }

  /** The first stretch of a point may have begun before anybody listened. */
  private void closed(int place, long number, Pane pane) {
    double before = usual[place];
    boolean first = Double.isNaN(before);
    usual[place] =
        first ? pane.count() : before + USUAL * (Math.min(pane.count(), 4 * before) - before);
    if (first || pane.count() < before / 2) {
      return;
    }
    double mean = pane.mean();
    double[] set = open.computeIfAbsent(number, none -> missing());
    set[place] = plan.logarithms() ? Math.log(mean) : mean;
    if (DoubleStream.of(set).noneMatch(Double::isNaN)) {
      open.headMap(number, true).clear(); // what is older than a whole one never becomes whole
      whole(panes.get(place).start(number), set);
    }
    while (open.size() > WAITING) {
      open.pollFirstEntry();
    }
  }

  private double[] missing() {
    double[] set = new double[plan.points().size()];
    Arrays.fill(set, Double.NaN);
    return set;
  }

  private void whole(long start, double[] set) {
    Instant from = WindowRun.instant(start);
    if (DoubleStream.of(set).anyMatch(Double::isInfinite)) {
      return; // the logarithm of 0
    }
    Instant end = from.plus(plan.every());
    if (learnt != null) {
      outlet.result(plan.to(), end, odd(learnt.score(set)));
    } else if (plan.since().isEmpty() || !from.isBefore(plan.since().get())) {
      sets.add(set);
      boolean enough = sets.size() >= plan.learn() + plan.calibrate();
      if (enough) {
        learn(end);
      }
      if (enough || sets.size() % KEEP_EVERY == 0) {
        keep();
      }
    }
  }

  /** 0 for the most ordinary set; a share of 0 is one that is too small to be computed. */
  private static double odd(Baseline.Score score) {
    return Math.min(BaselinePlan.MOST, Math.abs(Math.log10(Math.max(1e-300, score.chance()))));
  }

  /** What cannot be learnt from is forgotten; the reason stands in the journal. */
  private void learn(Instant at) {
    try {
      learnt = baseline();
      note(at, "baseline.learnt", "sets", sets.size());
    } catch (IllegalArgumentException e) {
      note(at, "baseline.unfit", "reason", e.getMessage());
      sets = new ArrayList<>();
    }
  }

  private Baseline baseline() {
    Baseline normal = Baseline.learn(sets.subList(0, plan.learn()));
    return plan.calibrate() == 0
        ? normal
        : normal.calibrated(sets.subList(plan.learn(), plan.learn() + plan.calibrate()));
  }

  private void note(Instant at, String kind, String key, Object fact) {
    outlet.trendNote(
        at,
        kind,
        plan.to(),
        Facts.with("baseline", plan.id())
            .put("points", String.join(", ", plan.points()))
            .put(key, fact)
            .build());
  }

  private void keep() {
    String text =
        sets.stream()
            .map(set -> DoubleStream.of(set).mapToObj(Double::toString))
            .map(set -> set.collect(Collectors.joining(",")))
            .collect(Collectors.joining(";"));
    outlet.keep(plan.kept(), Facts.with("from", plan.learnsFrom()).put("sets", text).build());
  }

  /** What was kept and cannot be read ends nothing else on this thread: it is learnt anew. */
  private void recall(Facts facts) {
    try {
      String text = facts.text("sets").orElse("");
      for (String set : text.isEmpty() ? new String[0] : text.split(";")) {
        sets.add(set(set));
      }
      if (sets.size() >= plan.learn() + plan.calibrate()) {
        learnt = baseline(); // as before: what could not be learnt from is not kept
      }
    } catch (IllegalArgumentException e) {
      LOG.error("Baseline '{}' is learnt anew: what was kept of it", plan.id(), e);
      sets = new ArrayList<>();
    }
  }

  private double[] set(String text) {
    double[] set = Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    if (set.length != plan.points().size()) {
      throw new IllegalArgumentException(
          "kept set: given '%s'; allowed: %d numbers".formatted(text, plan.points().size()));
    }
    return set;
  }
}
