package org.bellcrank.itests.doubles;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.uri.ExpandSelectTreeNode;

/**
 * What an order looks like when it is read. It has no version that a change could be held against,
 * and its statuses are words of a language.
 */
final class SapOrderRecord implements SapShown {

  static final String ENTITY = "Order";
  static final String NUMBER = "MaintenanceOrder";
  private static final String STATUS = "SystemStatusText";

  private final Settings settings;
  private final SapFields fields;
  private final SapRules rules;
  private final SapWriter writer;
  private final Map<String, Map<String, String>> statuses = new LinkedHashMap<>();

  SapOrderRecord(Settings settings, SapFields fields, SapRules rules, SapWriter writer) {
    this.settings = settings;
    this.fields = fields;
    this.rules = rules;
    this.writer = writer;
    Facts.table("sap-order-status.csv").forEach(row -> statuses.put(row.get("status"), row));
  }

  @Override
  public String entity() {
    return ENTITY;
  }

  String address(Request request, BookedOrder order) {
    return writer.uri(request, ENTITY, name -> NUMBER.equals(name) ? order.number() : null);
  }

  @Override
  public Comparable<?> compared(BookedOrder order, String name) {
    return SapValues.compared(fields.of(ENTITY).get(name), kept(order, name, "en"));
  }

  @Override
  public Map<String, Object> entity(Request request, BookedOrder order, ExpandSelectTreeNode tree)
      throws EdmException {
    String language = language(request);
    return writer.written(
        request, ENTITY, name -> kept(order, name, language), order.fields(), Map.of(), tree);
  }

  @Override
  public List<Object> children(Request request, BookedOrder order, SapFields.Way way)
      throws EdmException {
    return writer.children(request, way, order.fields(), Map.of(NUMBER, order.number()), null);
  }

  @Override
  public Optional<String> version(BookedOrder order) {
    return Optional.empty();
  }

  private String language(Request request) {
    String asked = request.query().getOrDefault("sap-language", settings.text("language"));
    return "EN".equalsIgnoreCase(asked) ? "en" : "de";
  }

  private Object kept(BookedOrder order, String name, String language) {
    return switch (name) {
      case NUMBER -> order.number();
      case "MaintenanceOrderInternalID" -> "OR" + SapRecord.padded(order.number());
      case STATUS -> statuses.get(order.status()).get(language);
      case "CreatedByUser" -> settings.text("user");
      case "LastChangeDateTime" -> order.changed().truncatedTo(ChronoUnit.SECONDS).toString();
      case "TechnicalObject", "TechnicalObjectLabel" -> order.fields().get("Equipment");
      case "TechObjIsEquipOrFuncnlLoc" ->
          order.fields().get("Equipment") == null ? null : "EAMS_EQUI";
      case "EquipmentName" -> described(order.fields().get("Equipment"));
      default -> order.fields().get(name);
    };
  }

  private Object described(Object equipment) {
    return equipment == null
        ? null
        : rules.object(equipment).map(row -> row.get("description")).orElse(null);
  }
}
