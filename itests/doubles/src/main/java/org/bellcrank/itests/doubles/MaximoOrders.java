package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates and changes the records of an object structure. Writers take turns, so that a repeated
 * transaction is seen.
 */
final class MaximoOrders {

  private final Settings settings;
  private final MaximoStructure structure;
  private final MaximoFields fields;
  private final MaximoRecord record;
  private final MaximoLinks links;
  private final Books books;
  private final MaximoChildren children;
  private final MaximoStatuses statuses;

  MaximoOrders(
      Settings settings, MaximoFields fields, MaximoRecord record, MaximoLinks links, Books books) {
    this.settings = settings;
    structure = fields.structure();
    this.fields = fields;
    this.record = record;
    this.links = links;
    this.books = books;
    children = new MaximoChildren(fields.children());
    statuses = record.statuses(structure);
  }

  /** The object structure's JSON Schema. */
  Map<String, Object> described() {
    return fields.schema();
  }

  /** A record was refused, for one reason or several. */
  static final class Refused extends Exception {
    private final transient List<CmmsError> errors;

    Refused(List<CmmsError> errors) {
      super(errors.toString());
      this.errors = List.copyOf(errors);
    }

    List<CmmsError> errors() {
      return errors;
    }
  }

  BookedOrder find(String key) throws CmmsError {
    return MaximoLinks.number(key)
        .flatMap(books::byNumber)
        .filter(order -> MaximoStructure.of(order) == structure)
        .orElseThrow(() -> new CmmsError("not-found", key));
  }

  synchronized Reply create(Request request, boolean lean)
      throws CmmsError, Json.Malformed, Refused {
    Optional<String> transaction = transaction(request);
    Optional<String> wanted = request.header("properties");
    MaximoSelect select = MaximoSelect.parse(wanted.orElse("*"));
    List<CmmsError> errors = new ArrayList<>();
    Map<String, Object> stored =
        fields.checked(MaximoShape.attributes(Json.readObject(request.body()), lean), errors);
    structure.complete(stored, settings);
    if (errors.stream().noneMatch(each -> "siteid".equals(each.attribute()))) {
      fields.registered(stored, errors);
    }
    if (errors.isEmpty()) {
      fields.required(stored, errors);
    }
    String number = number(stored, errors);
    refuse(errors);
    String status =
        (String) stored.getOrDefault("status", settings.text(structure.setting("status.default")));
    stored.remove("status");
    fields.located(stored);
    children.number(stored);
    BookedOrder order = kept(number, status, stored);
    transaction.ifPresent(books::remember);
    Reply created =
        wanted.isPresent()
            ? Reply.json(201, MaximoShape.shape(record.selected(order, request, select), lean))
            : Reply.empty(201);
    return created.with("Location", links.order(request, order));
  }

  /** Both structures write into the same books. */
  private BookedOrder kept(String number, String status, Map<String, Object> stored) {
    synchronized (books) {
      return books.create(books.nextId(), number, status, stored);
    }
  }

  /** Of a request a work order with its texts, which names it as its origin. */
  synchronized Optional<String> followUp(String ticket) {
    Optional<BookedOrder> request =
        books.byNumber(ticket).filter(each -> MaximoStructure.of(each) == MaximoStructure.REQUEST);
    if (request.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> work = new LinkedHashMap<>(request.get().fields());
    work.keySet().removeIf(column -> !fields.carries(column));
    work.put("origrecordid", ticket);
    work.put("origrecordclass", MaximoStructure.REQUEST.object());
    String number = number(work, new ArrayList<>());
    return Optional.of(kept(number, settings.text("status.default"), work).number());
  }

  synchronized Reply change(Request request, String key, boolean lean)
      throws CmmsError, Json.Malformed, Refused {
    BookedOrder order = find(key);
    if (!"PATCH".equals(request.header("x-method-override").orElse(""))) {
      throw new CmmsError("no-override", "");
    }
    Optional<String> transaction = transaction(request);
    Optional<String> stamp = request.header("if-match");
    if (stamp.isPresent() && !MaximoRecord.rowstamp(order).equals(stamp.get().replace("\"", ""))) {
      throw new CmmsError("rowstamp", order.number());
    }
    Map<String, Object> given = MaximoShape.attributes(Json.readObject(request.body()), lean);
    Optional<String> action = request.parameter("action");
    if (action.isPresent() && !"wsmethod:changeStatus".equals(action.get())) {
      throw new CmmsError("not-found", action.get());
    }
    BookedOrder changed =
        action.isPresent()
            ? status(order, given)
            : patched(order, given, "MERGE".equals(request.header("patchtype").orElse("")));
    transaction.ifPresent(books::remember);
    return action.isEmpty() && request.header("properties").isPresent()
        ? Reply.json(
            200,
            MaximoShape.shape(
                record.selected(changed, request, request.header("properties").get()), lean))
        : Reply.empty(204);
  }

  /** What {@link #change} would have answered; the transaction counts as done. */
  synchronized Reply unkept(Request request, String key, boolean lean)
      throws CmmsError, Json.Malformed {
    BookedOrder order = find(key);
    transaction(request).ifPresent(books::remember);
    String select = request.header("properties").orElse("");
    if (select.isEmpty()) {
      return Reply.empty(204);
    }
    Map<String, Object> answer = record.selected(order, request, select);
    Map<String, Object> given = MaximoShape.attributes(Json.readObject(request.body()), lean);
    given.keySet().retainAll(answer.keySet());
    answer.putAll(given);
    return Reply.json(200, MaximoShape.shape(answer, lean));
  }

  boolean setStatus(String number, String status) {
    Optional<BookedOrder> order =
        books.byNumber(number).filter(each -> MaximoStructure.of(each) == structure);
    if (order.isEmpty() || !statuses.all().contains(status)) {
      return false;
    }
    books.status(order.get().id(), status);
    return true;
  }

  /** Runs a write under its transaction identifier, at most once in its life. */
  Optional<String> transaction(Request request) throws CmmsError {
    Optional<String> transaction = request.header("transactionid");
    Duration life = Duration.ofMinutes(settings.number("transactionid.minutes"));
    if (transaction.isPresent() && books.remembers(transaction.get(), life)) {
      throw new CmmsError("duplicate-transaction", transaction.get());
    }
    return transaction;
  }

  private BookedOrder status(BookedOrder order, Map<String, Object> given)
      throws CmmsError, Refused {
    List<CmmsError> errors = new ArrayList<>();
    Object status = given.get("status");
    fields.checked(status == null ? Map.of() : Map.of("status", status), errors);
    refuse(errors);
    if (status == null) {
      throw new CmmsError("required", "status", Map.of("object", structure.object()));
    }
    return moved(order, status.toString());
  }

  private BookedOrder moved(BookedOrder order, String status) throws CmmsError {
    if (status.equals(order.status())) {
      return order;
    }
    if (!statuses.leads(order.status(), status)) {
      throw new CmmsError(
          "status-refused",
          "status",
          Map.of(
              "value", order.number(),
              "object", structure.object(),
              "from", order.status(),
              "to", status));
    }
    return books.status(order.id(), status);
  }

  private BookedOrder patched(BookedOrder order, Map<String, Object> given, boolean merge)
      throws CmmsError, Refused {
    List<CmmsError> errors = new ArrayList<>();
    Map<String, Object> checked = fields.checked(given, errors);
    checked.remove(structure.number());
    checked.remove("class");
    checked.keySet().removeAll(settings.list("attribute.restricted"));
    Object status = checked.remove("status");
    Map<String, Object> stored = new LinkedHashMap<>(order.fields());
    checked.forEach(
        (attribute, value) ->
            stored.put(
                attribute,
                merge && value instanceof List<?> rows
                    ? children.merged(attribute, stored.get(attribute), rows)
                    : value));
    fields.registered(stored, errors);
    if (errors.isEmpty()) {
      fields.required(stored, errors);
    }
    refuse(errors);
    children.number(stored);
    BookedOrder moved = status == null ? order : moved(order, status.toString());
    return books.update(moved.id(), stored);
  }

  private String number(Map<String, Object> stored, List<CmmsError> errors) {
    Object given = stored.remove(structure.number());
    if (given == null) {
      long next = settings.number(structure.number() + ".first") + books.nextId() - 1;
      while (books.byNumber(Long.toString(next)).isPresent()) {
        next++; // a sender chose this number before
      }
      return Long.toString(next);
    }
    if (books.byNumber(given.toString()).isPresent()) {
      errors.add(
          new CmmsError(
              "exists",
              structure.number(),
              Map.of("value", given.toString(), "object", structure.object())));
    }
    return given.toString();
  }

  private static void refuse(List<CmmsError> errors) throws Refused {
    for (CmmsError each : errors) {
      if ("siteid".equals(each.attribute())) {
        throw new Refused(List.of(each)); // part of the primary key: never batched with others
      }
    }
    if (!errors.isEmpty()) {
      throw new Refused(errors);
    }
  }
}
