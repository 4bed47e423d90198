package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The small REST CMMS in OpenAPI, written from its own table of facts. */
final class CustomDescription {

  private static final Set<String> SHOWN = Set.of("server", "report");

  private CustomDescription() {}

  static Map<String, Object> of(List<Map<String, String>> facts) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Map<String, String> fact : facts) {
      properties.put(fact.get("field"), property(fact));
      if ("required".equals(fact.get("level"))) {
        required.add(fact.get("field"));
      }
    }
    Map<String, Object> order =
        Json.of("type", "object", "properties", properties, "required", required);
    Map<String, Object> sent =
        Map.of(
            "content",
            Map.of(
                "application/json",
                Map.of("schema", Map.of("$ref", "#/components/schemas/WorkOrder"))));
    return Json.of(
        "openapi", "3.0.3",
        "info", Map.of("title", "Lyon maintenance", "version", "1"),
        "paths", Map.of("/workorders", Map.of("post", Map.of("requestBody", sent))),
        "components", Map.of("schemas", Map.of("WorkOrder", order)));
  }

  private static Map<String, Object> property(Map<String, String> fact) {
    Map<String, Object> property = new LinkedHashMap<>();
    switch (fact.get("type")) {
      case "datetime" -> {
        property.put("type", "string");
        property.put("format", "date-time");
      }
      case "text" -> property.put("type", "string");
      case "list" -> {
        property.put("type", "array");
        property.put("items", part());
      }
      case "materials" -> {
        property.put("type", "array");
        property.put("items", material());
      }
      default -> property.put("type", fact.get("type"));
    }
    number(property, "maxLength", fact.get("length"));
    number(property, "minimum", fact.get("minimum"));
    number(property, "maximum", fact.get("maximum"));
    if (SHOWN.contains(fact.get("level"))) {
      property.put("readOnly", true);
    }
    return property;
  }

  private static Map<String, Object> material() {
    return Json.of(
        "type",
        "object",
        "properties",
        Json.of(
            "number", Map.of("type", "string", "maxLength", 32),
            "quantity", Map.of("type", "integer", "minimum", 1),
            "unit", Map.of("type", "string", "maxLength", 8)));
  }

  private static Map<String, Object> part() {
    return Json.of(
        "type",
        "object",
        "properties",
        Json.of("number", Map.of("type", "string"), "quantity", Map.of("type", "number")));
  }

  private static void number(Map<String, Object> property, String key, String told) {
    if (!told.isEmpty()) {
      property.put(key, Integer.parseInt(told));
    }
  }
}
