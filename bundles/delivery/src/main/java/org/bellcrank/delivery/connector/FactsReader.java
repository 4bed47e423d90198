package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** Reads {@code facts.yaml}, which the schema has let through. */
final class FactsReader {

  private final List<Connector.ContextField> context;
  private final Problems problems;

  /**
   * @param context names that the metadata's address may read
   */
  FactsReader(List<Connector.ContextField> context, Problems problems) {
    this.context = context;
    this.problems = problems;
  }

  FieldFacts read(MapNode root) throws InvalidDocumentException {
    List<FieldFacts.Fact> facts = new ArrayList<>();
    for (MapNode node : root.maps("fields")) {
      facts.add(fact(node));
    }
    Optional<MapNode> metadata = root.optionalMap("metadata");
    return new FieldFacts(
        root.text("system"),
        root.text("edition"),
        root.text("object"),
        metadata.isEmpty()
            ? Optional.empty()
            : Optional.of(new MetadataPlaceReader(context, problems).read(metadata.get(), facts)),
        requests(root),
        List.copyOf(facts),
        deviations(root),
        TransportList.of(root));
  }

  private static List<FieldFacts.Deviation> deviations(MapNode root)
      throws InvalidDocumentException {
    List<FieldFacts.Deviation> deviations = new ArrayList<>();
    for (MapNode node : root.maps("fields")) {
      Optional<MapNode> editions = node.optionalMap("editions");
      if (editions.isPresent()) {
        for (String name : editions.get().keys()) {
          Optional<Integer> length = editions.get().map(name).optionalInteger("length");
          deviations.add(new FieldFacts.Deviation(name, node.text("name"), optionalLength(length)));
        }
      }
    }
    return List.copyOf(deviations);
  }

  private static OptionalInt optionalLength(Optional<Integer> length) {
    return length.isPresent() ? OptionalInt.of(length.get()) : OptionalInt.empty();
  }

  private static List<RequestRule> requests(MapNode root) throws InvalidDocumentException {
    List<RequestRule> rules = new ArrayList<>();
    for (MapNode node : root.maps("requests")) {
      Map<String, String> headers = new LinkedHashMap<>();
      Optional<MapNode> wanted = node.optionalMap("headers");
      if (wanted.isPresent()) {
        for (String name : wanted.get().keys()) {
          headers.put(name, wanted.get().text(name));
        }
      }
      rules.add(
          new RequestRule(
              node.where("path"),
              node.text("path"),
              node.text("method"),
              node.optionalBool("taken").orElse(true),
              headers,
              node.optionalEnum("body", RequestRule.Form.class),
              node.optionalBool("over").orElse(false),
              node.text("source")));
    }
    return List.copyOf(rules);
  }

  private static FieldFacts.Fact fact(MapNode node) throws InvalidDocumentException {
    Optional<Integer> length = node.optionalInteger("length");
    return new FieldFacts.Fact(
        node.where("name"),
        node.text("name"),
        node.optionalText("of").filter("asset"::equals).isPresent(),
        node.enumValue("type", Mapping.Type.class),
        node.optionalEnum("as", Encoding.class).orElse(Encoding.PLAIN),
        optionalLength(length),
        node.optionalText("case").orElse("any").equals("upper"),
        node.optionalBool("creatable").orElse(true),
        node.optionalBool("updatable").orElse(true),
        node.optionalBool("filterable").orElse(false),
        node.optionalEnum("required", Mapping.Required.class).orElse(Mapping.Required.OPTIONAL),
        optional(node.optionalNumber("lowest")),
        optional(node.optionalNumber("highest")),
        node.texts("codes"),
        node.optionalEnum("readBack", FieldFacts.ReadBack.class)
            .orElse(FieldFacts.ReadBack.AS_SENT),
        node.text("source"));
  }

  private static OptionalDouble optional(Optional<Double> number) {
    return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
  }
}
