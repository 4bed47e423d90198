package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Checks the statements of steps that go to a database: what fills their places. */
final class StatementCheck {

  private static final String WAY_OUT = "direct:bellcrank/sql";

  /** A name behind one colon; what stands in quotes is no place. */
  private static final Pattern NAME =
      Pattern.compile("'[^']*'|\"[^\"]*\"|::|:(\\p{L}[\\p{L}\\p{N}_]*)");

  private final Connector connector;
  private final MapNode recipe;
  private final Problems problems;

  StatementCheck(Connector connector, MapNode recipe, Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.problems = problems;
  }

  void run() {
    boolean database = connector.routes().values().stream().anyMatch(r -> r.contains(WAY_OUT));
    if (!database) {
      return;
    }
    for (Step step : connector.recipe().steps().values()) {
      if (step.request().body() instanceof Body.Tree tree
          && tree.root() instanceof Map<?, ?> root
          && root.get("statements") instanceof List<?> statements) {
        check(step, given(root.get("parameters"), step), statements);
      }
    }
  }

  private void check(Step step, Set<String> shared, List<?> statements) {
    Set<String> left = new TreeSet<>(shared);
    for (Object each : statements) {
      if (!(each instanceof Map<?, ?> statement)
          || !(statement.get("sql") instanceof Template sql)) {
        continue;
      }
      if (!sql.names().isEmpty()) {
        at(
            step,
            "${" + String.join("}, ${", sql.names()) + "} in a statement",
            "parameters",
            "a value would be read as SQL");
      }
      Set<String> known = new TreeSet<>(shared);
      known.addAll(given(statement.get("parameters"), step));
      for (String name : places(sql.toString())) {
        left.remove(name);
        if (!known.contains(name)) {
          at(step, ":" + name, String.join(", ", known), "nothing gives it a value");
        }
      }
    }
    left.forEach(name -> at(step, name, "a place :" + name, "no statement takes it"));
  }

  /** The names under which an object of parameters has values. */
  private Set<String> given(Object parameters, Step step) {
    if (parameters == Body.Place.FIELDS) {
      return mapped(step);
    }
    Set<String> names = new LinkedHashSet<>();
    if (parameters instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              names.addAll(
                  value == Body.Place.FIELDS ? mapped(step) : Set.of(String.valueOf(name))));
    }
    return names;
  }

  private Set<String> mapped(Step step) {
    Set<String> names = new LinkedHashSet<>();
    connector.mapping().fields().stream()
        .filter(field -> step.request().mapping().filter(field.on()::contains).isPresent())
        .forEach(field -> names.add(field.to().substring(1)));
    return names;
  }

  private static List<String> places(String sql) {
    List<String> names = new ArrayList<>();
    NAME.matcher(sql)
        .results()
        .map(found -> found.group(1))
        .filter(name -> name != null)
        .forEach(names::add);
    return names;
  }

  private void at(Step step, String given, String allowed, String message) {
    MapNode node =
        recipe
            .find("steps")
            .filter(MapNode.class::isInstance)
            .flatMap(steps -> ((MapNode) steps).find(step.name()))
            .filter(MapNode.class::isInstance)
            .map(MapNode.class::cast)
            .orElse(recipe);
    problems.add(
        new Problem(
            node.where("request"), "/steps/" + step.name() + "/request", given, allowed, message));
  }
}
