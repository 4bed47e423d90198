package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is planned for a work order: numbers of the stores, each once, in the stores' unit. */
final class CustomMaterials {

  static final String FIELD = "materials";

  private final List<Map<String, String>> stores = Facts.table("custom-stores.csv");

  /** What is wrong with a list of them; empty where nothing is. */
  Optional<Map<String, Object>> wrong(Object given) {
    if (!(given instanceof List<?> rows)) {
      return Optional.of(CustomOrders.error(FIELD, "invalid", "must be a list"));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      String field = "%s[%d].".formatted(FIELD, i);
      if (!(rows.get(i) instanceof Map<?, ?> row)) {
        return Optional.of(CustomOrders.error(FIELD, "invalid", "must be a list of objects"));
      }
      Optional<Map<String, Object>> wrong = wrong(field, row, seen);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private Optional<Map<String, Object>> wrong(String field, Map<?, ?> row, Set<String> seen) {
    String number = String.valueOf(row.get("number"));
    Optional<Map<String, String>> known =
        stores.stream().filter(each -> each.get("number").equals(number)).findFirst();
    if (known.isEmpty()) {
      return error(field + "number", "unknown", "there is no part " + number);
    }
    if (!seen.add(number)) {
      return error(field + "number", "twice", "is there twice: " + number);
    }
    if (!(row.get("quantity") instanceof Number quantity)
        || new BigDecimal(quantity.toString()).signum() <= 0) {
      return error(field + "quantity", "invalid", "must be a number above 0");
    }
    Object unit = row.get("unit");
    return unit == null || unit.equals(known.get().get("unit"))
        ? Optional.empty()
        : error(field + "unit", "not_listed", "must be " + known.get().get("unit"));
  }

  private static Optional<Map<String, Object>> error(String field, String code, String message) {
    return Optional.of(CustomOrders.error(field, code, message));
  }
}
