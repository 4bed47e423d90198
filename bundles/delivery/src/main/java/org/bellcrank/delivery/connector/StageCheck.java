package org.bellcrank.delivery.connector;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Checks the stages that follow an order's creation, and the steps that repeat over a list. */
final class StageCheck {

  private static final String ITEM = "item.";
  private static final Set<Purpose> STAGES =
      Set.of(Purpose.CHILDREN, Purpose.RELEASE, Purpose.COMMIT);

  private final Connector connector;
  private final MapNode recipe;
  private final Problems problems;

  StageCheck(Connector connector, MapNode recipe, Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.problems = problems;
  }

  void run() {
    for (Purpose purpose : Purpose.values()) {
      List<Step> flow = connector.recipe().flow(purpose);
      boolean asked = connector.deliveryClass() == Connector.DeliveryClass.CONFIRMED;
      if (STAGES.contains(purpose) && !flow.isEmpty() && !asked) {
        ends(purpose, flow);
        looks(purpose, flow);
      }
      if (purpose == Purpose.CONDITION) {
        looks(purpose, flow);
      }
      repeats(purpose, flow);
    }
    items();
  }

  private void ends(Purpose purpose, List<Step> flow) {
    if (flow.get(flow.size() - 1).effect() != Step.Effect.CONFIRM) {
      flow(purpose, "a flow that ends with a step of effect confirm", "an answer is no proof");
    }
  }

  /** Each change has a search of its own in front of it: that of another would answer for it. */
  private void looks(Purpose purpose, List<Step> flow) {
    Optional<Step> look = Optional.empty();
    for (Step step : flow) {
      if (step.effect() == Step.Effect.LOOK) {
        look = Optional.of(step);
      } else if (step.effect() == Step.Effect.CHANGE) {
        if (look.filter(own -> own.each().equals(step.each())).isEmpty()) {
          flow(
              purpose,
              "a step of effect look before " + step.name(),
              "a change that is uncertain is looked for by a search of its own");
        }
        look = Optional.empty();
      }
    }
  }

  private void repeats(Purpose purpose, List<Step> flow) {
    Map<Step.Each, Integer> stretches = new EnumMap<>(Step.Each.class);
    for (int i = 0; i < flow.size(); i++) {
      Optional<Step.Each> list = flow.get(i).each();
      if (list.isPresent() && (i == 0 || !flow.get(i - 1).each().equals(list))) {
        stretches.merge(list.get(), 1, Integer::sum);
      }
    }
    if (!stretches.isEmpty() && purpose != Purpose.CHILDREN) {
      flow(purpose, "steps without each", "what repeats over a list belongs to the flow children");
    }
    stretches.forEach(
        (list, count) -> {
          if (count > 1) {
            flow(purpose, "one stretch of steps with each " + word(list), "it has " + count);
          }
        });
  }

  private void items() {
    for (Step step : connector.recipe().steps().values()) {
      Optional<String> item =
          step.names().stream().filter(name -> name.startsWith(ITEM)).sorted().findFirst();
      boolean mapped =
          step.request().body() instanceof Body.Markup && step.request().mapping().isPresent();
      step.names().stream()
          .filter(name -> name.startsWith("field.") && !mapped)
          .forEach(name -> at(step, name, "an XML body with mapping", "nothing else knows fields"));
      boolean enveloped =
          step.request().body() instanceof Body.Tree && step.request().mapping().isPresent();
      if (step.names().contains("mapping.names") && !enveloped) {
        at(step, "mapping.names", "a body of json with mapping", "nothing else knows the fields");
      }
      if (step.each().isEmpty() && item.isPresent()) {
        at(step, item.get(), "a step with each", "there is no item without a list");
      }
      if (step.each().isPresent() && item.isEmpty() && !readsFound(step)) {
        at(
            step,
            "no name item.*",
            "item.key, item.index, item.text, …",
            "all items would be one to this step");
      }
      step.each()
          .ifPresent(
              list ->
                  step.names().stream()
                      .filter(name -> name.startsWith(ITEM) && !list.has(name))
                      .forEach(name -> at(step, name, "another name", "no " + list.one() + "'s")));
      if (step.each().isPresent() && step.extract().containsKey("foreignId")) {
        at(step, "foreignId", "another name", "this is the order's key, not the item's");
      }
    }
  }

  /** What was found out about an item tells items apart as well as a name of its own. */
  private boolean readsFound(Step step) {
    return connector.recipe().steps().values().stream()
        .filter(other -> other.each().equals(step.each()))
        .flatMap(other -> other.extract().keySet().stream())
        .anyMatch(name -> step.names().contains("found." + name));
  }

  private void flow(Purpose purpose, String allowed, String message) {
    String key = word(purpose);
    problems.add(new Problem(recipe.where(key), "/" + key, "", allowed, message));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
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
    problems.add(new Problem(node.where(), "/steps/" + step.name(), given, allowed, message));
  }
}
