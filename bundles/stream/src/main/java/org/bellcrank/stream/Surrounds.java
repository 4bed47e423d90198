package org.bellcrank.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bellcrank.condition.Limit;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/**
 * Whose samples are kept around a crossing: those of the point itself, and of the points that it is
 * computed of by windows, baselines, features and spectra. Checks that the memory of all fits.
 */
final class Surrounds {

  private final Map<String, PointPlan> plans;
  private final Map<String, Set<String>> results = new HashMap<>(); // what is computed of a point

  private Surrounds(Map<String, PointPlan> plans, List<BaselinePlan> baselines) {
    this.plans = plans;
    for (PointPlan plan : plans.values()) {
      for (WindowPlan window : plan.windows()) {
        window.outputs().forEach(output -> computed(plan.point(), output.to()));
      }
      plan.features().values().forEach(to -> computed(plan.point(), to));
      plan.spectral().forEach(each -> computed(plan.point(), each.to()));
    }
    for (BaselinePlan baseline : baselines) {
      baseline.points().forEach(point -> computed(point, baseline.to()));
    }
  }

  private void computed(String of, String to) {
    results.computeIfAbsent(of, none -> new LinkedHashSet<>()).add(to);
  }

  /**
   * Gives each plan the points whose samples are kept around its crossings.
   *
   * @param limits by point
   * @param streams where the plans stand in the documents, for a mistake
   */
  static void apply(
      Map<String, PointPlan> plans,
      List<BaselinePlan> baselines,
      Map<String, List<Limit>> limits,
      List<MapNode> streams,
      List<Problem> problems) {
    List<PointPlan> kept =
        plans.values().stream().filter(plan -> plan.around().isPresent()).toList();
    if (kept.isEmpty()) {
      return;
    }
    fits(kept, streams, problems);
    Surrounds surrounds = new Surrounds(plans, baselines);
    Map<String, List<String>> by = new LinkedHashMap<>();
    for (PointPlan plan : kept) {
      for (String crossed : surrounds.reach(plan.point())) {
        by.computeIfAbsent(crossed, none -> new ArrayList<>()).add(plan.point());
      }
    }
    by.forEach(
        (point, of) -> {
          List<Limit> crossed = limits.getOrDefault(point, List.of());
          if (!crossed.isEmpty()) {
            List<String> sorted = of.stream().sorted().toList();
            plans.computeIfPresent(point, (id, plan) -> plan.surrounding(sorted, crossed));
          }
        });
  }

  /** A point and all that is computed of it. */
  private Set<String> reach(String point) {
    Set<String> seen = new LinkedHashSet<>(Set.of(point));
    Deque<String> left = new ArrayDeque<>(seen);
    while (!left.isEmpty()) {
      for (String to : results.getOrDefault(left.poll(), Set.of())) {
        if (plans.containsKey(to) && seen.add(to)) {
          left.add(to);
        }
      }
    }
    return seen;
  }

  private static void fits(List<PointPlan> kept, List<MapNode> streams, List<Problem> problems) {
    double all = 0;
    for (PointPlan plan : kept) {
      all += bytes(plan);
    }
    if (all > AroundPlan.MOST_OF_ALL) {
      MapNode last =
          streams.stream()
              .filter(node -> node.has("around"))
              .reduce((one, other) -> other)
              .orElseThrow();
      problems.add(
          last.problem(
              "around",
              "%s for all points together, %s for one"
                  .formatted(mib(AroundPlan.MOST_OF_ALL), mib(AroundPlan.MOST_OF_POINT)),
              "the samples of %d points around findings need %s".formatted(kept.size(), mib(all))));
    }
  }

  static double bytes(PointPlan plan) {
    return plan.around().map(around -> around.bytes(plan.lateness())).orElse(0.0);
  }

  static String mib(double bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (1 << 20));
  }
}
