package org.bellcrank.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.Declarations;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;
import org.bellcrank.expression.Type;

/** Reads what happens by the clock, from maps that already fit their schemas. */
final class CadenceDocuments {

  private static final Duration HOUR = Duration.ofHours(1);

  private final AssetRegister register;
  private final ExpressionLanguage language;
  private final StreamLinks links;
  private final List<Problem> problems;

  private CadenceDocuments(
      AssetRegister register,
      ExpressionLanguage language,
      StreamLinks links,
      List<Problem> problems) {
    this.register = register;
    this.language = language;
    this.links = links;
    this.problems = problems;
  }

  static CadencePlan read(
      List<MapNode> rates,
      List<MapNode> services,
      List<MapNode> routes,
      AssetRegister register,
      ExpressionLanguage language,
      StreamLinks links,
      List<Problem> problems)
      throws InvalidDocumentException {
    CadenceDocuments documents = new CadenceDocuments(register, language, links, problems);
    return new CadencePlan(
        documents.rates(rates),
        documents.services(services),
        RouteDocuments.read(routes, register, links, problems));
  }

  private List<RatePlan> rates(List<MapNode> nodes) throws InvalidDocumentException {
    List<RatePlan> plans = new ArrayList<>();
    ids(nodes, "rates");
    for (MapNode node : nodes) {
      String asset = node.text("asset");
      if (register.asset(asset).isEmpty()) {
        problems.add(node.problem("asset", "the id of an asset", "no asset has this id"));
      }
      String to = point(node, "to");
      if (register.point(to).flatMap(point -> point.unit()).isPresent()) {
        problems.add(node.problem("to", "a point without unit", "counts have none"));
      }
      links.result(node, List.of(), to);
      Duration every = between(node, Duration.ofDays(31));
      if (every.toSeconds() % HOUR.toSeconds() != 0) {
        problems.add(node.problem("every", "whole hours", "findings are counted by the hour"));
      }
      plans.add(new RatePlan(node.text("id"), node.text("class"), asset, every, to));
    }
    return plans;
  }

  private List<ServicePlan> services(List<MapNode> nodes) throws InvalidDocumentException {
    List<ServicePlan> plans = new ArrayList<>();
    ids(nodes, "services");
    for (MapNode node : nodes) {
      Optional<MapNode> unless = node.optionalMap("unless");
      plans.add(
          new ServicePlan(
              node.text("id"),
              point(node, "point"),
              node.text("failureMode"),
              node.instant("from"),
              between(node, Duration.ofDays(3_650)),
              unless.isPresent() ? unless(unless.get()) : Optional.empty()));
    }
    return plans;
  }

  private Optional<ServicePlan.Unless> unless(MapNode node) throws InvalidDocumentException {
    MapNode named = node.map("points");
    Map<String, String> points = new LinkedHashMap<>();
    Declarations.Builder declared = Declarations.builder();
    for (String name : named.keys()) {
      points.put(name, point(named, name));
      try {
        declared.variable(
            name, Type.NUMBER, "Newest value of " + named.text(name) + ", in its unit.");
      } catch (IllegalArgumentException e) {
        problems.add(named.problem(name, "another name", e.getMessage()));
      }
    }
    Duration fresh = node.duration("fresh");
    if (fresh.isNegative() || fresh.isZero()) {
      problems.add(node.problem("fresh", "above zero", "nothing is that new"));
    }
    try {
      return Optional.of(
          new ServicePlan.Unless(
              points,
              language.compile(node.text("when"), declared.build(), Type.BOOLEAN),
              fresh,
              node.integer("atMost")));
    } catch (InvalidExpressionException e) {
      problems.addAll(e.problems(node.get("when")));
      return Optional.empty();
    }
  }

  private void ids(List<MapNode> nodes, String of) throws InvalidDocumentException {
    Set<String> ids = new HashSet<>();
    for (MapNode node : nodes) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two of the %s have it".formatted(of)));
      }
    }
  }

  private String point(MapNode node, String key) throws InvalidDocumentException {
    if (register.point(node.text(key)).isEmpty()) {
      problems.add(node.problem(key, "the id of a point", "no point has this id"));
    }
    return node.text(key);
  }

  private Duration between(MapNode node, Duration most) throws InvalidDocumentException {
    Duration every = node.duration("every");
    if (every.compareTo(HOUR) < 0 || every.compareTo(most) > 0) {
      problems.add(node.problem("every", "PT1H to %s".formatted(most), "out of range"));
      return HOUR;
    }
    return every;
  }
}
