package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Reads which points are looked at together, from maps that already fit their schema. */
final class BaselineDocuments {

  private static final int MOST_LEARNT = 1_000;

  private final Map<String, PointPlan> points;
  private final Map<String, List<Limit>> limits; // by point
  private final StreamLinks links;
  private final List<Problem> problems;

  private BaselineDocuments(
      Map<String, PointPlan> points,
      Map<String, List<Limit>> limits,
      StreamLinks links,
      List<Problem> problems) {
    this.points = points;
    this.limits = limits;
    this.links = links;
    this.problems = problems;
  }

  /** All baselines; their points are put into one group each. */
  static List<BaselinePlan> read(
      List<MapNode> nodes,
      Map<String, PointPlan> points,
      Map<String, List<Limit>> limits,
      StreamLinks links,
      List<Problem> problems)
      throws InvalidDocumentException {
    BaselineDocuments documents = new BaselineDocuments(points, limits, links, problems);
    List<BaselinePlan> plans = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MapNode node : nodes) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two baselines have it"));
      }
      plans.add(documents.plan(node));
    }
    return List.copyOf(plans);
  }

  private BaselinePlan plan(MapNode node) throws InvalidDocumentException {
    List<String> of = node.texts("points");
    String to = node.text("to");
    for (String point : of) {
      if (!points.containsKey(point)) {
        problems.add(node.problem("points", "ids of points", "no point is '%s'".formatted(point)));
      }
    }
    links.result(node, of, to);
    result(node, of, to);
    BaselinePlan plan =
        new BaselinePlan(
            node.text("id"),
            of,
            of.stream().map(point -> measured(points.get(point))).toList(),
            every(node),
            learn(node, of.size()),
            node.optionalInteger("calibrate").orElse(0),
            node.optionalInstant("since"),
            node.optionalBool("logarithms").orElse(false),
            to,
            gate(node));
    reachable(node, plan);
    return plan;
  }

  /** A limit above what can be told would be one that is never crossed. */
  private void reachable(MapNode node, BaselinePlan plan) {
    for (Limit limit : limits.getOrDefault(plan.to(), List.of())) {
      if (limit.high().filter(high -> high >= plan.highest()).isPresent()) {
        problems.add(
            node.problem(
                "calibrate",
                "%d or more for limit '%s' at %s"
                    .formatted(
                        (long) Math.ceil(Math.pow(10, limit.high().get())),
                        limit.id(),
                        limit.high().get()),
                "nothing above %.2f can be told".formatted(plan.highest())));
      }
    }
  }

  /** What a value is of. */
  private static String measured(PointPlan plan) {
    return plan == null
        ? ""
        : "%s %s %s".formatted(plan.unit().orElse("-"), plan.told().orElse("-"), plan.counter());
  }

  private void result(MapNode node, List<String> of, String to) {
    PointPlan plan = points.get(to);
    if (plan == null) {
      problems.add(node.problem("to", "the id of a point", "no point has this id"));
    } else if (plan.unit().isPresent()) {
      problems.add(
          node.problem(
              "to", "a point without unit", "its unit is '%s'".formatted(plan.unit().get())));
    }
    if (of.contains(to)) {
      problems.add(node.problem("to", "another point", "it is one of those looked at"));
    }
  }

  private Duration every(MapNode node) throws InvalidDocumentException {
    Duration every = node.duration("every");
    if (every.toSeconds() < 1 || every.getNano() != 0) {
      problems.add(node.problem("every", "whole seconds, PT1S or more", "no such time"));
      return Duration.ofSeconds(1);
    }
    return every;
  }

  private int learn(MapNode node, int width) throws InvalidDocumentException {
    int learn = node.integer("learn");
    if (learn < width + 10 || learn > MOST_LEARNT) {
      problems.add(
          node.problem(
              "learn",
              "%d to %d".formatted(width + 10, MOST_LEARNT),
              "too few sets say nothing about %d points".formatted(width)));
    }
    return learn;
  }

  private StateGate gate(MapNode node) {
    try {
      return StateGate.read(node);
    } catch (InvalidDocumentException e) {
      problems.addAll(e.problems());
      return StateGate.OPEN;
    }
  }
}
