package org.bellcrank.delivery.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.connector.OrderReading.Call;
import org.bellcrank.delivery.connector.OrderReading.Form;
import org.bellcrank.delivery.connector.OrderReading.Pages;
import org.bellcrank.delivery.connector.OrderReading.Taken;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.expression.Type;

/** Reads what all questions to a CMMS have: calls, pages and what is taken from a record. */
final class QuestionReader {

  private static final int SIZE = 100;

  /** A time as ISO-8601 writes it. */
  static final Form PLAIN = new Form(Encoding.PLAIN, "", Optional.empty());

  private final Formulas ofQuestions;
  private final Content.Format format;
  private final Problems problems;

  /**
   * Reads with the names of a connector.
   *
   * @param format of answers whose call does not say it
   */
  QuestionReader(List<Connector.ContextField> context, Content.Format format, Problems problems) {
    this.format = format;
    this.problems = problems;
    ofQuestions = CelFormulas.ofQuestion(context);
  }

  /** What questions for several records read. */
  Formulas ofQuestions() {
    return ofQuestions;
  }

  Call call(MapNode node, Formulas formulas) throws InvalidDocumentException {
    Content.Format written = node.optionalEnum("format", Content.Format.class).orElse(format);
    return new Call(
        node.text("route"),
        recipes(formulas).request(node.map("request")),
        new AnswerRulesReader(written, problems).read(node.maps("answers")),
        written);
  }

  RecipeReader recipes(Formulas formulas) {
    return new RecipeReader(formulas, problems, format);
  }

  PathCheck paths(Content.Format written) {
    return new PathCheck(written, problems);
  }

  Pages pages(Optional<MapNode> given, Content.Format written) throws InvalidDocumentException {
    if (given.isEmpty()) {
      return new Pages(OrderReading.By.ALL, SIZE, 0, Optional.empty());
    }
    MapNode node = given.get();
    paths(written).single(node, "next");
    return new Pages(
        node.enumValue("by", OrderReading.By.class),
        node.optionalInteger("size").orElse(SIZE),
        node.optionalInteger("first").orElse(0),
        node.optionalText("next"));
  }

  Map<String, Taken> names(MapNode node) throws InvalidDocumentException {
    Map<String, Taken> names = new LinkedHashMap<>();
    for (String name : node.keys()) {
      Node value = node.get(name);
      if (value instanceof MapNode map) {
        paths(format).single(map, "at");
        paths(format).list(map, "each");
        paths(format).single(map, "time");
        names.put(
            name,
            new Taken(
                map.text("at"),
                map.optionalText("each"),
                where(map),
                map.optionalBool("sum").orElse(false),
                map.optionalText("time"),
                map.optionalEnum("type", Mapping.Type.class).orElse(Mapping.Type.TEXT),
                form(map),
                map.optionalText("none")));
      } else {
        paths(format).single(node, name);
        names.put(
            name,
            new Taken(
                value.asText(),
                Optional.empty(),
                Map.of(),
                false,
                Optional.empty(),
                Mapping.Type.TEXT,
                PLAIN,
                Optional.empty()));
      }
    }
    return names;
  }

  private static Map<String, String> where(MapNode node) throws InvalidDocumentException {
    Map<String, String> where = new LinkedHashMap<>();
    Optional<MapNode> given = node.optionalMap("where");
    if (given.isPresent()) {
      for (String path : given.get().keys()) {
        where.put(path, given.get().text(path));
      }
    }
    return where;
  }

  Form form(MapNode node) throws InvalidDocumentException {
    Optional<Node> zone = node.find("zone");
    return new Form(
        node.optionalEnum("as", Encoding.class).orElse(Encoding.PLAIN),
        node.optionalText("format").orElse(""),
        zone.isEmpty() ? Optional.empty() : Optional.of(Template.of(zone.get(), ofQuestions)));
  }

  static Map<String, Type> types(Map<String, Taken> names) {
    Map<String, Type> types = new LinkedHashMap<>();
    names.forEach(
        (name, taken) -> types.put(name, taken.isList() ? Type.TEXT_LIST : type(taken.type())));
    return types;
  }

  private static Type type(Mapping.Type type) {
    return switch (type) {
      case TEXT -> Type.TEXT;
      case WHOLE -> Type.INTEGER;
      case NUMBER -> Type.NUMBER;
      case INSTANT -> Type.TIMESTAMP;
      case BOOL -> Type.BOOLEAN;
    };
  }

  static Optional<Formula> formula(MapNode node, String key, Formulas formulas)
      throws InvalidDocumentException {
    return node.has(key)
        ? Optional.of(formulas.compile(node.get(key), node.text(key)))
        : Optional.empty();
  }
}
