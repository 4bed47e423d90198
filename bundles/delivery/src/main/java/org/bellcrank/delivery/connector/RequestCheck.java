package org.bellcrank.delivery.connector;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Holds the recipe's requests against what the facts say of such requests. */
final class RequestCheck {

  private final Connector connector;
  private final MapNode recipe;
  private final Problems problems;

  RequestCheck(Connector connector, MapNode recipe, Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.problems = problems;
  }

  void run() {
    for (Step step : connector.recipe().steps().values()) {
      connector.facts().requests().stream()
          .filter(rule -> rule.isAbout(step.request()))
          .forEach(rule -> held(step, rule));
    }
  }

  private void held(Step step, RequestRule rule) {
    Step.Request request = step.request();
    if (!rule.taken()) {
      add(step, "method", request.method(), "another way", "such a request is not taken", rule);
      return;
    }
    rule.headers().forEach((name, value) -> header(step, rule, name, value));
    RequestRule.Form given = RequestRule.Form.of(request.body());
    if (rule.body().filter(wanted -> wanted != given).isPresent()) {
      add(
          step,
          "body",
          word(given),
          word(rule.body().get()),
          "a body in another form than the vendor reads",
          rule);
    }
    if (rule.over() && request.body().base().isEmpty()) {
      add(
          step,
          "body",
          "the mapped fields alone",
          "over: what was just read",
          "what it leaves out is emptied",
          rule);
    }
  }

  private void header(Step step, RequestRule rule, String name, String value) {
    Optional<String> given =
        step.request().headers().entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .map(Template::toString)
            .findFirst();
    if (given.isEmpty() || !value.equals("*") && !given.get().equals(value)) {
      add(
          step,
          "headers",
          given.map(text -> name + ": " + text).orElse("no " + name),
          value.equals("*") ? "the header " + name : name + ": " + value,
          "a request that the vendor does not take so",
          rule);
    }
  }

  private void add(
      Step step, String key, String given, String allowed, String message, RequestRule rule) {
    Optional<MapNode> node =
        recipe
            .find("steps")
            .filter(MapNode.class::isInstance)
            .flatMap(steps -> ((MapNode) steps).find(step.name()))
            .filter(MapNode.class::isInstance)
            .flatMap(found -> ((MapNode) found).find("request"))
            .filter(MapNode.class::isInstance)
            .map(MapNode.class::cast);
    problems.add(
        new Problem(
            node.orElse(recipe).where(key),
            "/steps/" + step.name() + "/request/" + key,
            given,
            allowed,
            message + "; " + rule.source()));
  }

  private static String word(RequestRule.Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }
}
