package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.ListNode;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Suggestion;

/** Reads {@code recipe.yaml}, which the schema has let through. */
final class RecipeReader {

  private static final int DEFAULT_LOOKS = 2;
  private static final Duration DEFAULT_GAP = Duration.ofSeconds(5);
  private static final Duration DEFAULT_COMMIT_WAIT = Duration.ofMinutes(15);

  private final Formulas formulas;
  private final Problems problems;
  private final Content.Format format;

  RecipeReader(Formulas formulas, Problems problems) {
    this(formulas, problems, Content.Format.JSON);
  }

  /**
   * As above.
   *
   * @param format of answers whose steps do not say it
   */
  RecipeReader(Formulas formulas, Problems problems, Content.Format format) {
    this.format = format;
    this.formulas = formulas;
    this.problems = problems;
  }

  Recipe read(MapNode root) throws InvalidDocumentException {
    MapNode nodes = root.map("steps");
    Map<String, Step> steps = new LinkedHashMap<>();
    for (String name : nodes.keys()) {
      problems.collect(() -> steps.put(name, step(name, nodes.map(name))));
    }
    Map<Purpose, List<String>> flows = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      String key = purpose.name().toLowerCase(Locale.ROOT);
      Optional<ListNode> flow = root.optionalList(key);
      if (flow.isPresent()) {
        flows.put(purpose, flow(flow.get(), nodes));
      }
    }
    return new Recipe(
        flows, steps, root.optionalDuration("commitWait").orElse(DEFAULT_COMMIT_WAIT));
  }

  private List<String> flow(ListNode flow, MapNode steps) throws InvalidDocumentException {
    List<String> names = new ArrayList<>();
    for (Node item : flow) {
      String name = item.asText();
      if (!steps.keys().contains(name)) {
        problems.add(
            item.problem(
                String.join(", ", steps.keys()),
                Suggestion.closest(name, steps.keys())
                    .map(near -> "there is no such step, did you mean \"" + near + "\"")
                    .orElse("there is no such step")));
      } else {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  private Step step(String name, MapNode node) throws InvalidDocumentException {
    Optional<Node> when = node.find("when");
    Optional<Node> success = node.find("success");
    Content.Format written = node.optionalEnum("format", Content.Format.class).orElse(format);
    new PathCheck(written, problems).step(node);
    return new Step(
        name,
        node.optionalText("route").orElse(name),
        node.enumValue("effect", Step.Effect.class),
        node.optionalEnum("each", Step.Each.class),
        when.isEmpty() ? Optional.empty() : Optional.of(formula(when.get())),
        needs(node),
        request(node.map("request")),
        written,
        items(node.optionalMap("items")),
        pick(node.optionalMap("pick")),
        extract(node.optionalMap("extract")),
        node.texts("expect"),
        success.isEmpty() ? Optional.empty() : Optional.of(formula(success.get())),
        holds(node.optionalMap("holds")),
        new AnswerRulesReader(written, problems).read(node.maps("answers")),
        node.optionalInteger("looks").orElse(DEFAULT_LOOKS),
        node.optionalDuration("gap").orElse(DEFAULT_GAP),
        within(node));
  }

  /** Whatever is not a proof has nothing that could come later. */
  private Optional<Duration> within(MapNode node) throws InvalidDocumentException {
    Optional<Duration> within = node.optionalDuration("within");
    if (within.isPresent() && node.enumValue("effect", Step.Effect.class) != Step.Effect.CONFIRM) {
      problems.add(
          node.get("within")
              .problem("steps of effect confirm", "only what has to be there may come later"));
    }
    return within;
  }

  private Formula formula(Node node) throws InvalidDocumentException {
    return formulas.compile(node, node.asText());
  }

  /** Each is read as an expression, so that one that nothing gives is named. */
  private List<String> needs(MapNode node) throws InvalidDocumentException {
    if (node.has("needs")) {
      for (Node name : node.list("needs")) {
        problems.collect(() -> formula(name));
      }
    }
    return node.texts("needs");
  }

  private static Optional<Step.Holds> holds(Optional<MapNode> given)
      throws InvalidDocumentException {
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Step.Holds(given.get().text("mapping"), given.get().optionalText("at").orElse("")));
  }

  Step.Request request(MapNode node) throws InvalidDocumentException {
    return new Step.Request(
        node.text("method"),
        Template.of(node.get("path"), formulas),
        templates(node.optionalMap("query")),
        templates(node.optionalMap("headers")),
        new BodyReader(formulas, problems).read(node.optionalMap("body")));
  }

  Map<String, Template> templates(Optional<MapNode> node) throws InvalidDocumentException {
    Map<String, Template> templates = new LinkedHashMap<>();
    if (node.isPresent()) {
      for (Map.Entry<String, Node> entry : node.get().entries().entrySet()) {
        problems.collect(
            () -> templates.put(entry.getKey(), Template.of(entry.getValue(), formulas)));
      }
    }
    return templates;
  }

  private Optional<Items> items(Optional<MapNode> given) throws InvalidDocumentException {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    Map<String, AnswerRules.Meaning> means = new LinkedHashMap<>();
    for (String state : node.map("means").keys()) {
      means.put(state, node.map("means").enumValue(state, AnswerRules.Meaning.class));
    }
    Optional<AnswerRules.Meaning> otherwise =
        node.optionalEnum("otherwise", AnswerRules.Meaning.class);
    Optional<AnswerRules.Meaning> missing = node.optionalEnum("missing", AnswerRules.Meaning.class);
    return Optional.of(
        new Items(
            new Step.Pick(node.text("each"), templates(node.optionalMap("where")), false),
            node.text("state"),
            means,
            otherwise.orElse(AnswerRules.Meaning.UNCERTAIN),
            missing.orElse(AnswerRules.Meaning.UNCERTAIN),
            new ErrorWords(node.texts("words"), node.texts("code"), node.texts("field"))));
  }

  Optional<Step.Pick> pick(Optional<MapNode> given) throws InvalidDocumentException {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    MapNode node = given.get();
    boolean containing = node.has("containing");
    return Optional.of(
        new Step.Pick(
            node.text("each"),
            templates(node.optionalMap(containing ? "containing" : "where")),
            containing));
  }

  private Map<String, Step.Extract> extract(Optional<MapNode> given)
      throws InvalidDocumentException {
    Map<String, Step.Extract> extract = new LinkedHashMap<>();
    if (given.isPresent()) {
      for (String name : given.get().keys()) {
        MapNode from = given.get().map(name);
        extract.put(
            name,
            new Step.Extract(
                from.optionalText("body"),
                from.optionalText("header").map(header -> header.toLowerCase(Locale.ROOT)),
                from.optionalBool("whole").orElse(false)));
      }
    }
    return extract;
  }

  /** Names that any step extracts, which all expressions may read after {@code found.}. */
  static List<String> extracted(MapNode root) {
    List<String> names = new ArrayList<>();
    root.find("steps")
        .filter(MapNode.class::isInstance)
        .map(MapNode.class::cast)
        .ifPresent(
            steps ->
                steps.entries().values().stream()
                    .filter(MapNode.class::isInstance)
                    .map(step -> ((MapNode) step).find("extract"))
                    .flatMap(Optional::stream)
                    .filter(MapNode.class::isInstance)
                    .forEach(extract -> names.addAll(named((MapNode) extract))));
    return names;
  }

  /** What is extracted whole is no value of an expression. */
  private static List<String> named(MapNode extract) {
    return extract.entries().entrySet().stream()
        .filter(entry -> !(entry.getValue() instanceof MapNode from && from.has("whole")))
        .map(Map.Entry::getKey)
        .toList();
  }
}
