package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders of a declared system; nothing keeps one from being created twice. */
final class DeclaredOrders {

  private static final int MOST = 100;

  private final DeclaredPart declared;
  private final DeclaredPart search;
  private final DeclaredPart status;
  private final DeclaredFields fields;
  private final List<String> frozen;
  private final Books books;
  private final String key;
  private final String number;
  private final Optional<DeclaredFact> changed;

  DeclaredOrders(Declaration declaration, Settings settings, Books books) {
    declared = declaration.orders();
    search = declaration.search();
    status = declared.part("status");
    fields = new DeclaredFields(declaration);
    frozen = settings.list("fields.frozen");
    this.books = books;
    key = declared.text("key");
    number = declared.text("number", key);
    changed = declared.find("changed").map(this::fact);
    fact(key);
    fact(number);
    fact(status.text("at"));
    search.pairs("filters").values().forEach(this::fact);
    complete();
  }

  /** What is lacking is told at the start, not with the first request. */
  private void complete() {
    declared.text("list");
    status.text("first");
    search.part("pages").number("most", MOST);
    search.part("pages").number("first", 1);
  }

  private DeclaredFact fact(String place) {
    return fields
        .find(place)
        .orElseThrow(() -> declared.wrong(place, place, "a field of facts.yaml"));
  }

  synchronized BookedOrder create(DeclaredCall call) throws DeclaredRefusal {
    Map<String, Object> stored = fields.created(Places.map(call.body(), one()));
    long id = books.nextId();
    String shown = declared.text("numbers", "%d").formatted(id);
    return books.create(id, shown, status.text("first"), stored);
  }

  synchronized BookedOrder change(DeclaredCall call) throws DeclaredRefusal {
    BookedOrder order = find(call.key());
    return books.update(
        order.id(), fields.changed(order.fields(), Places.map(call.body(), one()), frozen));
  }

  /** What {@link #change} would have answered. */
  Map<String, Object> unkept(DeclaredCall call) throws DeclaredRefusal {
    Map<String, Object> tree = shown(find(call.key()));
    Places.leaves(Places.map(call.body(), one()))
        .forEach((place, value) -> Places.put(tree, place, value));
    return tree;
  }

  BookedOrder find(String wanted) throws DeclaredRefusal {
    return books.orders().stream()
        .filter(order -> key(order).toString().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new DeclaredRefusal(DeclaredRefusal.NOT_FOUND, key, "There is no order " + wanted));
  }

  boolean setStatus(String wanted, String next) {
    Optional<BookedOrder> order = books.byNumber(wanted);
    if (order.isEmpty() || !status.texts("values").contains(next)) {
      return false;
    }
    books.status(order.get().id(), next);
    return true;
  }

  /** A page of those that are asked for; a parameter that is no filter is passed over. */
  Map<String, Object> list(DeclaredCall call) throws DeclaredRefusal {
    Optional<Instant> since = since(call);
    List<Map<String, Object>> found =
        books.orders().stream()
            .filter(order -> since.isEmpty() || !order.changed().isBefore(since.get()))
            .sorted(
                since.isPresent()
                    ? Comparator.comparing(BookedOrder::changed).thenComparing(BookedOrder::id)
                    : Comparator.comparing(BookedOrder::id))
            .map(this::shown)
            .filter(tree -> wanted(tree, call))
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    Places.put(answer, declared.text("list"), page(found, call));
    return answer;
  }

  private boolean wanted(Map<String, Object> tree, DeclaredCall call) {
    return search.pairs("filters").entrySet().stream()
        .allMatch(
            filter -> {
              String value = call.parameters().get(filter.getKey());
              return value == null
                  || value.equals(String.valueOf(Places.get(tree, filter.getValue())));
            });
  }

  private Optional<Instant> since(DeclaredCall call) throws DeclaredRefusal {
    String given = search.find("since").map(call.parameters()::get).orElse(null);
    if (given == null) {
      return Optional.empty();
    }
    DeclaredFact fact =
        changed.orElseThrow(() -> declared.wrong("changed", "nothing", "a field for since"));
    return Optional.of(fact.instant(given));
  }

  private List<Map<String, Object>> page(List<Map<String, Object>> found, DeclaredCall call)
      throws DeclaredRefusal {
    DeclaredPart pages = search.part("pages");
    int most = pages.number("most", MOST);
    int size = pages.has("size") ? asked(call, pages.text("size"), most) : most;
    size = Math.max(1, Math.min(size, most));
    int from = 0;
    if (pages.has("number")) {
      int first = pages.number("first", 1);
      from = (asked(call, pages.text("number"), first) - first) * size;
    } else if (pages.has("offset")) {
      from = asked(call, pages.text("offset"), 0);
    }
    from = Math.max(0, Math.min(from, found.size()));
    return found.subList(from, Math.min(from + size, found.size()));
  }

  private static int asked(DeclaredCall call, String parameter, int otherwise)
      throws DeclaredRefusal {
    try {
      return Optional.ofNullable(call.parameters().get(parameter))
          .map(Integer::parseInt)
          .orElse(otherwise);
    } catch (NumberFormatException wrong) {
      throw new DeclaredRefusal("invalid", parameter, "must be a number");
    }
  }

  /** An order as the interface shows it. */
  Map<String, Object> shown(BookedOrder order) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Places.put(tree, key, key(order));
    Places.put(tree, number, number.equals(key) ? key(order) : order.number());
    fields.show(order.fields(), tree);
    Places.put(tree, status.text("at"), order.status());
    changed.ifPresent(fact -> Places.put(tree, fact.name(), fact.shown(order.changed())));
    return tree;
  }

  private Object key(BookedOrder order) {
    boolean whole = fact(key).type().equals("whole");
    return whole ? (Object) order.id() : number.equals(key) ? order.number() : "" + order.id();
  }

  /** Where an order stands in requests and answers. */
  String one() {
    return declared.text("one", "");
  }

  /** What creating answers: the order, or its key alone where that is declared. */
  Map<String, Object> created(BookedOrder order) {
    Map<String, Object> tree = shown(order);
    if (declared.text("created", "whole").equals("whole")) {
      return tree;
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    Places.put(keys, key, Places.get(tree, key));
    return keys;
  }
}
