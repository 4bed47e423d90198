package org.bellcrank.delivery.connector;

import java.util.List;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Checks that what proves who sends has its place in the requests, and there alone. */
final class ProofCheck {

  private final Connector connector;
  private final MapNode recipe;
  private final MapNode root;
  private final Problems problems;

  ProofCheck(Connector connector, MapNode recipe, MapNode root, Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.root = root;
    this.problems = problems;
  }

  void run() {
    for (Step step : connector.recipe().steps().values()) {
      connector.signing().ifPresent(signing -> headers(step, signing.header()));
      if (isSecured(step) && connector.security().isEmpty()) {
        at(step, "${security}", "security in connector.yaml", "nothing says how it is filled");
      }
    }
    List<Step> secured =
        connector.recipe().steps().values().stream().filter(ProofCheck::isSecured).toList();
    if (connector.security().isPresent() && secured.isEmpty()) {
      problems.add(
          new Problem(
              root.where("security"),
              "/security",
              "no body with a place for it",
              "XML bodies with ${security} where the header goes",
              "it would never be sent"));
    }
  }

  private void headers(Step step, String header) {
    step.request().headers().keySet().stream()
        .filter(header::equalsIgnoreCase)
        .forEach(name -> at(step, name, "other headers", "the signature goes there"));
  }

  private static boolean isSecured(Step step) {
    return step.request().body() instanceof Body.Markup markup && markup.secured();
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
