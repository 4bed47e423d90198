package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;

/** Reads {@code connector.yaml}, which the schema has let through. */
final class ConnectorReader {

  private static final Limits DEFAULT =
      new Limits(
          2,
          0,
          0,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          Duration.ofMinutes(5),
          5,
          Duration.ofMinutes(10));

  private ConnectorReader() {}

  static List<Connector.ContextField> context(MapNode root) throws InvalidDocumentException {
    List<Connector.ContextField> fields = new ArrayList<>();
    for (MapNode node : root.maps("context")) {
      fields.add(
          new Connector.ContextField(
              node.text("name"),
              node.optionalBool("required").orElse(false),
              node.text("meaning")));
    }
    return List.copyOf(fields);
  }

  static Verification verified(MapNode node) throws InvalidDocumentException {
    return new Verification(
        node.enumValue("against", Verification.Against.class), node.text("what").strip());
  }

  static List<Right> rights(MapNode root) throws InvalidDocumentException {
    List<Right> rights = new ArrayList<>();
    for (MapNode node : root.maps("rights")) {
      rights.add(
          new Right(
              constants(node.texts("may"), Right.Verb.class),
              node.text("on").strip(),
              constants(node.texts("for"), Right.Need.class)));
    }
    return List.copyOf(rights);
  }

  private static <E extends Enum<E>> Set<E> constants(List<String> names, Class<E> type) {
    Set<E> constants = EnumSet.noneOf(type);
    names.forEach(each -> constants.add(Enum.valueOf(type, each.toUpperCase(Locale.ROOT))));
    return constants;
  }

  static Limits limits(MapNode root) throws InvalidDocumentException {
    Optional<MapNode> given = root.optionalMap("limits");
    if (given.isEmpty()) {
      return DEFAULT;
    }
    MapNode node = given.get();
    return new Limits(
        node.optionalInteger("concurrency").orElse(DEFAULT.concurrency()),
        node.optionalInteger("requestsPerMinute").orElse(DEFAULT.requestsPerMinute()),
        node.optionalInteger("requestsPerHour").orElse(DEFAULT.requestsPerHour()),
        node.optionalDuration("connectTimeout").orElse(DEFAULT.connectTimeout()),
        node.optionalDuration("answerTimeout").orElse(DEFAULT.answerTimeout()),
        node.optionalDuration("firstPause").orElse(DEFAULT.firstPause()),
        node.optionalDuration("longestPause").orElse(DEFAULT.longestPause()),
        node.optionalInteger("attempts").orElse(DEFAULT.attempts()),
        node.optionalDuration("patience").orElse(DEFAULT.patience()));
  }

  static ErrorWords words(MapNode root) throws InvalidDocumentException {
    Optional<MapNode> node = root.optionalMap("errors");
    return node.isEmpty()
        ? new ErrorWords(List.of(), List.of(), List.of())
        : new ErrorWords(
            node.get().texts("words"), node.get().texts("code"), node.get().texts("field"));
  }

  static Connector.Attachments attachments(MapNode root) throws InvalidDocumentException {
    Optional<MapNode> given = root.optionalMap("attachments");
    if (given.isEmpty()) {
      return new Connector.Attachments(List.of(), 0, List.of(), 0);
    }
    MapNode node = given.get();
    return new Connector.Attachments(
        node.texts("roles").stream().map(role -> role.toUpperCase(Locale.ROOT)).toList(),
        node.integer("maxBytes"),
        node.texts("mediaTypes"),
        node.optionalInteger("maxCount").orElse(10));
  }

  static Optional<Template> link(MapNode root, Formulas formulas) throws InvalidDocumentException {
    Optional<Node> link = root.find("link");
    return link.isEmpty() ? Optional.empty() : Optional.of(Template.of(link.get(), formulas));
  }
}
