package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Checks the statements that go to a database: what fills their places. */
final class StatementCheck {

  private static final String WAY_OUT = "direct:bellcrank/sql";

  /** A name behind one colon; what stands in quotes is no place. */
  private static final Pattern NAME =
      Pattern.compile("'[^']*'|\"[^\"]*\"|::|:(\\p{L}[\\p{L}\\p{N}_]*)");

  private final Connector connector;
  private final MapNode recipe;
  private final Optional<MapNode> reading;
  private final Optional<MapNode> register;
  private final Problems problems;

  StatementCheck(
      Connector connector,
      MapNode recipe,
      Optional<MapNode> reading,
      Optional<MapNode> register,
      Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.reading = reading;
    this.register = register;
    this.problems = problems;
  }

  /**
   * A request and where it stands.
   *
   * @param node what holds it
   * @param path of the node in its document
   */
  private record Asked(Step.Request request, MapNode node, String path) {}

  void run() {
    boolean database = connector.routes().values().stream().anyMatch(r -> r.contains(WAY_OUT));
    if (!database) {
      return;
    }
    for (Step step : connector.recipe().steps().values()) {
      MapNode node = below(recipe, "steps").flatMap(all -> below(all, step.name())).orElse(recipe);
      check(new Asked(step.request(), node, "/steps/" + step.name()));
    }
    connector
        .reading()
        .ifPresent(
            asks -> {
              asks.changed().ifPresent(changed -> question(reading, "changed", changed.call()));
              asks.one().ifPresent(one -> question(reading, "one", one.call()));
            });
    connector.assets().ifPresent(asks -> question(register, "all", asks.call()));
  }

  private void question(Optional<MapNode> document, String key, OrderReading.Call call) {
    document
        .flatMap(root -> below(root, key))
        .ifPresent(node -> check(new Asked(call.request(), node, "/" + key)));
  }

  private static Optional<MapNode> below(MapNode node, String key) {
    return node.find(key).filter(MapNode.class::isInstance).map(MapNode.class::cast);
  }

  private void check(Asked asked) {
    if (asked.request().body() instanceof Body.Tree tree
        && tree.root() instanceof Map<?, ?> root
        && root.get("statements") instanceof List<?> statements) {
      check(asked, given(root.get("parameters"), asked), statements);
    }
  }

  private void check(Asked asked, Set<String> shared, List<?> statements) {
    Set<String> left = new TreeSet<>(shared);
    for (Object each : statements) {
      if (!(each instanceof Map<?, ?> statement)
          || !(statement.get("sql") instanceof Template sql)) {
        continue;
      }
      if (!sql.names().isEmpty()) {
        at(
            asked,
            "${" + String.join("}, ${", sql.names()) + "} in a statement",
            "parameters",
            "a value would be read as SQL");
      }
      Set<String> known = new TreeSet<>(shared);
      known.addAll(given(statement.get("parameters"), asked));
      for (String name : places(sql.toString())) {
        left.remove(name);
        if (!known.contains(name)) {
          at(asked, ":" + name, String.join(", ", known), "nothing gives it a value");
        }
      }
    }
    left.forEach(name -> at(asked, name, "a place :" + name, "no statement takes it"));
  }

  /** The names under which an object of parameters has values. */
  private Set<String> given(Object parameters, Asked asked) {
    if (parameters == Body.Place.FIELDS) {
      return mapped(asked);
    }
    Set<String> names = new LinkedHashSet<>();
    if (parameters instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              names.addAll(
                  value == Body.Place.FIELDS ? mapped(asked) : Set.of(String.valueOf(name))));
    }
    return names;
  }

  private Set<String> mapped(Asked asked) {
    Set<String> names = new LinkedHashSet<>();
    connector.mapping().fields().stream()
        .filter(field -> asked.request().mapping().filter(field.on()::contains).isPresent())
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

  private void at(Asked asked, String given, String allowed, String message) {
    problems.add(
        new Problem(
            asked.node().where("request"), asked.path() + "/request", given, allowed, message));
  }
}
