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
import org.w3c.dom.Element;

/** Checks the elements of a work order against the fact table and the plant's register. */
final class MifFields {

  private static final String SITE = "SITEID";

  private final Map<String, Map<String, String>> facts = new LinkedHashMap<>();
  private final Map<String, List<String>> listed;
  private final List<Map<String, String>> plant;

  MifFields(Settings settings, List<Map<String, String>> plant) {
    this.plant = plant;
    Facts.table("maximo-mif-fields.csv").forEach(row -> facts.put(row.get("attribute"), row));
    listed =
        Map.of(
            "WORKTYPE", settings.list("worktypes"),
            "FAILURECODE", settings.list("failurecodes"),
            "PROBLEMCODE", settings.list("problemcodes"),
            "STATUS", List.copyOf(Settings.transitions("maximo-status.csv").keySet()));
  }

  boolean carries(String attribute) {
    return facts.containsKey(attribute);
  }

  Set<String> all() {
    return facts.keySet();
  }

  /** What would be stored; what the object structure does not know is passed over. */
  Map<String, Object> checked(Element record) throws MifRefusal {
    Map<String, Object> stored = new LinkedHashMap<>();
    for (Element each : Soap.children(record)) {
      Map<String, String> fact = facts.get(each.getLocalName());
      if (fact != null && !"server".equals(fact.get("level"))) {
        stored.put(each.getLocalName(), value(fact, each.getTextContent()));
      }
    }
    return stored;
  }

  private Object value(Map<String, String> fact, String text) throws MifRefusal {
    String attribute = fact.get("attribute");
    return switch (fact.get("type")) {
      case "integer" -> whole(fact, text.strip());
      case "datetime" -> time(attribute, text.strip());
      default -> text(fact, text);
    };
  }

  private static Object whole(Map<String, String> fact, String text) throws MifRefusal {
    try {
      int number = new BigDecimal(text).intValueExact();
      if (number >= Integer.parseInt(fact.get("minimum"))
          && number <= Integer.parseInt(fact.get("maximum"))) {
        return number;
      }
    } catch (NumberFormatException | ArithmeticException noNumber) {
      // refused below like any other value out of range
    }
    throw invalid(fact.get("attribute"), text);
  }

  private static Object time(String attribute, String text) throws MifRefusal {
    try {
      return OffsetDateTime.parse(text).toString();
    } catch (DateTimeParseException wrong) {
      throw invalid(attribute, text);
    }
  }

  private static MifRefusal invalid(String attribute, String value) {
    return new MifRefusal("invalid", Map.of("attribute", attribute, "value", value));
  }

  private Object text(Map<String, String> fact, String text) throws MifRefusal {
    String attribute = fact.get("attribute");
    if (text.length() > Integer.parseInt(fact.get("length"))) {
      throw new MifRefusal(
          "too-long", Map.of("attribute", attribute, "value", text, "limit", fact.get("length")));
    }
    String stored = "fold".equals(fact.get("case")) ? text.toUpperCase(Locale.ROOT) : text;
    List<String> allowed = listed.get(attribute);
    if (allowed != null && !stored.isEmpty() && !allowed.contains(stored)) {
      throw new MifRefusal("not-listed", Map.of("attribute", attribute, "value", text));
    }
    return stored;
  }

  /** What a work order must have, and that it exists on its site. */
  void complete(Map<String, Object> order) throws MifRefusal {
    for (String attribute : level("service")) {
      if (blank(order.get(attribute))) {
        throw new MifRefusal("required", Map.of("attribute", attribute));
      }
    }
    if (level("either").stream().allMatch(attribute -> blank(order.get(attribute)))) {
      throw new MifRefusal("required", Map.of("attribute", "ASSETNUM"));
    }
    known(order, SITE, "site-unknown");
    known(order, "ASSETNUM", "asset-unknown");
    known(order, "LOCATION", "location-unknown");
  }

  private Set<String> level(String level) {
    return facts.values().stream()
        .filter(fact -> level.equals(fact.get("level")))
        .map(fact -> fact.get("attribute"))
        .collect(Collectors.toSet());
  }

  private void known(Map<String, Object> order, String attribute, String error) throws MifRefusal {
    Object value = order.get(attribute);
    String column = attribute.toLowerCase(Locale.ROOT);
    if (!blank(value)
        && plant.stream()
            .noneMatch(
                row ->
                    value.equals(row.get(column))
                        && order.get(SITE).equals(row.get(SITE.toLowerCase(Locale.ROOT))))) {
      throw new MifRefusal(error, value.toString());
    }
  }

  private static boolean blank(Object value) {
    return value == null || value.toString().isBlank();
  }
}
