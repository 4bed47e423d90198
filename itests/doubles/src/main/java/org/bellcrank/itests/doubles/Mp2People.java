package org.bellcrank.itests.doubles;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What people at MP2's screens fill in; columns are named with their table, {@code WOE.REGHRS}. */
final class Mp2People {

  /** What else is in the key of rows that people add, and what stands there until they say. */
  private static final Map<String, Map<String, String>> ADDED =
      Map.of(
          "WOE",
          new TreeMap<>(Map.of("EMPCODE", "''", "CRAFT", "''", "WODATE", "current_date")),
          "WOP",
          new TreeMap<>(Map.of("ITEMNUM", "''", "SITE", "''", "DATEUSED", "current_date")));

  private static final String KEY =
      "WONUM, CLOSEDATE, EQNUM, LOCATION, SUBLOCATION1, SUBLOCATION2, SUBLOCATION3";

  private final Settings settings;

  Mp2People(Settings settings) {
    this.settings = settings;
  }

  /** As {@link SqlPlan#report}; all at once or not at all. */
  boolean report(Connection connection, String number, String status, Map<String, Object> fields)
      throws SQLException {
    String completed = settings.text("status.completed");
    List<String> known =
        List.of(settings.text("status.open"), settings.text("status.request"), completed);
    String order = "WONUM = " + SqlTables.quoted(number);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery("select 1 from WO where " + order)) {
        if (!known.contains(status) || !found.next()) {
          return false;
        }
      }
      StringBuilder all = new StringBuilder();
      tables(fields).forEach((table, values) -> all.append(fill(table, values, order)));
      all.append(
          status.equals(completed)
              ? "call close_order(%s, current_date::timestamp)".formatted(SqlTables.quoted(number))
              : "update WO set STATUS = %s where %s".formatted(SqlTables.quoted(status), order));
      statement.execute(all.toString());
      return true;
    }
  }

  /** Assignments of each table's columns. */
  private static Map<String, List<String>> tables(Map<String, Object> fields) {
    Map<String, List<String>> tables = new TreeMap<>();
    fields.forEach(
        (name, value) -> {
          String[] parts = name.split("\\.", 2);
          tables
              .computeIfAbsent(parts[0], none -> new ArrayList<>())
              .add(parts[1] + " = " + SqlTables.quoted(String.valueOf(value)));
        });
    return tables;
  }

  private static String fill(String table, List<String> values, String order) {
    StringBuilder all = new StringBuilder();
    Map<String, String> added = ADDED.get(table);
    if (added != null) {
      all.append(
          "insert into %1$s (%2$s, %3$s) select %2$s, %4$s from WOEQLIST where %5$s and not exists (select 1 from %1$s where %5$s);\n"
              .formatted(
                  table,
                  KEY,
                  String.join(", ", added.keySet()),
                  String.join(", ", added.values()),
                  order));
    }
    return all.append(
            "update %s set %s where %s;\n".formatted(table, String.join(", ", values), order))
        .toString();
  }
}
