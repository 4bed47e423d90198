package org.bellcrank.delivery.connector;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Suggestion;

/** Reads {@code metadata} of {@code facts.yaml}, which the schema has let through. */
final class MetadataPlaceReader {

  private final RecipeReader requests;
  private final Formulas formulas;
  private final Problems problems;

  MetadataPlaceReader(List<Connector.ContextField> context, Problems problems) {
    formulas = CelFormulas.ofSession(context, List.of());
    requests = new RecipeReader(formulas, problems);
    this.problems = problems;
  }

  MetadataPlace read(MapNode node, List<FieldFacts.Fact> facts) throws InvalidDocumentException {
    List<String> known = facts.stream().map(FieldFacts.Fact::name).toList();
    Map<String, String> elsewhere = new LinkedHashMap<>();
    Optional<MapNode> others = node.optionalMap("elsewhere");
    if (others.isPresent()) {
      for (String entity : others.get().keys()) {
        for (Node name : others.get().list(entity)) {
          elsewhere.put(known(name, name.asText(), known), entity);
        }
      }
    }
    Map<String, String> names = new LinkedHashMap<>();
    Optional<MapNode> called = node.optionalMap("names");
    if (called.isPresent()) {
      for (String name : called.get().keys()) {
        names.put(known(called.get().get(name), name, known), called.get().text(name));
      }
    }
    Set<String> without = new LinkedHashSet<>();
    if (node.has("without")) {
      for (Node name : node.list("without")) {
        without.add(known(name, name.asText(), known));
      }
    }
    MetadataPlace.Kind kind = node.enumValue("kind", MetadataPlace.Kind.class);
    return new MetadataPlace(
        node.where("kind"),
        kind,
        call(node),
        node.optionalText("below"),
        node.text("entity"),
        elsewhere,
        names,
        without);
  }

  private Optional<MetadataPlace.Call> call(MapNode node) throws InvalidDocumentException {
    Optional<String> route = node.optionalText("route");
    if (route.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MetadataPlace.Call(
            route.get(),
            node.has("path")
                ? Template.of(node.get("path"), formulas)
                : Template.of(node.get("route"), "", formulas),
            requests.templates(node.optionalMap("query")),
            requests.templates(node.optionalMap("headers"))));
  }

  private String known(Node node, String name, List<String> known) {
    if (!known.contains(name)) {
      problems.add(
          node.problem(
              Suggestion.closest(name, known).orElse("a field of facts.yaml"),
              "no field of these facts is called " + name));
    }
    return name;
  }
}
