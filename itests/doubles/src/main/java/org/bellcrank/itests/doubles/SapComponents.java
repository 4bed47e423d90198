package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What this installation asks of the components of an order's operations. */
final class SapComponents {

  private static final String PRODUCT = "Product";
  private static final String QUANTITY = "QuantityInUnitOfEntry";
  private static final String UNIT = "UnitOfEntry";
  private static final String NUMBER = "MaintenanceOrderComponent";

  private final List<Map<String, String>> stores = Facts.table("sap-products.csv");

  /** Holds those of all operations against the stores. */
  void known(Object operations, List<CmmsError> errors) {
    for (Object operation : rows(operations)) {
      Set<Object> numbers = new HashSet<>();
      for (Object each : rows(((Map<?, ?>) operation).get("to_MaintOrderOpComponent"))) {
        Map<?, ?> component = (Map<?, ?>) each;
        if (!numbers.add(component.get(NUMBER))) {
          errors.add(error("component-twice", NUMBER, component.get(NUMBER)));
        }
        known(component, errors);
      }
    }
  }

  private void known(Map<?, ?> component, List<CmmsError> errors) {
    Object product = component.get(PRODUCT);
    Optional<Map<String, String>> known =
        stores.stream().filter(row -> row.get("product").equals(product)).findFirst();
    if (known.isEmpty()) {
      errors.add(error("product-unknown", PRODUCT, product));
      return;
    }
    Object quantity = component.get(QUANTITY);
    if (quantity == null || new BigDecimal(quantity.toString()).signum() <= 0) {
      errors.add(error("quantity", QUANTITY, product));
    }
    Object unit = component.get(UNIT);
    if (unit != null && !unit.equals(known.get().get("unit"))) {
      errors.add(error("unit-unknown", UNIT, product));
    }
  }

  private static List<?> rows(Object value) {
    return value instanceof List<?> rows ? rows : List.of();
  }

  private static CmmsError error(String name, String field, Object value) {
    return new CmmsError(name, field, Map.of("value", String.valueOf(value)));
  }
}
