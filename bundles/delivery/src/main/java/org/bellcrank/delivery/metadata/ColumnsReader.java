package org.bellcrank.delivery.metadata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.bellcrank.delivery.connector.Json;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.journal.Facts;

/**
 * Reads rows of {@code information_schema.columns}: what a database answers, a JSON list of
 * objects, or CSV with a header.
 */
final class ColumnsReader implements MetadataReader {

  private static final String WANTED =
      "rows of information_schema.columns with table_name, column_name and data_type, as CSV with a"
          + " header or as a JSON list";

  @Override
  public ForeignSchema read(byte[] document) throws UnreadableMetadataException {
    MetadataReader.begins(document, WANTED, "[\\[{\"\\w]");
    String text = new String(document, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "").strip();
    List<Map<String, String>> rows =
        text.startsWith("{") || text.startsWith("[") ? ofJson(text) : Csv.rows(text);
    if (rows.isEmpty() || !rows.get(0).keySet().containsAll(List.of("table_name", "column_name"))) {
      throw new UnreadableMetadataException(
          rows.isEmpty()
              ? "given no rows, so that none of the tables is there; allowed: " + WANTED
              : "given the columns %s; allowed: %s".formatted(rows.get(0).keySet(), WANTED));
    }
    Map<String, Map<String, ForeignField>> tables = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      ForeignField column = column(row);
      tables
          .computeIfAbsent(row.getOrDefault("table_name", ""), name -> new LinkedHashMap<>())
          .put(column.name(), column);
    }
    return new ForeignSchema(tables, Map.of(), true);
  }

  private static List<Map<String, String>> ofJson(String text) {
    Json json = Json.lenient(text);
    List<Json> items =
        json.root() instanceof List<?> ? json.each("") : json.each("/results/0/rows");
    List<Map<String, String>> rows = new ArrayList<>();
    for (Json item : items) {
      Map<String, String> row = new LinkedHashMap<>();
      if (item.root() instanceof Facts facts) {
        facts
            .values()
            .forEach((key, value) -> row.put(key.toLowerCase(Locale.ROOT), String.valueOf(value)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static ForeignField column(Map<String, String> row) {
    String type = row.getOrDefault("data_type", "").toLowerCase(Locale.ROOT);
    boolean made =
        row.getOrDefault("is_generated", "").equalsIgnoreCase("always")
            || row.getOrDefault("identity_generation", "").equalsIgnoreCase("always");
    boolean filled = made || !row.getOrDefault("column_default", "").isEmpty();
    boolean needed = row.getOrDefault("is_nullable", "").equalsIgnoreCase("no") && !filled;
    return ForeignField.of(row.getOrDefault("column_name", ""), type, fits(type, row))
        .text(length(row.getOrDefault("character_maximum_length", "")), false, List.of())
        .used(made ? ForeignField.Use.READ_ONLY : ForeignField.Use.UNTOLD, needed);
  }

  /** SQL Server says -1 where there is no limit. */
  private static OptionalInt length(String told) {
    return told.matches("[1-9]\\d{0,8}")
        ? OptionalInt.of(Integer.parseInt(told))
        : OptionalInt.empty();
  }

  private static Set<Mapping.Type> fits(String type, Map<String, String> row) {
    if (type.matches(".*(char|text|clob|uuid|string).*")) {
      return Set.of(Mapping.Type.TEXT);
    }
    if (type.matches("(small|big|tiny|medium)?int(eger)?\\d?|(big|small)?serial")) {
      return Set.of(Mapping.Type.WHOLE);
    }
    if (type.matches("(numeric|decimal|number)\\b.*")) {
      return "0".equals(row.getOrDefault("numeric_scale", ""))
          ? Set.of(Mapping.Type.WHOLE, Mapping.Type.NUMBER)
          : Set.of(Mapping.Type.NUMBER);
    }
    if (type.matches("(real|double|float|money)\\b.*")) {
      return Set.of(Mapping.Type.NUMBER);
    }
    if (type.matches("(date|time|smalldatetime).*")) {
      return Set.of(Mapping.Type.INSTANT);
    }
    return type.matches("bool(ean)?|bit") ? Set.of(Mapping.Type.BOOL) : Set.of();
  }

  /**
   * What asks a database for the columns of tables, as the body of a call.
   *
   * @param tables their names; case does not count
   */
  static byte[] question(Set<String> tables) {
    List<String> places = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String table : tables) {
      places.add("?");
      names.add(table.toLowerCase(Locale.ROOT));
    }
    String sql =
        "select table_name, column_name, data_type, character_maximum_length, numeric_scale,"
            + " is_nullable, column_default, is_generated, identity_generation"
            + " from information_schema.columns where lower(table_name) in ("
            + String.join(", ", places)
            + ") and table_schema = any (current_schemas(false))"
            + " order by table_name, ordinal_position";
    Facts statement = Facts.with("sql", sql).put("parameters", names).build();
    return Facts.with("statements", List.of(statement))
        .build()
        .json()
        .getBytes(StandardCharsets.UTF_8);
  }
}
