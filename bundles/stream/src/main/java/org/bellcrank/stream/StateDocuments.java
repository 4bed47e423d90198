package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.Declarations;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;
import org.bellcrank.expression.Type;

/** Reads how the operating states of assets show. */
final class StateDocuments {

  private StateDocuments() {}

  static Map<String, StatePlan> read(
      List<MapNode> nodes,
      AssetRegister register,
      ExpressionLanguage language,
      List<Problem> problems)
      throws InvalidDocumentException {
    Map<String, StatePlan> plans = new LinkedHashMap<>();
    for (MapNode node : nodes) {
      String asset = node.text("asset");
      if (register.asset(asset).isEmpty()) {
        problems.add(node.problem("asset", "the id of an asset", "no asset has this id"));
      }
      StatePlan plan = plan(node, asset, register, language, problems);
      if (plans.put(asset, plan) != null) {
        problems.add(node.problem("asset", "an asset once", "its states are given twice"));
      }
    }
    return plans;
  }

  private static StatePlan plan(
      MapNode node,
      String asset,
      AssetRegister register,
      ExpressionLanguage language,
      List<Problem> problems)
      throws InvalidDocumentException {
    MapNode named = node.map("points");
    Map<String, String> points = new LinkedHashMap<>();
    Declarations.Builder declared = Declarations.builder();
    for (String name : named.keys()) {
      String point = named.text(name);
      points.put(name, point);
      if (register.point(point).isEmpty()) {
        problems.add(named.problem(name, "the id of a point", "no point has this id"));
      }
      try {
        declared.variable(name, Type.NUMBER, "Newest value of " + point + ", in its unit.");
      } catch (IllegalArgumentException e) {
        problems.add(named.problem(name, "another name", e.getMessage()));
      }
    }
    Declarations declarations = declared.build();
    List<StatePlan.When> states = new ArrayList<>();
    for (MapNode each : node.maps("states")) {
      try {
        states.add(
            new StatePlan.When(
                each.text("state"),
                language.compile(each.text("when"), declarations, Type.BOOLEAN)));
      } catch (InvalidExpressionException e) {
        problems.addAll(e.problems(each.get("when")));
      }
    }
    Duration dwell = node.optionalDuration("dwell").orElse(Duration.ZERO);
    if (dwell.isNegative()) {
      problems.add(node.problem("dwell", "PT0S or more", "a time below zero"));
    }
    return new StatePlan(asset, points, states, node.optionalText("otherwise"), dwell);
  }
}
