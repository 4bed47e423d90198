package org.bellcrank.stream;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the samples of all points, by one version of the site documents; immutable, safe
 * for any thread.
 *
 * @param points plans by point; every point of the documents has one
 * @param states how the operating states of assets show, by asset
 * @param groups which points belong together, since one's values move the other: the name of the
 *     group by point; a point that is not named is a group of its own
 * @param baselines which points are looked at together
 * @param lives how parts wear
 * @param cadence what happens by the clock
 */
public record StreamPlan(
    Map<String, PointPlan> points,
    Map<String, StatePlan> states,
    Map<String, String> groups,
    List<BaselinePlan> baselines,
    List<LifePlan> lives,
    CadencePlan cadence) {

  /** Where no documents are in force: every good sample becomes a measurement. */
  public static final StreamPlan NONE =
      new StreamPlan(Map.of(), Map.of(), Map.of(), List.of(), List.of(), CadencePlan.NONE);

  /** Keeps unmodifiable copies. */
  public StreamPlan {
    points = Map.copyOf(points);
    states = Map.copyOf(states);
    groups = Map.copyOf(groups);
    baselines = List.copyOf(baselines);
    lives = List.copyOf(lives);
  }

  /** The plan of a point; of one that no document knows, that its samples go through. */
  PointPlan of(String point) {
    PointPlan plan = points.get(point);
    return plan != null
        ? plan
        : PointPlan.through(point, Optional.empty(), List.of(), List.of(), Optional.empty());
  }

  /**
   * The points that are told results from outside of their shards: rates, shares of routes and
   * features of waveforms. Each says nothing of the time after it.
   */
  Set<String> results() {
    Set<String> results = new HashSet<>();
    cadence.rates().forEach(rate -> results.add(rate.to()));
    cadence.routes().forEach(route -> route.steps().forEach(each -> results.addAll(each.values())));
    for (PointPlan each : points.values()) {
      results.addAll(each.features().values());
      each.spectral().forEach(spectral -> results.add(spectral.to()));
    }
    return results;
  }

  /** The group of a point. */
  String group(String point) {
    return groups.getOrDefault(point, point);
  }

  /** Finds what belongs together. For one thread. */
  static final class Groups {

    private final Map<String, String> parents = new HashMap<>();

    void together(String one, String other) {
      String a = root(one);
      String b = root(other);
      if (!a.equals(b)) {
        parents.put(a, b);
      }
    }

    private String root(String point) {
      String at = point;
      while (parents.containsKey(at)) {
        at = parents.get(at);
      }
      return at;
    }

    Map<String, String> of(Set<String> points) {
      Map<String, String> groups = new HashMap<>();
      points.forEach(point -> groups.put(point, root(point)));
      groups.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
      return groups;
    }
  }
}
