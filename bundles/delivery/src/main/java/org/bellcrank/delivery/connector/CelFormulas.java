package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Node;
import org.bellcrank.expression.Declarations;
import org.bellcrank.expression.Expression;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;
import org.bellcrank.expression.Outcome;
import org.bellcrank.expression.Type;
import org.bellcrank.workorder.OrderFields;

/** Expressions in CEL over the order, the instance, the delivery and what its steps found. */
final class CelFormulas implements Formulas {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  private final Declarations declarations;

  private CelFormulas(Declarations declarations) {
    this.declarations = declarations;
  }

  /** Expressions that may read the context of an instance and what the steps extract. */
  static Formulas over(
      List<Connector.ContextField> context, List<String> extracted, List<String> mapped) {
    Map<String, Declarations.Variable> names = new TreeMap<>();
    for (OrderFields.Field field : OrderFields.all()) {
      name(names, field.name(), type(field.kind()), field.meaning());
    }
    instance(names, context);
    name(names, "delivery.id", Type.TEXT, "the same for each repeat of the same delivery");
    name(names, "delivery.generation", Type.INTEGER, "grows each time it is sent after a refusal");
    name(names, "delivery.doubt", Type.BOOLEAN, "whether a change may have been made unseen");
    name(names, "delivery.round", Type.INTEGER, "how often a change was answered but not made");
    name(names, "delivery.step", Type.TEXT, "name of the step");
    name(names, "delivery.foreignId", Type.TEXT, "the order's key in the CMMS");
    name(names, "delivery.change", Type.TEXT, "what changed, one line; for updates");
    name(names, "attachment.name", Type.TEXT, "file name, unique for order and content");
    name(names, "attachment.mediaType", Type.TEXT, "for example image/jpeg");
    name(names, "attachment.sha256", Type.TEXT, "content hash");
    name(names, "attachment.bytes", Type.INTEGER, "length of the content");
    name(names, "attachment.role", Type.TEXT, "ANNOTATED, ORIGINAL, THUMBNAIL, DOCUMENT");
    name(names, "attachment.link", Type.TEXT, "where a person sees it, if the instance says links");
    name(names, "attachment.base64", Type.TEXT, "the content in base64");
    name(names, "item.index", Type.INTEGER, "of a step with each: number of the item, from 1");
    name(names, "item.count", Type.INTEGER, "how many items there are");
    name(names, "item.key", Type.TEXT, "the item's own key: the reference, -T (part: -P), number");
    name(names, "item.text", Type.TEXT, "what is to be done; a part's quantity, number and words");
    name(names, "item.minutes", Type.INTEGER, "of a task: planned; missing where nobody did");
    name(names, "item.number", Type.TEXT, "of a part: its number in the plant's stores");
    name(names, "item.quantity", Type.INTEGER, "of a part: how much, above 0");
    name(names, "item.unit", Type.TEXT, "of a part: of the quantity; missing for the stores' own");
    name(names, "item.name", Type.TEXT, "of a part: in words; missing where nobody said any");
    name(names, "mapping.names", Type.TEXT, "of a body in an envelope: names of the mapped fields");
    mapped.forEach(m -> name(names, m, Type.TEXT, "of an XML body: what the mapping writes"));
    extracted.forEach(e -> name(names, "found." + e, Type.TEXT, "what a step extracted"));
    return built(names);
  }

  /** Expressions of a question for what changed: the instance's context, time and page. */
  static Formulas ofQuestion(List<Connector.ContextField> context) {
    Map<String, Declarations.Variable> names = new TreeMap<>();
    instance(names, context);
    name(names, "mark.since", Type.TEXT, "not before this time of the CMMS's clock, as written");
    name(names, "page.number", Type.INTEGER, "number of the page, counted from pages.first");
    name(names, "page.offset", Type.INTEGER, "records before the page");
    name(names, "page.size", Type.INTEGER, "most records on a page");
    name(names, "page.next", Type.TEXT, "what the page before gave to go on; missing on the first");
    return built(names);
  }

  /** Expressions over what is taken from a record. */
  static Formulas ofRecord(List<Connector.ContextField> context, Map<String, Type> taken) {
    Map<String, Declarations.Variable> names = new TreeMap<>();
    instance(names, context);
    taken.forEach(
        (name, type) -> name(names, OrderReading.PREFIX + name, type, "taken from the record"));
    return built(names);
  }

  /** Expressions of what a call carries: the instance's context and what logins gave. */
  static Formulas ofSession(List<Connector.ContextField> context, List<String> given) {
    return built(session(context, given));
  }

  /**
   * Expressions of a login, which alone reads the credential too.
   *
   * @param asserts whether there is an assertion to read
   */
  static Formulas ofLogin(
      List<Connector.ContextField> context, List<String> given, boolean asserts) {
    Map<String, Declarations.Variable> names = session(context, given);
    credential(names);
    if (asserts) {
      name(names, Assertion.NAME, Type.TEXT, "the signed assertion of this login");
    }
    return built(names);
  }

  /** Expressions of an assertion, which is no secret to whom it is for. */
  static Formulas ofAssertion(List<Connector.ContextField> context) {
    Map<String, Declarations.Variable> names = new TreeMap<>();
    instance(names, context);
    name(names, "credential.user", Type.TEXT, "of user:password");
    return built(names);
  }

  private static Map<String, Declarations.Variable> session(
      List<Connector.ContextField> context, List<String> given) {
    Map<String, Declarations.Variable> names = new TreeMap<>();
    instance(names, context);
    given.forEach(g -> name(names, Session.NAME + g, Type.TEXT, "what a login gave"));
    return names;
  }

  /** Expressions of a part of a signature; only its key reads what is secret. */
  static Formulas ofSignature(List<Connector.ContextField> context, ProofReader.Part part) {
    Map<String, Declarations.Variable> names = new TreeMap<>();
    instance(names, context);
    switch (part) {
      case KEY -> credential(names);
      case QUERY -> name(names, "credential.user", Type.TEXT, "of user:password");
      case TEXT -> {
        name(names, "sign.method", Type.TEXT, "for example POST");
        name(names, "sign.host", Type.TEXT, "host and, where the address names it, port");
        name(names, "sign.path", Type.TEXT, "path as it is sent");
        name(names, "sign.query", Type.TEXT, "query as it is sent; empty for none");
      }
    }
    if (part != ProofReader.Part.KEY) {
      name(names, "sign.epochMillis", Type.INTEGER, "when it is sent, ms since 1970 UTC");
      name(names, "sign.epochSeconds", Type.INTEGER, "when it is sent, s since 1970 UTC");
    }
    return built(names);
  }

  private static void credential(Map<String, Declarations.Variable> names) {
    name(names, "credential.secret", Type.TEXT, "the instance's credential as a whole");
    name(names, "credential.user", Type.TEXT, "of user:password");
    name(names, "credential.password", Type.TEXT, "of user:password");
  }

  private static void instance(
      Map<String, Declarations.Variable> names, List<Connector.ContextField> context) {
    name(names, "instance.id", Type.TEXT, "id of the connector instance");
    name(names, "instance.address", Type.TEXT, "base address of the CMMS");
    context.forEach(c -> name(names, "instance." + c.name(), Type.TEXT, c.meaning()));
  }

  private static CelFormulas built(Map<String, Declarations.Variable> names) {
    Declarations.Builder builder = Declarations.builder();
    names.values().forEach(v -> builder.variable(v.name(), v.type(), v.description()));
    return new CelFormulas(builder.build());
  }

  private static void name(
      Map<String, Declarations.Variable> names, String name, Type type, String meaning) {
    names.putIfAbsent(name, new Declarations.Variable(name, type, meaning));
  }

  private static Type type(OrderFields.Kind kind) {
    return switch (kind) {
      case TEXT -> Type.TEXT;
      case NUMBER -> Type.NUMBER;
      case WHOLE -> Type.INTEGER;
      case INSTANT -> Type.TIMESTAMP;
      case TEXT_LIST -> Type.TEXT_LIST;
    };
  }

  @Override
  public Formula compile(Node at, String text) throws InvalidDocumentException {
    return compile(at, text, Type.ANY);
  }

  @Override
  public Formula compile(Node at, String text, Type type) throws InvalidDocumentException {
    try {
      return new Compiled(LANGUAGE.compile(text, declarations, type));
    } catch (InvalidExpressionException broken) {
      throw new InvalidDocumentException(broken.problems(at));
    }
  }

  private record Compiled(Expression expression) implements Formula {

    @Override
    public Set<String> names() {
      return expression.variables();
    }

    @Override
    public String text() {
      return expression.text();
    }

    @Override
    public Optional<Object> value(Map<String, Object> known) {
      Outcome outcome = expression.evaluate(known);
      if (outcome instanceof Outcome.Value value) {
        return Optional.of(value.value());
      }
      Outcome.Undecidable undecidable = (Outcome.Undecidable) outcome;
      if (undecidable.missing().isEmpty()) {
        throw new FormulaException(
            "The expression %s cannot be computed: %s. The order was not sent."
                .formatted(expression.text(), undecidable.reason()));
      }
      return Optional.empty();
    }
  }
}
