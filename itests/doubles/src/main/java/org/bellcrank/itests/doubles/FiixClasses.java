package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The classes of the fact table: which fields they have and what may stand in them. */
final class FiixClasses {

  static final String CLASS = "className";
  private static final String NAME_OF = "dv_";
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final Map<String, Map<String, Map<String, String>>> classes = new LinkedHashMap<>();

  FiixClasses() {
    for (Map<String, String> row : Facts.table("fiix-fields.csv")) {
      classes
          .computeIfAbsent(row.get("class"), none -> new LinkedHashMap<>())
          .put(row.get("field"), row);
    }
  }

  /** The class that a request names. */
  String known(Object name) throws FiixRefusal {
    if (name instanceof String text && classes.containsKey(text)) {
      return text;
    }
    throw FiixRefusal.unreadable("className '" + name + "' is not known");
  }

  /** A field of a class. */
  Map<String, String> field(String in, String name) throws FiixRefusal {
    Map<String, String> fact = classes.get(in).get(name);
    if (fact == null) {
      throw FiixRefusal.unreadable("%s has no field '%s'".formatted(in, name));
    }
    return fact;
  }

  /** The fields of a list with commas; empty for none. */
  List<String> listed(String in, Object given) throws FiixRefusal {
    if (given == null || given.toString().isBlank()) {
      return List.of();
    }
    List<String> names = List.of(COMMA.split(given.toString().strip()));
    for (String name : names) {
      if (named(in, name).isEmpty()) {
        field(in, name);
      }
    }
    return names;
  }

  /** The reference whose name is asked for, and the class it refers to; empty for other fields. */
  Map<String, String> named(String in, String field) {
    String reference = field.startsWith(NAME_OF) ? field.substring(NAME_OF.length()) : "";
    Map<String, String> fact = classes.get(in).getOrDefault(reference, Map.of("refers", ""));
    return fact.get("refers").isEmpty() ? Map.of() : Map.of(reference, fact.get("refers"));
  }

  /** What an object sets, by field: each known, settable and of its type. */
  Map<String, Object> settable(String in, Map<String, Object> object) throws FiixRefusal {
    Map<String, Object> set = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : object.entrySet()) {
      if (CLASS.equals(entry.getKey()) || "id".equals(entry.getKey())) {
        continue;
      }
      Map<String, String> fact = field(in, entry.getKey());
      if ("server".equals(fact.get("level"))) {
        throw FiixRefusal.undone("%s.%s cannot be set".formatted(in, entry.getKey()));
      }
      if (entry.getValue() != null) {
        set.put(entry.getKey(), typed(in, fact, entry.getValue()));
      }
    }
    return set;
  }

  /** What a new object lacks; empty when nothing. */
  Optional<String> missing(String in, Map<String, Object> set) {
    return classes.get(in).values().stream()
        .filter(fact -> "required".equals(fact.get("need")))
        .map(fact -> fact.get("field"))
        .filter(field -> !set.containsKey(field))
        .findFirst();
  }

  /** The references among what is set: field and class. */
  Map<String, String> references(String in, Map<String, Object> set) {
    Map<String, String> references = new LinkedHashMap<>();
    for (String field : set.keySet()) {
      String to = classes.get(in).get(field).get("refers");
      if (!to.isEmpty()) {
        references.put(field, to);
      }
    }
    return references;
  }

  /** A value as it is kept; numbers are numbers and texts are texts, neither stands in for both. */
  static Object typed(String in, Map<String, String> fact, Object value) throws FiixRefusal {
    boolean fits =
        switch (fact.get("type")) {
          case "text" -> value instanceof String;
          case "number" -> value instanceof Number;
          default -> value instanceof Number number && whole(number);
        };
    if (!fits) {
      throw FiixRefusal.unreadable(
          "%s.%s takes a %s, not %s"
              .formatted(in, fact.get("field"), fact.get("type"), Json.write(value)));
    }
    return "text".equals(fact.get("type")) || "number".equals(fact.get("type"))
        ? value
        : (Object) ((Number) value).longValue();
  }

  /** An object with its class and the fields that were asked for. */
  static Map<String, Object> shown(String in, Map<String, Object> row, List<String> fields) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put(CLASS, in);
    List<String> wanted = new ArrayList<>(fields);
    if (wanted.isEmpty()) {
      wanted.add("id");
    }
    wanted.forEach(field -> shown.put(field, row.get(field)));
    return shown;
  }

  private static boolean whole(Number number) {
    return new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
  }
}
