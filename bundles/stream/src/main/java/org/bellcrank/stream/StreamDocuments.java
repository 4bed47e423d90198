package org.bellcrank.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Point;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.ExpressionLanguage;

/**
 * Reads streams, trends and operating states from site documents that already fit their schemas.
 */
public final class StreamDocuments {

  private final AssetRegister register;
  private final Map<String, List<Limit>> limits = new HashMap<>(); // by point
  private final List<Problem> problems = new ArrayList<>();
  private Map<String, StatePlan> states = Map.of();
  private Map<String, List<TrendPlan>> trends = Map.of(); // by point

  private StreamDocuments(AssetRegister register, List<Limit> limits) {
    this.register = register;
    limits.forEach(
        limit -> this.limits.computeIfAbsent(limit.point(), none -> new ArrayList<>()).add(limit));
  }

  /**
   * Reads the plan of all points.
   *
   * @param sections the maps of every list of a name: {@code streams}, {@code operatingStates},
   *     {@code trends}, {@code baselines}, {@code lives}, {@code rates}, {@code services}, {@code
   *     routes}, and {@code limits} for the places of mistakes; empty where the documents have none
   * @throws InvalidDocumentException with every mistake
   */
  public static StreamPlan read(
      Function<String, List<MapNode>> sections,
      List<Limit> limits,
      AssetRegister register,
      ExpressionLanguage language)
      throws InvalidDocumentException {
    StreamDocuments documents = new StreamDocuments(register, limits);
    List<Problem> problems = documents.problems;
    List<MapNode> streams = sections.apply("streams");
    documents.states =
        StateDocuments.read(sections.apply("operatingStates"), register, language, problems);
    documents.trends = TrendDocuments.read(sections.apply("trends"), register, problems);
    Map<String, PointPlan> plans = documents.plans(streams);
    for (String gated : List.of("limits", "trends")) {
      for (MapNode node : sections.apply(gated)) {
        documents.gate(node, node.text("point"));
      }
    }
    StreamLinks links = StreamLinks.of(plans, streams, problems);
    List<BaselinePlan> baselines =
        BaselineDocuments.read(
            sections.apply("baselines"), plans, documents.limits, links, problems);
    for (MapNode node : sections.apply("baselines")) {
      for (String point : node.texts("points")) {
        documents.gate(node, point);
      }
    }
    Surrounds.apply(plans, baselines, documents.limits, streams, problems);
    List<LifePlan> lives = LifeDocuments.read(sections.apply("lives"), plans, links, problems);
    CadencePlan cadence =
        CadenceDocuments.read(
            sections.apply("rates"),
            sections.apply("services"),
            sections.apply("routes"),
            register,
            language,
            links,
            problems);
    StreamPlan.Groups groups = links.groups();
    plans.values().forEach(plan -> documents.group(plan, groups));
    if (!documents.problems.isEmpty()) {
      throw new InvalidDocumentException(documents.problems);
    }
    return new StreamPlan(
        plans, documents.states, groups.of(plans.keySet()), baselines, lives, cadence);
  }

  /** All points of an asset with states share a thread with what its state is seen from. */
  private void group(PointPlan plan, StreamPlan.Groups groups) {
    plan.asset()
        .map(states::get)
        .ifPresent(
            of -> of.points().values().forEach(point -> groups.together(point, plan.point())));
  }

  private Map<String, PointPlan> plans(List<MapNode> streams) throws InvalidDocumentException {
    Map<String, MapNode> exact = new LinkedHashMap<>();
    Map<String, MapNode> patterns = new LinkedHashMap<>();
    for (MapNode node : streams) {
      String point = node.text("point");
      if ((point.contains("*") ? patterns : exact).put(point, node) != null) {
        problems.add(node.problem("point", "one stream for each", "two streams name the same"));
      }
      if (register.points().stream().noneMatch(each -> matches(point, each.id()))) {
        problems.add(node.problem("point", "the id of a point", "no point has this id"));
      }
    }
    Map<String, PointPlan> plans = new HashMap<>();
    for (Point point : register.points()) {
      Optional<MapNode> node =
          Optional.ofNullable(exact.get(point.id()))
              .or(
                  () ->
                      patterns.entrySet().stream()
                          .filter(entry -> matches(entry.getKey(), point.id()))
                          .map(Map.Entry::getValue)
                          .findFirst());
      plans.put(point.id(), node.isPresent() ? plan(node.get(), point) : through(point));
    }
    return plans;
  }

  static boolean matches(String pattern, String id) {
    return pattern.contains("*")
        ? Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", id)
        : pattern.equals(id);
  }

  private PointPlan through(Point point) {
    return PointPlan.through(
        point.id(),
        point.unit(),
        limits.getOrDefault(point.id(), List.of()),
        trends(point),
        asset(point));
  }

  private PointPlan plan(MapNode node, Point point) throws InvalidDocumentException {
    StreamSettings settings = new StreamSettings(node, point, problems);
    gate(node, point.id());
    return new PointPlan(
        point.id(),
        false,
        point.unit(),
        settings.told(),
        settings.valid(),
        settings.stale(),
        settings.resample(),
        settings.flatLine(),
        settings.uncertain(),
        settings.deadband(),
        settings.lateness(),
        gateOf(node),
        settings.windows(),
        settings.features(),
        SpectralDocuments.read(node, point.unit(), problems),
        settings.rollUp(),
        settings.counter(),
        settings.around(),
        List.of(),
        limits.getOrDefault(point.id(), List.of()),
        trends(point),
        asset(point));
  }

  private List<TrendPlan> trends(Point point) {
    return trends.getOrDefault(point.id(), List.of());
  }

  private StateGate gateOf(MapNode node) {
    try {
      return StateGate.read(node);
    } catch (InvalidDocumentException e) {
      problems.addAll(e.problems());
      return StateGate.OPEN;
    }
  }

  /** States that are named must be among those of the point's asset. */
  private void gate(MapNode node, String point) throws InvalidDocumentException {
    if (!node.has("during")) {
      return;
    }
    Optional<StatePlan> of = register.point(point).flatMap(this::asset).map(states::get);
    if (of.isEmpty()) {
      problems.add(
          node.problem(
              "during",
              "states of an asset in operatingStates",
              "the asset of point '%s' has no operating states".formatted(point)));
      return;
    }
    for (String state : node.texts("during")) {
      if (!of.get().names().contains(state)) {
        problems.add(
            node.problem(
                "during",
                String.join(", ", of.get().names()),
                "asset '%s' has no state '%s'".formatted(of.get().asset(), state)));
      }
    }
  }

  /** The nearest asset at or above a point that has operating states. */
  private Optional<String> asset(Point point) {
    Optional<Asset> at = point.asset().flatMap(register::asset);
    while (at.isPresent() && !states.containsKey(at.get().id())) {
      at = at.get().parent().flatMap(register::asset);
    }
    return at.map(Asset::id);
  }
}
