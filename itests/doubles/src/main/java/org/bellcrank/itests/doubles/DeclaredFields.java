package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a declared system: what it takes, keeps and shows, kept by their pointers. */
final class DeclaredFields {

  private final List<DeclaredFact> facts;
  private final Map<String, List<String>> known = new LinkedHashMap<>();
  private final Map<String, Object> defaults;
  private final boolean strict;
  private final boolean texts;

  DeclaredFields(Declaration declared) {
    facts = declared.facts();
    DeclaredPart orders = declared.orders();
    DeclaredPart lists = orders.part("known");
    lists.values().keySet().forEach(field -> known.put(field, lists.texts(field)));
    defaults = orders.part("defaults").values();
    known.keySet().forEach(field -> fact(field, orders));
    defaults.keySet().forEach(field -> fact(field, orders));
    strict = !orders.text("unknown", "refused").equals("ignored");
    texts = declared.speaks().equals("soap");
  }

  private void fact(String field, DeclaredPart where) {
    if (find(field).isEmpty()) {
      throw where.wrong(field, field, "a field of facts.yaml");
    }
  }

  Optional<DeclaredFact> find(String place) {
    return facts.stream().filter(fact -> fact.place().equals(place)).findFirst();
  }

  /** What is kept of a new order. */
  Map<String, Object> created(Map<String, Object> given) throws DeclaredRefusal {
    Map<String, Object> stored = taken(given, true);
    defaults.forEach(stored::putIfAbsent);
    needed(stored);
    return stored;
  }

  /** What is kept of a changed one; what is frozen stays as it was, without a word. */
  Map<String, Object> changed(
      Map<String, Object> before, Map<String, Object> given, List<String> frozen)
      throws DeclaredRefusal {
    Map<String, Object> stored = new LinkedHashMap<>(before);
    Map<String, Object> changes = taken(given, false);
    changes.keySet().removeAll(Set.copyOf(frozen));
    stored.putAll(changes);
    needed(stored);
    return stored;
  }

  private Map<String, Object> taken(Map<String, Object> given, boolean create)
      throws DeclaredRefusal {
    Map<String, Object> stored = new LinkedHashMap<>();
    for (Map.Entry<String, Object> leaf : Places.leaves(given).entrySet()) {
      Optional<DeclaredFact> fact = find(leaf.getKey());
      boolean settable = fact.filter(f -> create ? f.creatable() : f.updatable()).isPresent();
      if (settable && !leaf.getValue().toString().isBlank()) {
        Object value = fact.get().taken(leaf.getValue(), texts);
        listed(leaf.getKey(), value);
        stored.put(leaf.getKey(), value);
      } else if (!settable && strict) {
        throw new DeclaredRefusal(
            "unknown_field", leaf.getKey(), fact.isEmpty() ? "is no field" : "cannot be set");
      }
    }
    return stored;
  }

  private void listed(String field, Object value) throws DeclaredRefusal {
    List<String> allowed = known.get(field);
    if (allowed != null && !allowed.contains(value.toString())) {
      throw new DeclaredRefusal("unknown", field, "there is no " + value);
    }
  }

  private void needed(Map<String, Object> stored) throws DeclaredRefusal {
    for (DeclaredFact fact : facts) {
      if (fact.needed() && fact.creatable() && !stored.containsKey(fact.place())) {
        throw new DeclaredRefusal("required", fact.place(), "is missing");
      }
    }
  }

  void show(Map<String, Object> stored, Map<String, Object> into) {
    stored.forEach((place, value) -> Places.put(into, place, value));
  }
}
