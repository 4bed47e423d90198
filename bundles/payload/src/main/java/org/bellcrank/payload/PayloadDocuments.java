package org.bellcrank.payload;

import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.Declarations;
import org.bellcrank.expression.Expression;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;
import org.bellcrank.expression.Type;

/** Reads mappings from site documents that already fit their schema. For one thread at a time. */
public final class PayloadDocuments {

  /** What an expression of a mapping may name. */
  static final Declarations NAMES =
      Declarations.builder()
          .variable("topic", Type.TEXT, "where the message came")
          .variable("level", Type.TEXT_LIST, "levels of the topic, level[0] is the first")
          .variable("received", Type.TIMESTAMP, "when it came, by the gateway's clock")
          .variable("retained", Type.BOOLEAN, "whether the broker had kept it from before")
          .variable("contentType", Type.TEXT, "as its sender named it, application/xml; or empty")
          .variable("data", Type.DATA, "the message as its format reads it")
          .variable("item", Type.DATA, "one of what each yields; the message without each")
          .variable("index", Type.INTEGER, "which item that is, from 0")
          .build();

  private static final Declarations DETECTION_NAMES =
      Declarations.builder()
          .all(NAMES)
          .variable("detection", Type.DATA, "one of what detections yields")
          .build();

  private final ExpressionLanguage language;
  private final List<Problem> problems = new ArrayList<>();

  /** A reader whose expressions are compiled by {@code language}. */
  public PayloadDocuments(ExpressionLanguage language) {
    this.language = language;
  }

  /**
   * Reads the mappings.
   *
   * @param nodes the maps of every {@code payloads} list
   * @throws InvalidDocumentException with every mistake
   */
  public PayloadMappings read(List<MapNode> nodes) throws InvalidDocumentException {
    problems.clear();
    List<Mapping> mappings = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (MapNode node : nodes) {
      if (!ids.add(node.text("id"))) {
        problems.add(node.problem("id", "an id of its own", "two mappings have the same id"));
      }
      mapping(node).ifPresent(mappings::add);
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return new PayloadMappings(mappings);
  }

  private Optional<Mapping> mapping(MapNode node) throws InvalidDocumentException {
    int before = problems.size();
    List<TopicPattern> topics = topics(node);
    Format format = format(node);
    Times times = times(node, format instanceof LinesFormat ? "nanoseconds" : "iso");
    Optional<Expression> each = expression(node, "each", NAMES, Type.DATA);
    Optional<Expression> when = expression(node, "when", NAMES, Type.BOOLEAN);
    List<Target> targets =
        Arrays.stream(Target.values()).filter(possible -> node.has(possible.key())).toList();
    if (targets.size() != 1) {
      problems.add(
          node.problem(
              "one of "
                  + Arrays.stream(Target.values())
                      .map(Target::key)
                      .collect(Collectors.joining(", ")),
              "a mapping makes one thing; there may be several mappings of one topic"));
      return Optional.empty();
    }
    Target target = targets.get(0);
    MapNode made = node.map(target.key());
    Map<String, Expression> fields = new HashMap<>();
    Map<String, Expression> inner = new HashMap<>();
    for (String key : made.keys()) {
      if (target.has(key)) {
        expression(made, key, NAMES, Type.ANY).ifPresent(found -> fields.put(key, found));
      } else {
        expression(made, key, DETECTION_NAMES, Type.ANY).ifPresent(found -> inner.put(key, found));
      }
    }
    if (!target.identity().isEmpty() && target.identity().stream().noneMatch(made::has)) {
      problems.add(
          made.problem(
              target.identity().stream().sorted().collect(Collectors.joining(" or ")),
              "what is sent again could not be told from what is new; with received under at and no"
                  + " id, messages alike are one for ever"));
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new Mapping(node.text("id"), topics, format, times, each, when, target, fields, inner));
  }

  private List<TopicPattern> topics(MapNode node) throws InvalidDocumentException {
    List<TopicPattern> topics = new ArrayList<>();
    for (Node each : node.list("topics").items()) {
      TopicPattern.of(each.asText())
          .ifPresentOrElse(
              topics::add,
              () ->
                  problems.add(
                      each.problem(
                          "levels between slashes, + for one whole level, # as the last one",
                          "no topic filter")));
    }
    return topics;
  }

  private Format format(MapNode node) throws InvalidDocumentException {
    String kind = node.optionalText("format").orElse("json");
    needs(node, "columns", kind.equals("csv"));
    needs(node, "separator", kind.equals("csv"));
    needs(node, "fields", kind.equals("bytes"));
    needs(node, "order", kind.equals("bytes"));
    return switch (kind) {
      case "xml" -> new XmlFormat();
      case "csv" ->
          new CsvFormat(
              node.optionalText("separator").orElse(",").replace("tab", "\t").charAt(0),
              node.texts("columns"));
      case "lines" -> new LinesFormat();
      case "number" -> new PlainFormat(true);
      case "text" -> new PlainFormat(false);
      case "bytes" -> bytes(node);
      default -> new JsonFormat();
    };
  }

  private void needs(MapNode node, String key, boolean allowed) {
    if (node.has(key) && !allowed) {
      problems.add(
          node.problem(
              key,
              "nothing with this format",
              key.equals("fields") || key.equals("order")
                  ? "only with format bytes"
                  : "only with format csv"));
    }
  }

  private Format bytes(MapNode node) throws InvalidDocumentException {
    List<BytesFormat.Field> fields = new ArrayList<>();
    for (MapNode field : node.maps("fields")) {
      BytesFormat.Kind kind = BytesFormat.Kind.valueOf(field.text("type").toUpperCase(Locale.ROOT));
      boolean text = kind == BytesFormat.Kind.TEXT;
      if (text != field.has("length")) {
        problems.add(
            field.problem(
                "length with type text, and with no other", "a length that fits its type"));
      }
      fields.add(
          new BytesFormat.Field(
              field.text("name"),
              field.integer("offset"),
              kind,
              field.optionalInteger("length").orElse(0),
              field.optionalBool("repeat").orElse(false)));
    }
    if (fields.isEmpty()) {
      problems.add(node.problem("fields", "format bytes needs its fields"));
    }
    return new BytesFormat(
        node.optionalText("order").orElse("big").equals("big")
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN,
        List.copyOf(fields));
  }

  private Times times(MapNode node, String usual) throws InvalidDocumentException {
    Times.Encoding encoding =
        Times.Encoding.valueOf(node.optionalText("times").orElse(usual).toUpperCase(Locale.ROOT));
    Optional<ZoneId> zone = Optional.empty();
    if (node.has("zone")) {
      try {
        zone = Optional.of(ZoneId.of(node.text("zone")));
      } catch (DateTimeException e) {
        problems.add(node.problem("zone", "for example Europe/Berlin", "no time zone"));
      }
      if (encoding != Times.Encoding.ISO) {
        problems.add(node.problem("zone", "only with times iso", "numbers need no zone"));
      }
    }
    return new Times(encoding, zone);
  }

  private Optional<Expression> expression(MapNode node, String key, Declarations names, Type result)
      throws InvalidDocumentException {
    if (!node.has(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(language.compile(node.text(key), names, result));
    } catch (InvalidExpressionException e) {
      problems.addAll(e.problems(node.get(key)));
      return Optional.empty();
    }
  }
}
