package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.signal.BearingLife;
import org.bellcrank.signal.LinerLife;
import org.bellcrank.signal.SealLife;
import org.bellcrank.signal.Unit;

/** Reads which parts wear by what, from maps that already fit their schema. */
final class LifeDocuments {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> KINDS = List.of("seal", "liner", "bearing");

  private final Map<String, PointPlan> points;
  private final StreamLinks links;
  private final List<Problem> problems;

  private LifeDocuments(Map<String, PointPlan> points, StreamLinks links, List<Problem> problems) {
    this.points = points;
    this.links = links;
    this.problems = problems;
  }

  static List<LifePlan> read(
      List<MapNode> nodes, Map<String, PointPlan> points, StreamLinks links, List<Problem> problems)
      throws InvalidDocumentException {
    LifeDocuments documents = new LifeDocuments(points, links, problems);
    List<LifePlan> plans = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MapNode node : nodes) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two lives have it"));
      }
      List<String> kinds = KINDS.stream().filter(node::has).toList();
      if (kinds.size() == 1) {
        plans.add(documents.plan(node, kinds.get(0)));
      } else {
        problems.add(node.problem("one of " + String.join(", ", KINDS), "a part wears in one way"));
      }
    }
    return plans;
  }

  private LifePlan plan(MapNode node, String kind) throws InvalidDocumentException {
    MapNode part = node.map(kind);
    LifePlan.Wear wear = wear(part, kind);
    String stress = kind.equals("seal") ? "pressure" : kind.equals("liner") ? "flow" : "load";
    String unit = kind.equals("seal") ? "Pa" : kind.equals("liner") ? "t/s" : "N";
    LifePlan.Input pressing = input(part, stress, unit, part.optionalNumber("share").orElse(1.0));
    String to = node.text("to");
    List<String> of = List.of(pressing.point(), part.text("speed"));
    if (Optional.ofNullable(points.get(to)).flatMap(PointPlan::unit).isPresent()) {
      problems.add(node.problem("to", "a point without unit", "shares have none"));
    } else if (!points.containsKey(to)) {
      problems.add(node.problem("to", "the id of a point", "no point has this id"));
    }
    if (Stream.concat(of.stream(), Stream.of(to)).distinct().count() < 3) {
      problems.add(node.problem("to", "three points", "two of them are the same"));
    } else {
      links.result(node, of, to);
    }
    return new LifePlan(
        node.text("id"),
        wear,
        pressing,
        speed(part, kind),
        whole(node, "every"),
        whole(node, "hold"),
        node.optionalInstant("since"),
        to);
  }

  private LifePlan.Wear wear(MapNode part, String kind) throws InvalidDocumentException {
    return switch (kind) {
      case "seal" ->
          new LifePlan.Wear.Seal(new SealLife(part.number("wearRate"), part.number("depth")));
      case "liner" ->
          new LifePlan.Wear.Liner(
              new LinerLife(
                  part.number("perTonne"),
                  part.number("reference"),
                  part.number("exponent"),
                  part.number("depth")));
      default ->
          new LifePlan.Wear.Bearing(
              part.optionalBool("rollers").orElse(false)
                  ? BearingLife.rollers(part.number("rating"))
                  : BearingLife.balls(part.number("rating")));
    };
  }

  /** With a diameter revolutions become the speed at it. */
  private LifePlan.Input speed(MapNode part, String kind) throws InvalidDocumentException {
    Optional<Double> diameter = part.optionalNumber("diameter");
    return kind.equals("bearing") || diameter.isPresent()
        ? input(part, "speed", "Hz", diameter.map(metres -> Math.PI * metres).orElse(1.0))
        : input(part, "speed", "m/s", 1);
  }

  private LifePlan.Input input(MapNode part, String key, String unit, double times)
      throws InvalidDocumentException {
    String point = part.text(key);
    PointPlan plan = points.get(point);
    if (plan == null) {
      problems.add(part.problem(key, "the id of a point", "no point has this id"));
      return new LifePlan.Input(point, times, 0);
    }
    try {
      Unit.Conversion change = Unit.of(plan.unit().orElse("1")).to(Unit.of(unit));
      return new LifePlan.Input(point, change.factor() * times, change.offset() * times);
    } catch (IllegalArgumentException e) {
      problems.add(
          part.problem(key, "a point whose unit is one like %s".formatted(unit), e.getMessage()));
      return new LifePlan.Input(point, times, 0);
    }
  }

  private Duration whole(MapNode node, String key) throws InvalidDocumentException {
    Duration given = node.optionalDuration(key).orElse(HOUR);
    if (given.toSeconds() < 1
        || given.getNano() != 0
        || given.compareTo(HOUR.multipliedBy(24)) > 0) {
      problems.add(node.problem(key, "whole seconds, PT1S to P1D", "no such time"));
      return HOUR;
    }
    return given;
  }
}
