package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the attributes of a work order against the fact table and the plant's register. */
final class MaximoFields {

  private static final String REQUIRED = "required";
  private static final String SITE = "siteid";

  private final Settings settings;
  private final MaximoStructure structure;
  private final Map<String, Map<String, String>> facts = new LinkedHashMap<>();
  private final Map<String, String> children = new LinkedHashMap<>();
  private final List<Map<String, String>> plant;
  private final Map<String, List<String>> listed;
  private final MaximoMaterials materials = new MaximoMaterials();

  MaximoFields(Settings settings, MaximoStructure structure, List<Map<String, String>> plant) {
    this.settings = settings;
    this.structure = structure;
    this.plant = plant;
    Facts.table(structure.table("fields")).forEach(row -> facts.put(row.get("attribute"), row));
    Facts.table("maximo-children.csv")
        .forEach(row -> children.put(row.get("child"), row.get("key")));
    listed =
        Map.of(
            "worktype", settings.list("worktypes"),
            "failurecode", settings.list("failurecodes"),
            "problemcode", settings.list("problemcodes"),
            "class", List.of(MaximoStructure.REQUEST.object()),
            "status", List.copyOf(Settings.transitions(structure.table("status")).keySet()));
  }

  MaximoStructure structure() {
    return structure;
  }

  /** The child tables of the object structure, each with the key that matches its rows. */
  Map<String, String> children() {
    return children;
  }

  /** The object structure as Maximo describes it to those who ask for its JSON Schema. */
  Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    facts.forEach(
        (attribute, fact) -> {
          if (carries(attribute)) {
            properties.put(attribute, property(fact));
          }
        });
    children.keySet().forEach(child -> properties.put(child, Map.of("type", "array")));
    List<String> required =
        facts.values().stream()
            .filter(fact -> "service".equals(fact.get("level")))
            .map(fact -> fact.get("attribute"))
            .toList();
    return Json.of(
        "title",
        structure.path().toUpperCase(Locale.ROOT),
        "type",
        "object",
        "properties",
        properties,
        REQUIRED,
        required);
  }

  private static Map<String, Object> property(Map<String, String> fact) {
    boolean whole = "integer".equals(fact.get("type"));
    String kind =
        whole
            ? "INTEGER"
            : "datetime".equals(fact.get("type"))
                ? "DATETIME"
                : "mixed".equals(fact.get("case")) ? "ALN" : "UPPER";
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("type", whole ? "integer" : "string");
    property.put("subType", kind);
    if (!fact.get("length").isEmpty()) {
      property.put("maxLength", Integer.parseInt(fact.get("length")));
    }
    return property;
  }

  boolean carries(String attribute) {
    Map<String, String> fact = facts.get(attribute);
    return fact != null
        && (!"integration".equals(fact.get("level"))
            || settings.flag("objectstructure.integration"));
  }

  /** The values as they would be stored; what is refused goes into the errors instead. */
  Map<String, Object> checked(Map<String, Object> given, List<CmmsError> errors) {
    Map<String, Object> stored = new LinkedHashMap<>();
    given.forEach(
        (attribute, value) -> {
          try {
            if (children.containsKey(attribute) && value instanceof List<?> rows) {
              if (attribute.equals(MaximoMaterials.CHILD)) {
                materials.checked(rows);
              }
              stored.put(attribute, value);
            } else if (!carries(attribute)) {
              unknown(attribute);
            } else if (!"server".equals(facts.get(attribute).get("level"))) {
              stored.put(attribute, value(facts.get(attribute), attribute, value));
            }
          } catch (CmmsError refused) {
            errors.add(refused);
          }
        });
    return stored;
  }

  /** What a new work order must have. */
  void required(Map<String, Object> stored, List<CmmsError> errors) {
    facts.forEach(
        (attribute, fact) -> {
          if ("service".equals(fact.get("level")) && blank(stored.get(attribute))) {
            errors.add(needed(attribute));
          }
        });
    Set<String> either =
        facts.values().stream()
            .filter(fact -> "either".equals(fact.get("level")))
            .map(fact -> fact.get("attribute"))
            .collect(Collectors.toSet());
    if (!either.isEmpty() && either.stream().allMatch(attribute -> blank(stored.get(attribute)))) {
      errors.add(needed("assetnum"));
    }
  }

  private CmmsError needed(String attribute) {
    return new CmmsError(REQUIRED, attribute, Map.of("object", structure.object()));
  }

  /** Site, asset and location must exist, the latter two on that site. */
  void registered(Map<String, Object> order, List<CmmsError> errors) {
    String column = structure == MaximoStructure.REQUEST ? "assetsiteid" : SITE;
    Object site = order.get(column);
    if (blank(site)) {
      return;
    }
    if (!known(Map.of(SITE, site))) {
      errors.add(0, unknown("site-unknown", column, order));
      return;
    }
    if (!blank(order.get("assetnum"))
        && !known(Map.of(SITE, site, "assetnum", order.get("assetnum")))) {
      errors.add(unknown("asset-unknown", "assetnum", order));
    }
    if (!blank(order.get("location"))
        && !known(Map.of(SITE, site, "location", order.get("location")))) {
      errors.add(unknown("location-unknown", "location", order));
    }
  }

  /** The location of an asset is that of the request where it names none. */
  void located(Map<String, Object> order) {
    if (structure == MaximoStructure.REQUEST && blank(order.get("location"))) {
      plant.stream()
          .filter(row -> row.get("assetnum").equals(order.get("assetnum")))
          .filter(row -> row.get(SITE).equals(order.get("assetsiteid")))
          .findFirst()
          .ifPresent(row -> order.put("location", row.get("location")));
    }
  }

  List<Map<String, String>> plant() {
    return plant;
  }

  private boolean known(Map<String, Object> wanted) {
    return plant.stream()
        .anyMatch(
            row ->
                wanted.entrySet().stream().allMatch(e -> e.getValue().equals(row.get(e.getKey()))));
  }

  private static CmmsError unknown(String error, String attribute, Map<String, Object> order) {
    return new CmmsError(error, attribute, Map.of("value", String.valueOf(order.get(attribute))));
  }

  private void unknown(String attribute) throws CmmsError {
    if ("refuse".equals(settings.text("attribute.unknown"))) {
      throw new CmmsError("invalid", attribute, Map.of("value", attribute));
    }
  }

  private Object value(Map<String, String> fact, String attribute, Object value) throws CmmsError {
    if (value == null) {
      return null;
    }
    return switch (fact.get("type")) {
      case "integer" -> integer(fact, attribute, value);
      case "datetime" -> datetime(attribute, value);
      default -> text(fact, attribute, value);
    };
  }

  private Object integer(Map<String, String> fact, String attribute, Object value)
      throws CmmsError {
    CmmsError invalid = new CmmsError("invalid", attribute, Map.of("value", value.toString()));
    try {
      int number = new BigDecimal(value.toString()).intValueExact();
      if (number < Integer.parseInt(fact.get("minimum"))
          || number > Integer.parseInt(fact.get("maximum"))) {
        throw invalid;
      }
      return number;
    } catch (NumberFormatException noNumber) {
      throw invalid;
    } catch (ArithmeticException broken) {
      throw invalid;
    }
  }

  private static Object datetime(String attribute, Object value) throws CmmsError {
    try {
      return OffsetDateTime.parse(value.toString()).toString();
    } catch (DateTimeParseException wrong) {
      throw new CmmsError("invalid", attribute, Map.of("value", value.toString()));
    }
  }

  private Object text(Map<String, String> fact, String attribute, Object value) throws CmmsError {
    if (value instanceof Map || value instanceof List || value instanceof Boolean) {
      throw new CmmsError("invalid", attribute, Map.of("value", Json.write(value)));
    }
    String text = value.toString();
    if (text.length() > Integer.parseInt(fact.get("length"))) {
      throw new CmmsError(
          "too-long", attribute, Map.of("value", text, "limit", fact.get("length")));
    }
    String stored = "fold".equals(fact.get("case")) ? text.toUpperCase(Locale.ROOT) : text;
    List<String> allowed = listed.get(attribute);
    if (allowed != null && !stored.isEmpty() && !allowed.contains(stored)) {
      throw new CmmsError("not-listed", attribute, Map.of("value", text));
    }
    return stored;
  }

  private static boolean blank(Object value) {
    return value == null || value.toString().isBlank();
  }
}
