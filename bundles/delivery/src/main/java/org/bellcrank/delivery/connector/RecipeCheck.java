package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.document.ListNode;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.document.TextNode;
import org.bellcrank.workorder.Reference;

/** Holds a recipe against the delivery class, the routes, the mapping and the vendor's facts. */
final class RecipeCheck {

  private static final String CONDITION = "condition";

  private final Connector connector;
  private final MapNode recipe;
  private final MapNode root;
  private final Problems problems;

  RecipeCheck(Connector connector, MapNode recipe, MapNode root, Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.root = root;
    this.problems = problems;
  }

  void run() {
    routes();
    flow();
    filters();
    expectations();
    bodies();
  }

  private void routes() {
    ServedRoutes served = ServedRoutes.of(connector, problems);
    for (Step step : connector.recipe().steps().values()) {
      String wanted = served.address(step.route());
      if (!served.has(step.route())) {
        at(step, "route", wanted, served.all(), ServedRoutes.NONE);
      }
    }
    List<Session.Login> calls = new ArrayList<>();
    connector.session().ifPresent(session -> calls.addAll(session.logins()));
    connector.session().flatMap(Session::logout).ifPresent(calls::add);
    for (Session.Login login : calls) {
      if (!served.has(login.route())) {
        problems.add(
            new Problem(
                root.where("session"),
                "/session",
                served.address(login.route()),
                served.all(),
                ServedRoutes.NONE));
      }
    }
  }

  private void flow() {
    List<Step> create = connector.recipe().flow(Purpose.CREATE);
    long changes = create.stream().filter(s -> s.effect() == Step.Effect.CHANGE).count();
    if (changes != 1) {
      problems.add(
          new Problem(
              recipe.where("create"),
              "/create",
              changes + " steps with effect change",
              "exactly one",
              "an order is made by one step"));
    }
    condition();
    if (connector.deliveryClass() != Connector.DeliveryClass.CONFIRMED) {
      readBack(Purpose.UPDATE, "update");
      readBack(Purpose.ATTACH, "attach");
      if (create.isEmpty() || create.get(0).effect() != Step.Effect.LOOK) {
        needs("begins with a step of effect look", "an uncertain order is looked for first");
      }
      if (create.isEmpty() || create.get(create.size() - 1).effect() != Step.Effect.CONFIRM) {
        needs("ends with a step of effect confirm", "an order counts when it was read back");
      }
    }
  }

  /** An answer is no proof: what a flow changed has to be read back, and its fields looked at. */
  private void readBack(Purpose purpose, String key) {
    List<Step> flow = connector.recipe().flow(purpose);
    if (flow.isEmpty()) {
      return;
    }
    if (flow.get(flow.size() - 1).effect() != Step.Effect.CONFIRM) {
      needs(key, "ends with a step of effect confirm", "it counts when it was read back");
    }
    for (Step step : flow) {
      Optional<String> mapping = step.request().mapping();
      if (mapping.isPresent()
          && purpose == Purpose.UPDATE
          && flow.stream().noneMatch(other -> confirms(other, mapping.get()))) {
        needs(
            key,
            "has a step that holds: { mapping: %s }".formatted(mapping.get()),
            "the fields that %s sends have to be read back".formatted(step.name()));
      }
    }
  }

  /** What cannot be read back is not told at all, whatever the class of the connector. */
  private void condition() {
    List<Step> flow = connector.recipe().flow(Purpose.CONDITION);
    if (flow.isEmpty()) {
      return;
    }
    readBack(Purpose.CONDITION, CONDITION);
    if (flow.stream().noneMatch(RecipeCheck::showsCondition)) {
      needs(
          CONDITION,
          "has a step of effect confirm that holds: { mapping: condition } or whose success reads"
              + " condition.state",
          "a condition that cannot be read back is not told");
    }
    flow.stream()
        .filter(step -> step.extract().containsKey("foreignId"))
        .forEach(
            step ->
                at(step, "extract", "foreignId", "another name", "this is the order's key alone"));
  }

  /** A system may show under another name what it was told. */
  private static boolean showsCondition(Step step) {
    boolean reads = step.success().filter(f -> f.names().contains("condition.state")).isPresent();
    return confirms(step, CONDITION) || reads && step.effect() == Step.Effect.CONFIRM;
  }

  private static boolean confirms(Step step, String mapping) {
    return step.effect() == Step.Effect.CONFIRM
        && step.holds().filter(held -> held.mapping().equals(mapping)).isPresent();
  }

  private void needs(String allowed, String message) {
    needs("create", allowed, message);
  }

  private void needs(String flow, String allowed, String message) {
    problems.add(
        new Problem(recipe.where(flow), "/" + flow, "", "a flow that " + allowed, message));
  }

  private void filters() {
    for (Step step : connector.recipe().flow(Purpose.CREATE)) {
      if (step.effect() != Step.Effect.LOOK) {
        continue;
      }
      Optional<MapNode> node = node(step);
      Optional<Node> filters = node.flatMap(n -> n.find("filters"));
      if (filters.isEmpty()) {
        at(step, "filters", "none", "the fields that it searches by", "so that they are checked");
      } else if (filters.get() instanceof ListNode list) {
        list.forEach(this::filter);
        list.forEach(item -> asked(item, node.get()));
      }
      if (step.pick().isEmpty()) {
        at(
            step,
            "pick",
            "none",
            "where or containing",
            "a search that the other side ignores would adopt a stranger's order");
      }
    }
  }

  /**
   * A search that says one field and asks for another is not checked at all. What cannot be told,
   * since its parameter has a name of its own, is believed.
   */
  private void asked(Node item, MapNode step) {
    String wanted = last(String.valueOf(item.plain()));
    String asked = step.find("request").map(RecipeCheck::looking).orElse("");
    boolean another =
        connector.facts().fields().stream()
            .map(fact -> last(fact.name()))
            .anyMatch(name -> !name.equals(wanted) && names(asked, name));
    if (!names(asked, wanted) && another) {
      problems.add(
          item.problem("the field that the request searches by", "the request names another"));
    }
  }

  private static boolean names(String asked, String name) {
    return Pattern.compile(
            "(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])",
            Pattern.CASE_INSENSITIVE)
        .matcher(asked)
        .find();
  }

  private static String last(String pointer) {
    List<String> parts = Json.parts(pointer);
    return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
  }

  /** The part of a request that carries the reference, with the names beside it. */
  private static String looking(Node node) {
    StringBuilder found = new StringBuilder();
    if (node instanceof MapNode map) {
      boolean flat = map.pointer().endsWith("/query") || map.pointer().endsWith("/headers");
      map.entries()
          .forEach(
              (key, value) -> {
                boolean ours = carries(value);
                if (ours && !flat) {
                  found.append(' ').append(map.plain());
                } else if (ours) {
                  found.append(' ').append(key).append(' ').append(value.plain());
                } else {
                  found.append(looking(value));
                }
              });
    } else if (node instanceof ListNode list) {
      list.forEach(each -> found.append(looking(each)));
    }
    return found.toString();
  }

  /** Whether it is the reference's text, or a list of texts with it. */
  private static boolean carries(Node value) {
    return value instanceof TextNode text
        ? text.value().contains("order.reference")
        : value instanceof ListNode list
            && StreamSupport.stream(list.spliterator(), false)
                .anyMatch(item -> item instanceof TextNode && carries(item));
  }

  private void filter(Node item) {
    String name = String.valueOf(item.plain());
    Optional<FieldFacts.Fact> fact = connector.facts().find(name);
    if (fact.isEmpty()) {
      problems.add(item.problem("a field of facts.yaml", "no such field"));
      return;
    }
    if (!fact.get().filterable()) {
      problems.add(
          item.problem("a filterable field", "cannot be searched by; " + fact.get().source()));
    }
    boolean carried =
        connector.mapping().fields().stream()
            .filter(field -> field.to().equals(name) && field.on().contains("create"))
            .anyMatch(RecipeCheck::carriesReference);
    if (!carried) {
      problems.add(
          item.problem(
              "a field into which the mapping puts order.reference", "nothing would be found"));
    }
    int length = fact.get().length().orElse(Integer.MAX_VALUE);
    if (length < Reference.LENGTH) {
      problems.add(
          item.problem(
              "a field of at least " + Reference.LENGTH + " characters",
              "too short for the reference; " + fact.get().source()));
    }
  }

  private static boolean carriesReference(Mapping.Field field) {
    return field.from().filter(f -> f.names().contains("order.reference")).isPresent()
        || field.tail().filter(t -> t.names().contains("order.reference")).isPresent()
        || field.lines().stream().anyMatch(line -> line.names().contains("order.reference"));
  }

  private void expectations() {
    for (Step step : connector.recipe().steps().values()) {
      for (String name : step.expect()) {
        if (!step.extract().containsKey(name)) {
          at(step, "expect", name, String.join(", ", step.extract().keySet()), "is not extracted");
        }
      }
    }
    boolean keyed =
        connector.recipe().flow(Purpose.CREATE).stream()
            .anyMatch(step -> step.expect().contains("foreignId"));
    if (!keyed) {
      needs("expects foreignId in one of its steps", "an order has a key in its CMMS");
    }
  }

  private void bodies() {
    for (Step step : connector.recipe().steps().values()) {
      Optional<String> mapping = step.request().mapping();
      if (mapping.filter(on -> !isMapped(on)).isPresent()) {
        at(
            step,
            "request",
            mapping.get(),
            "create, update, condition",
            "the mapping has no field on it");
      }
      if (step.holds().filter(held -> !isMapped(held.mapping())).isPresent()) {
        at(step, "holds", "", "create, update, condition", "the mapping has no field on it");
      }
    }
    if (connector.recipe().first(Purpose.ATTACH).isPresent() && !root.has("attachments")) {
      problems.add(
          new Problem(
              root.where(),
              "",
              "no attachments",
              "roles, maxBytes and mediaTypes",
              "the recipe attaches files"));
    }
  }

  private boolean isMapped(String on) {
    return connector.mapping().fields().stream().anyMatch(field -> field.on().contains(on));
  }

  private Optional<MapNode> node(Step step) {
    return recipe
        .find("steps")
        .filter(MapNode.class::isInstance)
        .flatMap(steps -> ((MapNode) steps).find(step.name()))
        .filter(MapNode.class::isInstance)
        .map(MapNode.class::cast);
  }

  private void at(Step step, String key, String given, String allowed, String message) {
    MapNode node = node(step).orElse(recipe);
    problems.add(
        new Problem(node.where(key), "/steps/" + step.name() + "/" + key, given, allowed, message));
  }
}
