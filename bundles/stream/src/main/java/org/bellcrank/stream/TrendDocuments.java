package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Point;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.signal.GrowthModel;
import org.bellcrank.signal.LimitSide;
import org.bellcrank.signal.Series;
import org.bellcrank.signal.Trend;
import org.bellcrank.signal.Unit;

/** Reads which trends are watched, from maps that already fit their schema. */
final class TrendDocuments {

  private final AssetRegister register;
  private final List<Problem> problems;

  private TrendDocuments(AssetRegister register, List<Problem> problems) {
    this.register = register;
    this.problems = problems;
  }

  /** The trends of each point. */
  static Map<String, List<TrendPlan>> read(
      List<MapNode> nodes, AssetRegister register, List<Problem> problems)
      throws InvalidDocumentException {
    TrendDocuments documents = new TrendDocuments(register, problems);
    Map<String, List<TrendPlan>> plans = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (MapNode node : nodes) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two trends have it"));
      }
      Optional<Point> point = register.point(node.text("point"));
      if (point.isEmpty()) {
        problems.add(node.problem("point", "the id of a point", "no point has this id"));
      } else {
        plans
            .computeIfAbsent(point.get().id(), none -> new ArrayList<>())
            .add(documents.plan(node, point.get()));
      }
    }
    return plans;
  }

  private TrendPlan plan(MapNode node, Point point) throws InvalidDocumentException {
    MapNode limit = node.map("limit");
    LimitSide side = limit.has("above") ? LimitSide.UPPER : LimitSide.LOWER;
    Duration every = every(node);
    GrowthModel model = node.optionalEnum("model", GrowthModel.class).orElse(GrowthModel.LINEAR);
    return new TrendPlan(
        node.text("id"),
        limit(limit, side == LimitSide.UPPER ? "above" : "below", point, model),
        side,
        window(node, every),
        every,
        model,
        node.optionalNumber("significance").orElse(TrendPlan.SIGNIFICANCE),
        least(node),
        horizon(node),
        node.optionalNumber("confidence").orElse(TrendPlan.CONFIDENCE),
        node.text("failureMode"),
        node.optionalNumber("step").orElse(TrendPlan.STEP),
        TrendPlan.TIERS,
        gate(node));
  }

  private double limit(MapNode limit, String key, Point point, GrowthModel model)
      throws InvalidDocumentException {
    double given = limit.number(key);
    Optional<String> unit = limit.optionalText("unit");
    if (unit.isPresent()) {
      try {
        given = Unit.of(unit.get()).to(Unit.of(point.unit().orElse(""))).apply(given);
      } catch (IllegalArgumentException e) {
        problems.add(
            limit.problem(
                "unit",
                "a unit that fits '%s' of point '%s'"
                    .formatted(point.unit().orElse(""), point.id()),
                e.getMessage()));
        return limit.number(key);
      }
    }
    if (model == GrowthModel.EXPONENTIAL && !(given > 0)) {
      problems.add(
          limit.problem(key, "above 0 in the point's unit", "exponential growth never reaches it"));
    }
    return given;
  }

  private Duration every(MapNode node) throws InvalidDocumentException {
    Duration every = node.duration("every");
    if (every.toSeconds() < 1 || every.getNano() != 0) {
      problems.add(node.problem("every", "whole seconds, PT1S or more", "no such time"));
      return Duration.ofSeconds(1);
    }
    return every;
  }

  private Duration window(MapNode node, Duration every) throws InvalidDocumentException {
    Duration window = node.duration("window");
    long points = window.dividedBy(every);
    int least = node.optionalInteger("least").orElse(TrendPlan.LEAST);
    if (points < least || points > Series.LONGEST || !window.equals(every.multipliedBy(points))) {
      problems.add(
          node.problem(
              "window",
              "%d to %d times %s".formatted(least, Series.LONGEST, every),
              "each time of 'every' is one point of the trend"));
    }
    return window;
  }

  private int least(MapNode node) throws InvalidDocumentException {
    int least = node.optionalInteger("least").orElse(TrendPlan.LEAST);
    if (least < Trend.FEWEST || least > Series.LONGEST) {
      problems.add(
          node.problem(
              "least", "%d to %d".formatted(Trend.FEWEST, Series.LONGEST), "out of range"));
    }
    return least;
  }

  private Duration horizon(MapNode node) throws InvalidDocumentException {
    Duration horizon = node.duration("horizon");
    if (horizon.toMillis() <= 0 || horizon.compareTo(Duration.ofDays(3650)) > 0) {
      problems.add(node.problem("horizon", "above zero, at most P3650D", "out of range"));
      return Duration.ofDays(1);
    }
    return horizon;
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
