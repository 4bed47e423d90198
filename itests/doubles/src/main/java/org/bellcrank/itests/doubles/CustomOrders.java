package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Work orders of the small REST CMMS: it checks its fields, and nothing keeps it from doubling. */
final class CustomOrders {

  private static final List<String> FILTERS = List.of("external_reference", "asset_tag", "kind");

  private final Settings settings;
  private final Books books;
  private final List<Map<String, String>> plant;
  private final CustomMaterials materials = new CustomMaterials();
  private final List<Map<String, String>> facts = Facts.table("custom-fields.csv");
  private final Map<String, List<String>> transitions = Settings.transitions("custom-status.csv");

  CustomOrders(Settings settings, Books books, List<Map<String, String>> plant) {
    this.settings = settings;
    this.books = books;
    this.plant = plant;
  }

  /** What the interface says of itself. */
  Map<String, Object> described() {
    return CustomDescription.of(facts);
  }

  /** Fields were refused; every one of them is named at once. */
  static final class Invalid extends Exception {
    private final transient List<Map<String, Object>> errors;

    Invalid(List<Map<String, Object>> errors) {
      super(errors.toString());
      this.errors = errors;
    }

    List<Map<String, Object>> errors() {
      return errors;
    }
  }

  Optional<BookedOrder> find(long id) {
    return books.order(id);
  }

  synchronized Reply create(Map<String, Object> given) throws Invalid {
    Map<String, Object> stored = checked(given);
    stored.putIfAbsent("priority", settings.number("priority.default"));
    stored.putIfAbsent("kind", settings.text("kind.default"));
    long id = books.nextId();
    String number =
        String.format(settings.text("number.pattern"), settings.number("number.first") + id - 1);
    BookedOrder order = books.create(id, number, settings.text("status.default"), stored);
    return Reply.json(201, json(order)).with("Location", "/api/v1/workorders/" + id);
  }

  synchronized Reply change(long id, Map<String, Object> given) throws Invalid {
    Map<String, Object> all = new LinkedHashMap<>(books.order(id).orElseThrow().fields());
    Map<String, Object> kept = new LinkedHashMap<>(given);
    kept.keySet().removeAll(settings.list("fields.frozen"));
    kept.remove(CustomMaterials.FIELD); // given when the order is made
    all.putAll(kept);
    Map<String, Object> next = checked(all);
    reported(books.order(id).orElseThrow(), next);
    BookedOrder changed = books.update(id, next);
    return Reply.json(200, json(changed));
  }

  /** What people reported stays as it is, whatever an interface sends. */
  private void reported(BookedOrder order, Map<String, Object> into) {
    for (Map<String, String> fact : facts) {
      Object value = order.fields().get(fact.get("field"));
      if ("report".equals(fact.get("level")) && value != null) {
        into.put(fact.get("field"), value);
      }
    }
  }

  /** What {@link #change} would have answered. */
  Reply unkept(long id, Map<String, Object> given) {
    Map<String, Object> answer =
        books.order(id).map(this::json).orElseGet(() -> new LinkedHashMap<>());
    answer.putAll(given);
    return Reply.json(200, answer);
  }

  synchronized Reply status(long id, Map<String, Object> given) throws Invalid {
    BookedOrder order = books.order(id).orElseThrow();
    String status = String.valueOf(given.get("status"));
    if (!transitions.containsKey(status)) {
      throw new Invalid(
          List.of(error("status", "not_listed", "must be one of " + transitions.keySet())));
    }
    if (!status.equals(order.status()) && !transitions.get(order.status()).contains(status)) {
      return CustomApi.refused(
          409, "conflict", "A work order cannot go from " + order.status() + " to " + status);
    }
    return Reply.json(200, json(books.status(order.id(), status)));
  }

  boolean setStatus(String number, String status) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty() || !transitions.containsKey(status)) {
      return false;
    }
    books.status(order.get().id(), status);
    return true;
  }

  /** Exact filters; a parameter that is no filter is passed over without a word. */
  Reply list(Request request) throws Invalid {
    Optional<Instant> since = since(request);
    List<Map<String, Object>> found =
        books.orders().stream()
            .filter(order -> wanted(order, request))
            .filter(order -> since.isEmpty() || !order.changed().isBefore(since.get()))
            .sorted(
                request.parameter("sort").filter("updated_at"::equals).isPresent()
                    ? Comparator.comparing(BookedOrder::changed).thenComparing(BookedOrder::id)
                    : Comparator.comparing(BookedOrder::id))
            .map(this::json)
            .toList();
    return page(request, found);
  }

  /** A page of rows with how many there are; more than the most are never shown at once. */
  Reply page(Request request, List<Map<String, Object>> found) throws Invalid {
    int size =
        Math.min(number(request, "per_page", "page.default"), settings.number("page.maximum"));
    int page = request.parameter("page").isPresent() ? number(request, "page", "page.default") : 1;
    int from = Math.min((page - 1) * size, found.size());
    List<Map<String, Object>> data = found.subList(from, Math.min(from + size, found.size()));
    return Reply.json(
        200,
        Json.of(
            "data", data,
            "page", page,
            "per_page", size,
            "total", found.size(),
            "total_pages", (found.size() + size - 1) / size));
  }

  Map<String, Object> json(BookedOrder order) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", order.id());
    json.put("number", order.number());
    for (Map<String, String> fact : facts) {
      if (!"server".equals(fact.get("level"))) {
        json.put(fact.get("field"), order.fields().get(fact.get("field")));
      }
    }
    json.put("status", order.status());
    json.put("created_at", order.created());
    json.put("updated_at", order.changed());
    json.put("attachments", order.attachments().size());
    return json;
  }

  private static boolean wanted(BookedOrder order, Request request) {
    boolean status =
        request.parameter("status").map(value -> value.equals(order.status())).orElse(true);
    return status
        && FILTERS.stream()
            .allMatch(
                field ->
                    request
                        .parameter(field)
                        .map(value -> value.equals(order.fields().get(field)))
                        .orElse(true));
  }

  private static Optional<Instant> since(Request request) throws Invalid {
    Optional<String> given = request.parameter("updated_since");
    try {
      return given.map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException wrong) {
      throw new Invalid(
          List.of(error("updated_since", "invalid", "must be a time like 2026-01-31T08:00:00Z")));
    }
  }

  private int number(Request request, String name, String setting) throws Invalid {
    try {
      int number = request.parameter(name).map(Integer::parseInt).orElse(settings.number(setting));
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // answered below like any other value out of range
    }
    throw new Invalid(List.of(error(name, "invalid", "must be a number from 1")));
  }

  private Map<String, Object> checked(Map<String, Object> given) throws Invalid {
    List<Map<String, Object>> errors = new ArrayList<>();
    Map<String, Object> stored = new LinkedHashMap<>();
    for (Map<String, String> fact : facts) {
      String field = fact.get("field");
      Object value = given.get(field);
      if ("server".equals(fact.get("level")) || "report".equals(fact.get("level"))) {
        continue;
      }
      if (value == null || value.toString().isBlank()) {
        if ("required".equals(fact.get("level"))) {
          errors.add(error(field, "required", "is missing"));
        }
        continue;
      }
      check(fact, field, value).ifPresentOrElse(errors::add, () -> stored.put(field, value));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return stored;
  }

  private Optional<Map<String, Object>> check(
      Map<String, String> fact, String field, Object value) {
    Map<String, Object> error =
        switch (fact.get("type")) {
          case "integer" -> integer(fact, field, value);
          case "datetime" -> datetime(field, value);
          case "materials" -> materials.wrong(value).orElse(null);
          default -> text(fact, field, value);
        };
    return Optional.ofNullable(error);
  }

  private static Map<String, Object> integer(Map<String, String> fact, String field, Object value) {
    int minimum = Integer.parseInt(fact.get("minimum"));
    int maximum = Integer.parseInt(fact.get("maximum"));
    boolean whole =
        value instanceof Number number
            && new BigDecimal(number.toString()).remainder(BigDecimal.ONE).signum() == 0;
    return whole
            && ((Number) value).doubleValue() >= minimum
            && ((Number) value).doubleValue() <= maximum
        ? null
        : error(field, "invalid", "must be a whole number from " + minimum + " to " + maximum);
  }

  private static Map<String, Object> datetime(String field, Object value) {
    try {
      OffsetDateTime.parse(value.toString());
      return null;
    } catch (DateTimeParseException wrong) {
      return error(field, "invalid", "must be a time like 2026-01-31T08:00:00Z");
    }
  }

  private Map<String, Object> text(Map<String, String> fact, String field, Object value) {
    if (!(value instanceof String text)) {
      return error(field, "invalid", "must be a text");
    }
    if (text.length() > Integer.parseInt(fact.get("length"))) {
      return error(field, "too_long", "is too long (maximum " + fact.get("length") + ")");
    }
    if ("asset_tag".equals(field) && plant.stream().noneMatch(row -> row.get("tag").equals(text))) {
      return error(field, "unknown", "there is no asset " + text);
    }
    if ("kind".equals(field) && !settings.list("kinds").contains(text)) {
      return error(field, "not_listed", "must be one of " + settings.list("kinds"));
    }
    return null;
  }

  static Map<String, Object> error(String field, String code, String message) {
    return Json.of("field", field, "code", code, "message", message);
  }
}
