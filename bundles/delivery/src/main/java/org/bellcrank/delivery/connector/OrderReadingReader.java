package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.delivery.connector.OrderReading.Also;
import org.bellcrank.delivery.connector.OrderReading.Call;
import org.bellcrank.delivery.connector.OrderReading.Changed;
import org.bellcrank.delivery.connector.OrderReading.Identity;
import org.bellcrank.delivery.connector.OrderReading.One;
import org.bellcrank.delivery.connector.OrderReading.Taken;
import org.bellcrank.delivery.connector.OrderReading.Verdict;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Suggestion;
import org.bellcrank.expression.Type;
import org.bellcrank.workorder.OrderStatus;

/** Reads {@code reading.yaml}, which the schema has let through. */
final class OrderReadingReader {

  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration COMPARE = Duration.ofDays(1);
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private final List<Connector.ContextField> context;
  private final Formulas ofOrders;
  private final QuestionReader questions;
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
    this.problems = problems;
    questions = new QuestionReader(context, format, problems);
  }

  OrderReading read(MapNode root) throws InvalidDocumentException {
    Map<String, Taken> names = questions.names(root.map("names"));
    Formulas ofRecords = CelFormulas.ofRecord(context, QuestionReader.types(names));
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
        also(root.optionalMap("also"), ofRecords),
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
    Call call = questions.call(node, questions.ofQuestions());
    questions.paths(call.format()).list(node, "each");
    Optional<MapNode> since = node.optionalMap("since");
    return new Changed(
        call,
        node.text("each"),
        since.isPresent() ? questions.form(since.get()) : QuestionReader.PLAIN,
        node.optionalDuration("overlap").orElse(OVERLAP),
        questions.pages(node.optionalMap("pages"), call.format()),
        node.optionalBool("sorted").orElse(false));
  }

  private One one(MapNode node) throws InvalidDocumentException {
    Call call = questions.call(node, ofOrders);
    questions.paths(call.format()).step(node);
    questions.paths(call.format()).list(node, "at");
    return new One(
        call,
        questions.recipes(ofOrders).pick(node.optionalMap("pick")),
        node.optionalText("at").orElse(""));
  }

  private Map<String, Also> also(Optional<MapNode> given, Formulas ofRecords)
      throws InvalidDocumentException {
    Map<String, Also> also = new LinkedHashMap<>();
    if (given.isPresent()) {
      for (String name : given.get().keys()) {
        MapNode node = given.get().map(name);
        Call call = questions.call(node, ofRecords);
        questions.paths(call.format()).list(node, "at");
        also.put(
            name,
            new Also(
                call,
                ofRecords.compile(node.get("when"), node.text("when"), Type.BOOLEAN),
                node.optionalText("at").orElse("")));
      }
    }
    return also;
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
        QuestionReader.formula(node, "foreignId", formulas),
        QuestionReader.formula(node, "reference", formulas),
        node.has("changedAt")
            ? Optional.of(
                formulas.compile(node.get("changedAt"), node.text("changedAt"), Type.TIMESTAMP))
            : Optional.empty(),
        QuestionReader.formula(node, "changedBy", formulas));
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
