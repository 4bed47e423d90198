package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.delivery.connector.OrderReading.Call;
import org.bellcrank.delivery.connector.OrderReading.Changed;
import org.bellcrank.delivery.connector.OrderReading.Form;
import org.bellcrank.delivery.connector.OrderReading.Identity;
import org.bellcrank.delivery.connector.OrderReading.One;
import org.bellcrank.delivery.connector.OrderReading.Pages;
import org.bellcrank.delivery.connector.OrderReading.Taken;
import org.bellcrank.delivery.connector.OrderReading.Verdict;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Suggestion;
import org.bellcrank.expression.Type;
import org.bellcrank.workorder.OrderStatus;

/** Reads {@code reading.yaml}, which the schema has let through. */
final class OrderReadingReader {

  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration COMPARE = Duration.ofDays(1);
  private static final Duration OVERLAP = Duration.ofMinutes(2);
  private static final int SIZE = 100;
  private static final Form PLAIN = new Form(Encoding.PLAIN, "", Optional.empty());

  private final List<Connector.ContextField> context;
  private final Formulas ofOrders;
  private final Formulas ofQuestions;
  private final Content.Format format;
  private final Problems problems;

  /**
   * Reads with the names of a connector.
   *
   * @param ofOrders compiles what asks for one order: as in the recipe
   * @param format of answers whose call does not say it
   */
  OrderReadingReader(
      List<Connector.ContextField> context,
      Formulas ofOrders,
      Content.Format format,
      Problems problems) {
    this.context = context;
    this.ofOrders = ofOrders;
    this.format = format;
    this.problems = problems;
    ofQuestions = CelFormulas.ofQuestion(context);
  }

  OrderReading read(MapNode root) throws InvalidDocumentException {
    Map<String, Taken> names = names(root.map("names"));
    Formulas ofRecords = CelFormulas.ofRecord(context, types(names));
    Optional<MapNode> changed = root.optionalMap("changed");
    Optional<MapNode> one = root.optionalMap("one");
    Optional<MapNode> hook = root.optionalMap("hook");
    Duration every = root.optionalDuration("every").orElse(EVERY);
    MapNode status = root.map("status");
    return new OrderReading(
        every,
        root.optionalDuration("compare").orElse(changed.isPresent() ? COMPARE : every),
        changed.isPresent() ? Optional.of(changed(changed.get())) : Optional.empty(),
        one.isPresent() ? Optional.of(one(one.get())) : Optional.empty(),
        names,
        identity(root.map("order"), ofRecords),
        ofRecords.compile(status.get("from"), status.text("from")),
        meanings(status.map("values")),
        closure(root.optionalMap("closure"), ofRecords),
        verdicts(root, ofRecords),
        hook.isPresent()
            ? Optional.of(new WebHookReader(problems).read(hook.get()))
            : Optional.empty());
  }

  private Changed changed(MapNode node) throws InvalidDocumentException {
    Call call = call(node, ofQuestions);
    paths(call.format()).list(node, "each");
    Optional<MapNode> since = node.optionalMap("since");
    return new Changed(
        call,
        node.text("each"),
        since.isPresent() ? form(since.get()) : PLAIN,
        node.optionalDuration("overlap").orElse(OVERLAP),
        pages(node.optionalMap("pages"), call.format()),
        node.optionalBool("sorted").orElse(false));
  }

  private Pages pages(Optional<MapNode> given, Content.Format written)
      throws InvalidDocumentException {
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

  private One one(MapNode node) throws InvalidDocumentException {
    Call call = call(node, ofOrders);
    paths(call.format()).step(node);
    paths(call.format()).list(node, "at");
    return new One(
        call, recipes(ofOrders).pick(node.optionalMap("pick")), node.optionalText("at").orElse(""));
  }

  private Call call(MapNode node, Formulas formulas) throws InvalidDocumentException {
    Content.Format written = node.optionalEnum("format", Content.Format.class).orElse(format);
    return new Call(
        node.text("route"),
        recipes(formulas).request(node.map("request")),
        new AnswerRulesReader(written, problems).read(node.maps("answers")),
        written);
  }

  private RecipeReader recipes(Formulas formulas) {
    return new RecipeReader(formulas, problems, format);
  }

  private PathCheck paths(Content.Format written) {
    return new PathCheck(written, problems);
  }

  private Map<String, Taken> names(MapNode node) throws InvalidDocumentException {
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

  private Form form(MapNode node) throws InvalidDocumentException {
    Optional<Node> zone = node.find("zone");
    return new Form(
        node.optionalEnum("as", Encoding.class).orElse(Encoding.PLAIN),
        node.optionalText("format").orElse(""),
        zone.isEmpty() ? Optional.empty() : Optional.of(Template.of(zone.get(), ofQuestions)));
  }

  private static Map<String, Type> types(Map<String, Taken> names) {
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

  /** A text may be written from whatever there is. */
  private static Type kind(ClosureFields.Kind kind) {
    return switch (kind) {
      case TEXT -> Type.ANY;
      case NUMBER -> Type.NUMBER;
      case INSTANT -> Type.TIMESTAMP;
      case TEXT_LIST -> Type.TEXT_LIST;
    };
  }

  private static Identity identity(MapNode node, Formulas formulas)
      throws InvalidDocumentException {
    return new Identity(
        formula(node, "foreignId", formulas),
        formula(node, "reference", formulas),
        node.has("changedAt")
            ? Optional.of(
                formulas.compile(node.get("changedAt"), node.text("changedAt"), Type.TIMESTAMP))
            : Optional.empty(),
        formula(node, "changedBy", formulas));
  }

  private static Optional<Formula> formula(MapNode node, String key, Formulas formulas)
      throws InvalidDocumentException {
    return node.has(key)
        ? Optional.of(formulas.compile(node.get(key), node.text(key)))
        : Optional.empty();
  }

  private static Map<String, OrderStatus> meanings(MapNode node) throws InvalidDocumentException {
    Map<String, OrderStatus> meanings = new LinkedHashMap<>();
    for (String word : node.keys()) {
      meanings.put(word, node.enumValue(word, OrderStatus.class));
    }
    return meanings;
  }

  private Map<String, Formula> closure(Optional<MapNode> given, Formulas formulas)
      throws InvalidDocumentException {
    Map<String, Formula> fields = new LinkedHashMap<>();
    if (given.isEmpty()) {
      return fields;
    }
    List<String> known = ClosureFields.all().stream().map(ClosureFields.Field::name).toList();
    for (String name : given.get().keys()) {
      if (known.contains(name)) {
        fields.put(
            name,
            formulas.compile(
                given.get().get(name),
                given.get().text(name),
                kind(ClosureFields.find(name).orElseThrow().kind())));
      } else {
        problems.add(
            given
                .get()
                .get(name)
                .problem(
                    String.join(", ", known),
                    Suggestion.closest(name, known)
                        .map(near -> "no field of an end, did you mean \"" + near + "\"")
                        .orElse("no field of an end")));
      }
    }
    return fields;
  }

  private static List<Verdict> verdicts(MapNode root, Formulas formulas)
      throws InvalidDocumentException {
    List<Verdict> verdicts = new ArrayList<>();
    for (MapNode node : root.maps("outcome")) {
      verdicts.add(
          new Verdict(
              formulas.compile(node.get("when"), node.text("when"), Type.BOOLEAN),
              node.enumValue("is", Outcome.class)));
    }
    return verdicts;
  }
}
