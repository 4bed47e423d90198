package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the fields of a work order or a request as the server does: first what the text can mean,
 * then what has to be there, then what the database takes. What it does not know it passes over.
 */
final class AtlasBody {

  private final Settings settings;
  private final AtlasAssets assets;
  private final Books books;
  private final List<Map<String, String>> facts;

  AtlasBody(Settings settings, AtlasAssets assets, Books books, List<Map<String, String>> facts) {
    this.settings = settings;
    this.assets = assets;
    this.books = books;
    this.facts = facts.stream().filter(fact -> "settable".equals(fact.get("level"))).toList();
  }

  /**
   * What is to be stored, by field; a field that was not given is not in it.
   *
   * @param isNew a new record without a title is refused in other words than a changed one
   */
  Map<String, Object> read(Map<String, Object> given, boolean isNew) throws AtlasRefusal {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map<String, String> fact : facts) {
      String field = fact.get("field");
      Object value = given.get(field);
      if (value != null) {
        fields.put(field, understood(fact, value));
      }
    }
    fields.putIfAbsent("priority", settings.text("priority.default"));
    if (!fields.containsKey("title")) {
      throw new AtlasRefusal(
          isNew ? 400 : 500,
          "Validation failed: field 'title': rejected value [null]; must not be null");
    }
    for (Map<String, String> fact : facts) {
      Object value = fields.get(fact.get("field"));
      if (value != null) {
        kept(fact, value);
      }
    }
    return fields;
  }

  private Object understood(Map<String, String> fact, Object value) throws AtlasRefusal {
    return switch (fact.get("type")) {
      case "enum" -> word("Priority", value, settings.list("priorities"));
      case "date" -> AtlasTimes.field(value).toString();
      case "number" -> number(value);
      case "bool" -> bool(value);
      case "ref" -> reference(value);
      case "refs" -> references(value);
      default -> text(value);
    };
  }

  /** One of the listed words, in exactly this case. */
  static String word(String type, Object value, List<String> listed) throws AtlasRefusal {
    if (value instanceof String text && listed.contains(text)) {
      return text;
    }
    throw AtlasRefusal.unreadable(
        type, value, "not one of the values accepted for Enum class: " + listed);
  }

  /** A list of objects with an id each. */
  static List<Object> references(Object value) throws AtlasRefusal {
    if (!(value instanceof List<?> list)) {
      throw AtlasRefusal.unreadable("java.util.List", value, "not a list");
    }
    List<Object> references = new ArrayList<>();
    for (Object each : list) {
      references.add(reference(each));
    }
    return references;
  }

  private static Map<String, Object> reference(Object value) throws AtlasRefusal {
    if (value instanceof Map<?, ?> map && map.get("id") != null) {
      try {
        return Json.of("id", Long.valueOf(map.get("id").toString()));
      } catch (NumberFormatException noNumber) {
        throw AtlasRefusal.unreadable("java.lang.Long", map.get("id"), "not a valid value");
      }
    }
    throw AtlasRefusal.unreadable("a record", value, "an object with an id is needed");
  }

  private static Object number(Object value) throws AtlasRefusal {
    try {
      return new BigDecimal(value.toString());
    } catch (NumberFormatException noNumber) {
      throw AtlasRefusal.unreadable("double", value, "not a valid value");
    }
  }

  private static Object bool(Object value) throws AtlasRefusal {
    if ("true".equals(value.toString()) || "false".equals(value.toString())) {
      return Boolean.valueOf(value.toString());
    }
    throw AtlasRefusal.unreadable("boolean", value, "only true or false");
  }

  private static Object text(Object value) throws AtlasRefusal {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      throw AtlasRefusal.unreadable("java.lang.String", value, "not a text");
    }
    return value.toString();
  }

  private void kept(Map<String, String> fact, Object value) throws AtlasRefusal {
    String field = fact.get("field");
    String length = fact.get("length");
    if (value instanceof String text && !length.isEmpty()) {
      if (text.length() > Integer.parseInt(length)) {
        throw new AtlasRefusal(
            500, "could not execute statement; SQL [n/a]; value too long for %s".formatted(field));
      }
    } else if (value instanceof Map<?, ?> one) {
      exists(field, id(one));
    } else if (value instanceof List<?> many) {
      for (Object each : many) {
        exists(field, id((Map<?, ?>) each));
      }
    }
  }

  private void exists(String field, long id) throws AtlasRefusal {
    boolean there =
        switch (field) {
          case "asset" -> assets.find(id).isPresent();
          case "location" -> assets.location(id).isPresent();
          case "primaryUser", "assignedTo" -> assets.isUser(id);
          case "image", "files" -> books.file(id).isPresent();
          default -> false; // this installation has no teams, categories and customers
        };
    if (!there) {
      throw AtlasRefusal.constraint("fk_" + field);
    }
  }

  static long id(Map<?, ?> reference) {
    return ((Number) reference.get("id")).longValue();
  }
}
