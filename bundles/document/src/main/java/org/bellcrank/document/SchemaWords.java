package org.bellcrank.document;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a schema allows, in words. */
final class SchemaWords {

  private SchemaWords() {}

  /** A value of the schema as a reader would write it in a document. */
  static String shown(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  static String types(JsonNode type) {
    if (type.isArray()) {
      List<String> words = new ArrayList<>();
      type.forEach(t -> words.add(type(t.asString())));
      return String.join(" or ", words);
    }
    return type(type.asString());
  }

  private static String type(String type) {
    return switch (type) {
      case "string" -> "a text";
      case "number" -> "a number";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a map of keys and values";
      case "null" -> "nothing";
      default -> type;
    };
  }

  static String format(String format) {
    return switch (format) {
      case "date-time" -> "a time with its zone such as 2026-03-29T06:00:00Z";
      case "date" -> "a date such as 2026-03-29";
      case "time" -> "a time of day with its zone such as 06:00:00Z";
      case "duration" -> "a duration such as PT5M (5 minutes), PT8H or P2D";
      case "regex" -> "a regular expression";
      case "uri" -> "an address such as https://host/path";
      case "email" -> "a mail address";
      default -> "the format " + format;
    };
  }

  /** The bounds that stand beside each other in a schema, for example {@code 0 to 1}. */
  static String range(Node schema, String unbounded) {
    String least = bound(schema, "minimum");
    String most = bound(schema, "maximum");
    if (!least.isEmpty() && !most.isEmpty()) {
      return least + " to " + most;
    }
    List<String> words = new ArrayList<>();
    add(words, "at least ", least);
    add(words, "more than ", bound(schema, "exclusiveMinimum"));
    add(words, "at most ", most);
    add(words, "less than ", bound(schema, "exclusiveMaximum"));
    return words.isEmpty() ? unbounded : String.join(" and ", words);
  }

  /** The allowed count of something, for example {@code 1 to 8 characters}. */
  static String counts(Node schema, String suffix, String unit) {
    String least = bound(schema, "min" + suffix);
    String most = bound(schema, "max" + suffix);
    if (!least.isEmpty() && !most.isEmpty()) {
      return least + " to " + most + ' ' + unit;
    }
    return (least.isEmpty() ? "at most " + most : "at least " + least) + ' ' + unit;
  }

  private static void add(List<String> words, String relation, String bound) {
    if (!bound.isEmpty()) {
      words.add(relation + bound);
    }
  }

  private static String bound(Node schema, String keyword) {
    return schema instanceof MapNode map ? map.find(keyword).map(Node::shown).orElse("") : "";
  }
}
