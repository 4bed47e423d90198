package org.bellcrank.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.signal.Unit;

/** Checks which points get results of which, and finds what must share a thread. */
final class StreamLinks {

  private static final Set<WindowPlan.Statistic> SAME_UNIT =
      Set.of(
          WindowPlan.Statistic.MEAN,
          WindowPlan.Statistic.MIN,
          WindowPlan.Statistic.MAX,
          WindowPlan.Statistic.LAST,
          WindowPlan.Statistic.MEDIAN);

  private final Map<String, PointPlan> plans;
  private final List<MapNode> nodes;
  private final List<Problem> problems;
  private final Map<String, List<String>> from = new HashMap<>(); // whose results a point gets
  private final StreamPlan.Groups groups = new StreamPlan.Groups();

  private StreamLinks(Map<String, PointPlan> plans, List<MapNode> nodes, List<Problem> problems) {
    this.plans = plans;
    this.nodes = nodes;
    this.problems = problems;
  }

  /** Of all that streams compute; results of other sections are added before it ends. */
  static StreamLinks of(Map<String, PointPlan> plans, List<MapNode> nodes, List<Problem> problems)
      throws InvalidDocumentException {
    StreamLinks links = new StreamLinks(plans, nodes, problems);
    for (PointPlan plan : plans.values()) {
      links.windows(plan);
      plan.features().values().forEach(to -> links.link(plan, to));
      plan.spectral().forEach(each -> links.spectral(plan, each));
    }
    return links;
  }

  /**
   * A result that another section computes; a point that does not exist is told elsewhere.
   *
   * @param of the points it is computed of; none where it comes of findings
   */
  void result(MapNode node, List<String> of, String to) {
    result(node, "to", of, to);
  }

  /** As before, where the point stands under another key. */
  void result(MapNode node, String key, List<String> of, String to) {
    List<String> other = from.put(to, of);
    if (other != null) {
      String too = other.isEmpty() ? "another count" : "a result of '" + other.get(0) + "'";
      problems.add(
          node.problem(key, "a point that gets one result", "it gets %s too".formatted(too)));
    }
    of.forEach(point -> groups.together(point, to));
    if (circle(to)) {
      problems.add(node.problem(key, "no circle", "its result comes back to itself"));
      from.remove(to);
    }
  }

  /** What must share a thread. */
  StreamPlan.Groups groups() {
    circles();
    return groups;
  }

  private void windows(PointPlan plan) {
    for (WindowPlan window : plan.windows()) {
      for (WindowPlan.Output output : window.outputs()) {
        link(plan, output.to());
        if (SAME_UNIT.contains(output.statistic())) {
          unit(plan, plan.unit(), output.to());
        }
      }
      if (window.extent() instanceof WindowPlan.Cycle cycle) {
        if (plans.containsKey(cycle.by())) {
          groups.together(plan.point(), cycle.by());
        } else {
          problem(plan, cycle.by(), "the id of a point", "no point has this id");
        }
      }
    }
  }

  /** Shares, zones and counts have no unit; what is not converted is in that of the waveform. */
  private void spectral(PointPlan plan, SpectralPlan each) {
    link(plan, each.to());
    if (each instanceof SpectralPlan.Velocity) {
      unit(plan, Optional.of("mm/s"), each.to());
    } else if (each instanceof SpectralPlan.Level) {
      unit(plan, Optional.of("dB"), each.to());
    } else if (!(each instanceof SpectralPlan.Harmonic
        || each instanceof SpectralPlan.Distortion
        || each instanceof SpectralPlan.Zone
        || each instanceof SpectralPlan.Emission
        || each instanceof SpectralPlan.Thermal thermal && isPlace(thermal.heat()))) {
      unit(plan, plan.unit(), each.to());
    }
  }

  private static boolean isPlace(SpectralPlan.Heat heat) {
    return heat == SpectralPlan.Heat.COLUMN || heat == SpectralPlan.Heat.ROW;
  }

  private void link(PointPlan plan, String to) {
    if (!plans.containsKey(to)) {
      problem(plan, to, "the id of a point", "no point has this id");
      return;
    }
    List<String> other = from.put(to, List.of(plan.point()));
    if (other != null) {
      problem(
          plan,
          to,
          "a point that gets one result",
          "it gets a result of '%s' too".formatted(other.get(0)));
    }
    groups.together(plan.point(), to);
  }

  /** Results come in the unit of the point that they were computed of. */
  private void unit(PointPlan plan, Optional<String> given, String to) {
    Optional<String> wanted = Optional.ofNullable(plans.get(to)).flatMap(PointPlan::unit);
    if (given.isPresent() && wanted.isPresent() && !given.equals(wanted) && !equal(given, wanted)) {
      problem(
          plan,
          to,
          "a point in '%s'".formatted(given.get()),
          "its unit is '%s'".formatted(wanted.get()));
    }
  }

  private static boolean equal(Optional<String> one, Optional<String> other) {
    try {
      Unit.Conversion change = Unit.of(one.get()).to(Unit.of(other.get()));
      return change.factor() == 1 && change.offset() == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void circles() {
    for (String point : from.keySet()) {
      PointPlan of = from.get(point).isEmpty() ? null : plans.get(from.get(point).get(0));
      if (of != null && circle(point)) {
        problem(of, point, "no circle", "its result comes back to itself");
        return; // one is enough to see it
      }
    }
  }

  private boolean circle(String point) {
    Set<String> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(from.getOrDefault(point, List.of()));
    while (!left.isEmpty()) {
      String at = left.poll();
      if (at.equals(point)) {
        return true;
      }
      if (seen.add(at)) {
        left.addAll(from.getOrDefault(at, List.of()));
      }
    }
    return false;
  }

  /** The stream that holds for a point is where a mistake of its plan stands. */
  private void problem(PointPlan plan, String given, String allowed, String message) {
    List<MapNode> of = new ArrayList<>();
    for (MapNode node : nodes) {
      String pattern =
          String.valueOf(node.plain() instanceof Map<?, ?> map ? map.get("point") : "");
      if (StreamDocuments.matches(pattern, plan.point())) {
        of.add(node);
      }
    }
    Optional<MapNode> node =
        Stream.concat(of.stream().filter(each -> plan.point().equals(pointOf(each))), of.stream())
            .findFirst();
    node.ifPresent(
        each ->
            problems.add(
                new Problem(each.where(), each.pointer(), "\"" + given + "\"", allowed, message)));
  }

  private static Object pointOf(MapNode node) {
    return ((Map<?, ?>) node.plain()).get("point");
  }
}
