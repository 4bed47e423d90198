package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.olingo.odata2.api.exception.ODataException;
import org.apache.olingo.odata2.api.uri.UriInfo;
import org.apache.olingo.odata2.api.uri.expression.OrderExpression;
import org.apache.olingo.odata2.api.uri.expression.SortOrder;

/**
 * The register of equipment, which is only read here. A piece of equipment has a row for each time
 * segment: where it was moved or changed, its number comes more than once.
 */
final class SapEquipment {

  static final String SET = "Equipment";
  private static final String FOR_EVER = "9999-12-31";

  private final int most;
  private final Map<String, SapField> fields;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  SapEquipment(Settings settings, SapFields fields, List<Map<String, String>> plant) {
    most = settings.number("page.maximum");
    this.fields = fields.of(SET);
    for (Map<String, String> row : plant) {
      if ("EAMS_EQUI".equals(row.get("kind"))) {
        if (!row.get("validFrom").isEmpty()) {
          rows.add(segment(row, "1990-01-01", row.get("validFrom")));
        }
        rows.add(segment(row, row.get("validFrom"), FOR_EVER));
      }
    }
  }

  private static Map<String, Object> segment(Map<String, String> row, String from, String to) {
    Map<String, Object> segment = new LinkedHashMap<>();
    segment.put("Equipment", row.get("object"));
    segment.put("ValidityEndDate", to);
    segment.put("ValidityStartDate", from);
    segment.put("EquipmentName", row.get("description"));
    segment.put("EquipmentCategory", "M");
    segment.put("ABCIndicator", row.get("abc"));
    segment.put("InventoryNumber", row.get("inventory"));
    segment.put("AssetManufacturerName", row.get("maker"));
    segment.put("ManufacturerPartTypeName", row.get("model"));
    segment.put("ManufacturerSerialNumber", row.get("serial"));
    segment.put("OperationStartDate", row.get("start"));
    segment.put("MaintenancePlant", row.get("plant"));
    segment.put("SuperordinateEquipment", row.get("superior"));
    segment.values().removeIf(""::equals);
    segment.put("EquipmentIsMarkedForDeletion", "deleted".equals(row.get("status")));
    segment.put("EquipmentIsInactive", "inactive".equals(row.get("status")));
    return segment;
  }

  Reply find(Request request, UriInfo uri) throws CmmsError, ODataException {
    List<Map<String, Object>> found = sorted(filtered(uri), uri);
    int from = Math.min(uri.getSkip() == null ? 0 : uri.getSkip(), found.size());
    int wanted = Math.min(most, uri.getTop() == null ? most : uri.getTop());
    List<Object> results = new ArrayList<>();
    for (Map<String, Object> row : found.subList(from, Math.min(from + wanted, found.size()))) {
      results.add(sent(row));
    }
    return SapQuery.results(results, null, null);
  }

  private Map<String, Object> sent(Map<String, Object> row) {
    Map<String, Object> sent = new LinkedHashMap<>();
    fields.forEach((name, field) -> sent.put(name, SapValues.sent(field, row.get(name))));
    return sent;
  }

  private List<Map<String, Object>> filtered(UriInfo uri) throws CmmsError, ODataException {
    Predicate<Function<String, Comparable<?>>> wanted =
        uri.getFilter() == null ? row -> true : SapFilter.of(uri.getFilter(), fields);
    return new ArrayList<>(
        rows.stream().filter(row -> wanted.test(name -> compared(row, name))).toList());
  }

  private Comparable<?> compared(Map<String, Object> row, String name) {
    return SapValues.compared(fields.get(name), row.get(name));
  }

  private List<Map<String, Object>> sorted(List<Map<String, Object>> found, UriInfo uri)
      throws CmmsError {
    if (uri.getOrderBy() == null) {
      return found;
    }
    Comparator<Map<String, Object>> order = (one, other) -> 0;
    for (OrderExpression each : uri.getOrderBy().getOrders()) {
      String name = each.getExpression().getUriLiteral();
      if (!fields.containsKey(name) || !fields.get(name).sortable()) {
        throw new CmmsError("not-sortable", name, Map.of("value", name));
      }
      Comparator<Map<String, Object>> by =
          Comparator.comparing(row -> compared(row, name), Comparator.nullsFirst(SapFilter::sign));
      order = order.thenComparing(each.getSortOrder() == SortOrder.desc ? by.reversed() : by);
    }
    found.sort(order);
    return found;
  }
}
