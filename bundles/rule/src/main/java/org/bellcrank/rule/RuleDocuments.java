package org.bellcrank.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Criticality;
import org.bellcrank.condition.Confirmation;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.Declarations;
import org.bellcrank.expression.Expression;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;
import org.bellcrank.expression.Type;

/** Reads rules, tiers, severities, priorities and classes from documents that fit their schemas. */
public final class RuleDocuments {

  private final ExpressionLanguage language;
  private final List<Problem> problems = new ArrayList<>();

  /** A reader for one set of documents; not for reuse. */
  public RuleDocuments(ExpressionLanguage language) {
    this.language = language;
  }

  /**
   * Reads the rule set.
   *
   * @param rules the maps of every {@code rules} list, in order
   * @param severities the maps of every {@code severities} list, in order
   * @param priorities the {@code priorities} map; empty means the defaults
   * @param tiers the {@code tiers} map; empty means the defaults
   * @param classes the maps of every {@code classes} list
   * @throws InvalidDocumentException with every mistake
   */
  public RuleSet read(
      List<MapNode> rules,
      List<MapNode> severities,
      Optional<MapNode> priorities,
      Optional<MapNode> tiers,
      List<MapNode> classes,
      AssetRegister register)
      throws InvalidDocumentException {
    List<Rule> readRules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MapNode node : rules) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two rules have the same id"));
      }
      Optional<Expression> when = condition(node, RuleVocabulary.RULE);
      Optional<Action> action = action(node);
      if (when.isPresent() && action.isPresent()) {
        readRules.add(
            new Rule(
                node.text("id"),
                when.get(),
                action.get(),
                node.optionalText("because").orElse(node.text("id"))));
      }
    }
    List<SeverityRule> readSeverities = new ArrayList<>();
    for (MapNode node : severities) {
      Severity severity = node.enumValue("severity", Severity.class);
      condition(node, RuleVocabulary.SEVERITY)
          .ifPresent(when -> readSeverities.add(new SeverityRule(severity, when)));
    }
    PriorityMatrix matrix =
        priorities.isPresent() ? matrix(priorities.get()) : PriorityMatrix.DEFAULT;
    TierTable table =
        tiers.isPresent() ? tiers(tiers.get(), register) : new TierTable(Tiers.DEFAULT, List.of());
    List<DefectClass> readClasses = classes(classes);
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return new RuleSet(readRules, readSeverities, matrix, table, readClasses);
  }

  private Optional<Expression> condition(MapNode node, Declarations declarations)
      throws InvalidDocumentException {
    try {
      return Optional.of(language.compile(node.text("when"), declarations, Type.BOOLEAN));
    } catch (InvalidExpressionException e) {
      problems.addAll(e.problems(node.get("when")));
      return Optional.empty();
    }
  }

  private Optional<Action> action(MapNode node) throws InvalidDocumentException {
    MapNode then = node.map("then");
    if (then.keys().size() != 1) {
      problems.add(
          node.problem(
              "then", "one of raise, review, log, suppress, hold", "a rule does one thing"));
      return Optional.empty();
    }
    String word = then.keys().iterator().next();
    switch (word) {
      case "raise":
        MapNode raise = then.map("raise");
        return Optional.of(
            new Action.Raise(
                raise.text("template"),
                raise.optionalInteger("priority"),
                RepeatsDocument.read(raise.optionalMap("repeats"), problems)));
      case "review":
        return Optional.of(review(then));
      case "log":
        return Optional.of(new Action.Log());
      case "suppress":
        return Optional.of(new Action.Suppress());
      case "hold":
        MapNode hold = then.map("hold");
        return Optional.of(
            new Action.Hold(
                hold.optionalDuration("atMost").orElse(Duration.ofHours(24)),
                hold.optionalBool("nextShift").orElse(false)));
      default:
        problems.add(
            node.problem(
                "then",
                "one of raise, review, log, suppress, hold",
                "unknown action '" + word + "'"));
        return Optional.empty();
    }
  }

  /** A queue alone, or a queue with the template of the order that may come of it. */
  private static Action review(MapNode then) throws InvalidDocumentException {
    if (then.get("review") instanceof MapNode review) {
      return new Action.Review(review.text("queue"), review.optionalText("template"));
    }
    return new Action.Review(then.text("review"), Optional.empty());
  }

  private PriorityMatrix matrix(MapNode node) throws InvalidDocumentException {
    Map<Criticality, Map<Severity, Integer>> cells = new EnumMap<>(Criticality.class);
    for (Criticality criticality : Criticality.values()) {
      MapNode row = node.map(criticality.name());
      Map<Severity, Integer> priorities = new EnumMap<>(Severity.class);
      for (Severity severity : Severity.values()) {
        priorities.put(severity, row.integer(severity.name().toLowerCase(Locale.ROOT)));
      }
      cells.put(criticality, priorities);
    }
    return new PriorityMatrix(cells);
  }

  private TierTable tiers(MapNode node, AssetRegister register) throws InvalidDocumentException {
    Tiers standard = tiersOf(node, Tiers.DEFAULT);
    List<TierTable.Override> overrides = new ArrayList<>();
    for (MapNode each : node.maps("overrides")) {
      Optional<String> asset = each.optionalText("asset");
      if (asset.isPresent() && register.asset(asset.get()).isEmpty()) {
        problems.add(each.problem("asset", "the id of an asset", "no asset has this id"));
      }
      overrides.add(
          new TierTable.Override(
              each.optionalText("name").orElse("override at " + each.where()),
              each.optionalText("class"),
              each.optionalText("failureMode"),
              asset,
              tiersOf(each, standard)));
    }
    return new TierTable(standard, overrides);
  }

  private Tiers tiersOf(MapNode node, Tiers otherwise) throws InvalidDocumentException {
    double order = node.optionalNumber("order").orElse(otherwise.order());
    double review = node.optionalNumber("review").orElse(Math.min(otherwise.review(), order));
    double schedule = node.optionalNumber("schedule").orElse(schedule(order, review, otherwise));
    Confirmation confirmation = otherwise.confirmation();
    Optional<MapNode> given = node.optionalMap("confirmation");
    if (given.isPresent()) {
      int hits = given.get().integer("hits");
      int looks = given.get().integer("looks");
      if (looks < hits) {
        problems.add(
            given.get().problem("looks", "at least as many as hits", "more hits than looks"));
        return otherwise;
      }
      confirmation = new Confirmation(hits, looks);
    }
    if (review > order) {
      problems.add(
          node.problem("review", "0 to " + order, "the review tier lies above the order tier"));
      return otherwise;
    }
    if (schedule < review || schedule > order) {
      problems.add(
          node.problem(
              "schedule",
              review + " to " + order,
              "the tier of planned work lies between review and order"));
      return otherwise;
    }
    return new Tiers(order, schedule, review, confirmation);
  }

  /** What is not said is the default's, moved into the bounds; without a default there is none. */
  private static double schedule(double order, double review, Tiers otherwise) {
    return otherwise.schedules()
        ? Math.min(order, Math.max(review, otherwise.schedule()))
        : Math.max(order, review);
  }

  private List<DefectClass> classes(List<MapNode> nodes) throws InvalidDocumentException {
    List<DefectClass> classes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (MapNode node : nodes) {
      String name = node.text("class");
      if (!names.add(name)) {
        problems.add(
            node.problem("class", "a class of its own", "two entries have the same class"));
        continue;
      }
      classes.add(
          new DefectClass(
              name,
              node.optionalText("title").orElse(name),
              node.optionalText("failureMode").orElse(name),
              node.optionalText("orderType").map(type -> type.toUpperCase(Locale.ROOT))));
    }
    return classes;
  }
}
