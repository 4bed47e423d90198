package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Planned materials of a work order: items of the storerooms, as often as they are sent. */
final class MaximoMaterials {

  static final String CHILD = "wpmaterial";

  private final List<Map<String, String>> items = Facts.table("maximo-items.csv");

  /** Holds the rows that a request names against the storerooms. */
  void checked(List<?> rows) throws CmmsError {
    for (Object each : rows) {
      Map<?, ?> row = each instanceof Map<?, ?> map ? map : Map.of();
      String item = String.valueOf(row.get("itemnum"));
      if (items.stream().noneMatch(known -> known.get("itemnum").equals(item))) {
        throw new CmmsError("item-unknown", "itemnum", Map.of("value", item));
      }
      String quantity = String.valueOf(row.get("itemqty"));
      if (!(row.get("itemqty") instanceof Number) || new BigDecimal(quantity).signum() <= 0) {
        throw new CmmsError("item-quantity", "itemqty", Map.of("value", quantity));
      }
    }
  }
}
