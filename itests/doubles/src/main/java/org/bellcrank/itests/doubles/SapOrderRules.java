package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this installation asks of an order beyond the data model. */
final class SapOrderRules {

  private static final String TYPE = "MaintenanceOrderType";
  private static final String PLANNING_PLANT = "MaintenancePlanningPlant";
  private static final String EQUIPMENT = "Equipment";
  private static final String PRIORITY = "MaintPriority";

  private final Settings settings;
  private final SapRules rules;
  private final SapComponents components = new SapComponents();

  SapOrderRules(Settings settings, SapRules rules) {
    this.settings = settings;
    this.rules = rules;
  }

  /** What a new order needs. */
  void created(Map<String, Object> stored, List<CmmsError> errors) {
    listed(stored, TYPE, "order.types", "order-type", errors);
    listed(stored, PLANNING_PLANT, "order.planning.plants", "planning-plant", errors);
    known(stored, errors);
    texts(stored.get("to_MaintenanceOrderLongText"), errors);
    components.known(stored.get("to_MaintenanceOrderOperation"), errors);
  }

  /**
   * Holds values against the registers of the plant.
   *
   * @param given the fields that the request names
   */
  void known(Map<String, Object> given, List<CmmsError> errors) {
    Object priority = given.get(PRIORITY);
    if (!blank(priority) && !rules.isPriority(priority)) {
      errors.add(error("priority-unknown", PRIORITY, priority));
    }
    Object equipment = given.get(EQUIPMENT);
    if (!blank(equipment)) {
      Optional<Map<String, String>> row =
          rules.object(equipment).filter(known -> "EAMS_EQUI".equals(known.get("kind")));
      if (row.isEmpty()) {
        errors.add(error("no-equipment", EQUIPMENT, equipment));
      } else {
        given.put(EQUIPMENT, row.get().get("object"));
      }
    }
  }

  private void listed(
      Map<String, Object> stored, String field, String list, String name, List<CmmsError> errors) {
    if (blank(stored.get(field))) {
      errors.add(new CmmsError("required", field, Map.of()));
    } else if (!settings.list(list).contains(stored.get(field))) {
      errors.add(error(name, field, stored.get(field)));
    }
  }

  /** A text says of which kind and in which language it is. */
  private static void texts(Object texts, List<CmmsError> errors) {
    for (Object each : texts instanceof List<?> list ? list : List.of()) {
      for (String field : List.of("TextObjectType", "Language")) {
        if (blank(((Map<?, ?>) each).get(field))) {
          errors.add(new CmmsError("required", field, Map.of()));
        }
      }
    }
  }

  private static CmmsError error(String name, String field, Object value) {
    return new CmmsError(name, field, Map.of("value", String.valueOf(value)));
  }

  private static boolean blank(Object value) {
    return value == null || value.toString().isBlank();
  }
}
