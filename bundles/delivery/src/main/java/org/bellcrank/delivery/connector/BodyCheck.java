package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Checks what bodies send, and where what they lay their fields over comes from. */
final class BodyCheck {

  private final Connector connector;
  private final MapNode recipe;
  private final Problems problems;

  BodyCheck(Connector connector, MapNode recipe, Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.problems = problems;
  }

  void run() {
    for (Step step : connector.recipe().steps().values()) {
      contentType(step);
      wholes(step);
    }
    for (Purpose purpose : Purpose.values()) {
      List<Step> flow = connector.recipe().flow(purpose);
      for (int i = 0; i < flow.size(); i++) {
        evidence(purpose, flow.get(i));
        base(purpose, flow.subList(0, i), flow.get(i));
      }
    }
  }

  /** The boundary in it is known only once the body is written. */
  private void contentType(Step step) {
    if (step.request().body() instanceof Body.Parts) {
      step.request().headers().keySet().stream()
          .filter(name -> name.equalsIgnoreCase("Content-Type"))
          .forEach(
              name ->
                  at(step, "request", name, "other headers", "a body of parts sets this header"));
    }
  }

  /** Only then is it read anew whenever the step behind it is sent. */
  private void wholes(Step step) {
    for (Map.Entry<String, Step.Extract> entry : step.extract().entrySet()) {
      if (!entry.getValue().whole()) {
        continue;
      }
      if (step.effect() != Step.Effect.READ || step.when().isPresent()) {
        at(
            step,
            "extract",
            entry.getKey(),
            "whole in a step of effect read without when",
            "it is read anew each time that the next step is sent");
      }
      if (!step.expect().contains(entry.getKey())) {
        at(
            step,
            "expect",
            String.join(", ", step.expect()),
            entry.getKey() + " among them",
            "where it is not there any more, nothing could be laid over it");
      }
      if (entry.getValue().header().isPresent()) {
        at(step, "extract", entry.getKey(), "whole from a body", "only that has objects");
      }
    }
  }

  private void evidence(Purpose purpose, Step step) {
    Body body = step.request().body();
    boolean sends =
        body instanceof Body.Raw
            || body instanceof Body.Parts parts
                && parts.parts().stream().anyMatch(part -> part.content() instanceof Body.Raw);
    if (sends && purpose != Purpose.ATTACH) {
      at(step, "request", "evidence in " + key(purpose), "the flow attach", "there is no file");
    }
  }

  private void base(Purpose purpose, List<Step> before, Step step) {
    step.request()
        .body()
        .base()
        .filter(base -> before.isEmpty() || !reads(before.get(before.size() - 1), step, base))
        .ifPresent(
            base ->
                at(
                    step,
                    "request",
                    "over: " + base.name(),
                    "a name that the step right before it in %s extracts whole"
                        .formatted(key(purpose)),
                    "what it lays its fields over was not just read"));
    step.request()
        .body()
        .base()
        .flatMap(base -> before.isEmpty() ? Optional.empty() : last(before, base))
        .ifPresent(reading -> languages(reading, step));
  }

  private static Optional<Step> last(List<Step> before, Body.Base base) {
    return Optional.of(before.get(before.size() - 1))
        .filter(reading -> reading.extract().containsKey(base.name()));
  }

  /** An element has no lists and no parts, and what goes over it has to be of its language. */
  private void languages(Step reading, Step step) {
    boolean xml = step.request().body() instanceof Body.Markup;
    if (xml != (reading.format() == Content.Format.XML)) {
      at(
          step,
          "request",
          xml ? "xml over " + reading.name() : "json over " + reading.name(),
          "an answer of the same format under it",
          "one cannot be laid over the other");
    }
    connector.mapping().fields().stream()
        .filter(field -> xml && field.on().contains(step.request().mapping().orElse("")))
        .filter(BodyCheck::isNested)
        .forEach(
            field ->
                at(
                    step,
                    "request",
                    field.to(),
                    "a plain field without parts, places, lines or empty",
                    "it cannot be laid over an element"));
  }

  private static boolean isNested(Mapping.Field field) {
    return field.form().encoding() == Encoding.PARTS
        || field.form().empty() != Mapping.Empty.OMIT
        || field.form().wrap().isPresent()
        || Json.parts(field.to()).stream().anyMatch(part -> part.matches("\\d{1,6}|\\*"));
  }

  private static boolean reads(Step reading, Step step, Body.Base base) {
    Step.Extract extract = reading.extract().get(base.name());
    return extract != null && extract.whole() && reading.each().equals(step.each());
  }

  private static String key(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  private void at(Step step, String key, String given, String allowed, String message) {
    MapNode node =
        recipe
            .find("steps")
            .filter(MapNode.class::isInstance)
            .flatMap(steps -> ((MapNode) steps).find(step.name()))
            .filter(MapNode.class::isInstance)
            .map(MapNode.class::cast)
            .orElse(recipe);
    problems.add(
        new Problem(node.where(key), "/steps/" + step.name() + "/" + key, given, allowed, message));
  }
}
