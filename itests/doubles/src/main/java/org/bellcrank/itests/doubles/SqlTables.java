package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database's tables, made of a table of facts: types, widths, keys, rules. */
final class SqlTables {

  private final Map<String, List<Map<String, String>>> columns = new LinkedHashMap<>();

  SqlTables(String facts) {
    for (Map<String, String> row : Facts.table(facts)) {
      columns.computeIfAbsent(row.get("table"), none -> new ArrayList<>()).add(row);
    }
  }

  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** The statements that make them, each with its semicolon. */
  String statements() {
    StringBuilder all = new StringBuilder();
    columns.forEach((table, rows) -> all.append(table(table, rows)));
    return all.toString();
  }

  /** A statement that puts a row in, for each row of a register whose names are columns. */
  static String rows(String table, List<Map<String, String>> register) {
    StringBuilder all = new StringBuilder();
    for (Map<String, String> row : register) {
      List<String> values = row.values().stream().map(SqlTables::quoted).toList();
      all.append(
          "insert into %s (%s) values (%s);\n"
              .formatted(table, String.join(", ", row.keySet()), String.join(", ", values)));
    }
    return all.toString();
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String table(String table, List<Map<String, String>> rows) {
    List<String> parts = new ArrayList<>();
    rows.forEach(row -> parts.add(column(row)));
    List<String> key = names(rows, "key", "key");
    if (!key.isEmpty()) {
      parts.add("primary key (" + String.join(", ", key) + ")");
    }
    Map<String, List<String>> unique = new TreeMap<>();
    rows.stream()
        .filter(row -> !row.getOrDefault("unique", "").isEmpty())
        .forEach(
            row ->
                unique
                    .computeIfAbsent(row.get("unique"), none -> new ArrayList<>())
                    .add(row.get("column")));
    unique.values().forEach(each -> parts.add("unique (" + String.join(", ", each) + ")"));
    return "create table %s (\n  %s);\n".formatted(table, String.join(",\n  ", parts));
  }

  private static List<String> names(List<Map<String, String>> rows, String column, String value) {
    return rows.stream()
        .filter(row -> value.equals(row.get(column)))
        .map(row -> row.get("column"))
        .toList();
  }

  private static String column(Map<String, String> row) {
    StringBuilder column = new StringBuilder(row.get("column")).append(' ').append(type(row));
    if ("required".equals(row.get("level"))) {
      column.append(" not null");
    }
    column.append(' ').append(row.getOrDefault("rule", ""));
    String refers = row.getOrDefault("refers", "");
    if (!refers.isEmpty()) {
      column.append(" references ").append(refers.replaceFirst("\\.(.*)", " ($1)"));
    }
    if (!row.getOrDefault("maximum", "").isEmpty()) {
      String value = "bytes".equals(row.get("type")) ? "octet_length(%s)" : "%s";
      column.append(
          " check (%s between %s and %s)"
              .formatted(
                  value.formatted(row.get("column")), row.get("minimum"), row.get("maximum")));
    }
    return column.toString().strip();
  }

  private static String type(Map<String, String> row) {
    return switch (row.get("type")) {
      case "text" -> "varchar(" + row.get("length") + ")";
      case "memo" -> "text";
      case "number" -> "double precision";
      case "whole" -> "bigint";
      case "time" -> "timestamp";
      case "instant" -> "timestamptz";
      case "bytes" -> "bytea";
      case "serial" -> "bigint generated always as identity";
      default -> throw new IllegalStateException("no such type: " + row);
    };
  }
}
