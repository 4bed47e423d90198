package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Reads which points are looked at together, from maps that already fit their schema. */
final class BaselineDocuments {

  private static final int MOST_SETS = 1_000;

  private final Map<String, PointPlan> points;
  private final StreamPlan.Groups groups;
  private final List<Problem> problems;
  private final Set<String> results = new HashSet<>();

  private BaselineDocuments(
      Map<String, PointPlan> points, StreamPlan.Groups groups, List<Problem> problems) {
    this.points = points;
    this.groups = groups;
    this.problems = problems;
  }

  /** All baselines; their points are put into one group each. */
  static List<BaselinePlan> read(
      List<MapNode> nodes,
      Map<String, PointPlan> points,
      StreamPlan.Groups groups,
      List<Problem> problems)
      throws InvalidDocumentException {
    BaselineDocuments documents = new BaselineDocuments(points, groups, problems);
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
      } else {
        groups.together(point, to);
      }
    }
    result(node, of, to);
    return new BaselinePlan(
        node.text("id"),
        of,
        every(node),
        learn(node, of.size()),
        node.optionalInteger("calibrate").orElse(0),
        node.optionalInstant("since"),
        node.optionalBool("logarithms").orElse(false),
        to,
        gate(node));
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
    if (!results.add(to)) {
      problems.add(node.problem("to", "a point that gets one result", "another baseline has it"));
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
    int sets = learn + node.optionalInteger("calibrate").orElse(0);
    if (learn < width + 10 || sets > MOST_SETS) {
      problems.add(
          node.problem(
              "learn",
              "%d or more, with calibrate %d at most".formatted(width + 10, MOST_SETS),
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
