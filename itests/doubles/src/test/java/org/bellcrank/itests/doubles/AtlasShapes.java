package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table of shapes, and what an answer has that the table has not, or the other way round. */
final class AtlasShapes {

  private static final String STAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}";
  private static final Pattern ZULU = Pattern.compile(STAMP + "Z");
  private static final Pattern OFFSET = Pattern.compile(STAMP + "\\+00:00");

  private final Map<String, Map<String, List<String>>> shapes = new LinkedHashMap<>();

  AtlasShapes() {
    for (Map<String, String> row : Facts.table("atlas-shapes.csv")) {
      shapes
          .computeIfAbsent(row.get("answer"), none -> new LinkedHashMap<>())
          .put(row.get("key"), List.of(row.get("types").split("\\|")));
    }
  }

  /** Every difference between an answer and the shape of that name; empty where it fits. */
  List<String> differences(String name, Object answer) {
    Map<String, List<String>> shape = shapes.get(name);
    Map<String, TreeSet<String>> types = flat(answer);
    List<String> differences = new ArrayList<>();
    types.forEach(
        (key, seen) -> {
          List<String> allowed = shape.get(key);
          if (allowed == null) {
            differences.add(key + " is in the answer alone");
          } else if (!allowed.containsAll(seen)) {
            differences.add(key + " is " + seen + ", seen were " + allowed);
          }
        });
    shape
        .keySet()
        .forEach(
            key -> {
              if (!types.containsKey(key) && due(key, types)) {
                differences.add(key + " is missing");
              }
            });
    return differences;
  }

  /** The types of each key, those of all items of a list together. */
  static Map<String, TreeSet<String>> flat(Object answer) {
    Map<String, TreeSet<String>> types = new TreeMap<>();
    below("", answer, types);
    types.remove("");
    return types;
  }

  private static boolean due(String key, Map<String, TreeSet<String>> types) {
    if (key.endsWith("[]")) {
      return false; // a list may be empty
    }
    int dot = key.lastIndexOf('.');
    return dot < 0 || types.getOrDefault(key.substring(0, dot), new TreeSet<>()).contains("object");
  }

  private static void below(String key, Object value, Map<String, TreeSet<String>> types) {
    types.computeIfAbsent(key, none -> new TreeSet<>()).add(type(value));
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, each) -> below(key.isEmpty() ? name + "" : key + "." + name, each, types));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> below(key + "[]", each, types));
    }
  }

  private static String type(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map<?, ?>) {
      return "object";
    }
    if (value instanceof List<?>) {
      return "list";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Number) {
      return value instanceof Integer || value instanceof Long ? "whole" : "number";
    }
    String text = value.toString();
    return ZULU.matcher(text).matches()
        ? "time-z"
        : OFFSET.matcher(text).matches() ? "time-offset" : "text";
  }
}
