package org.bellcrank.itests.doubles;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a declared system: columns by the folder's facts, what stands behind their types,
 * and all other tables, by its declaration in SQL.
 */
final class DeclaredPlan implements SqlPlan {

  private static final String NO_SUCH_VALUE = "23514";

  private final Declaration declaration;
  private final DeclaredPart orders;
  private final DeclaredPart files;

  DeclaredPlan(Declaration declaration) {
    this.declaration = declaration;
    orders = declaration.orders();
    files = declaration.files();
  }

  @Override
  public String tables() {
    Map<String, String> rules = orders.pairs("columns");
    List<String> elsewhere = orders.texts("elsewhere");
    List<String> columns = new ArrayList<>();
    for (DeclaredFact fact : declaration.facts()) {
      String name = Places.last(fact.name());
      if (elsewhere.contains(name)) {
        continue;
      }
      String rule = rules.getOrDefault(name, "");
      columns.add(
          "%s %s %s %s".formatted(name, type(fact), fact.needed() ? "not null" : "", rule).strip());
    }
    return orders.text("before", "")
        + "create table %s (\n  %s);\n".formatted(orders(), String.join(",\n  ", columns))
        + orders.text("after", "");
  }

  private static String type(DeclaredFact fact) {
    return switch (fact.type()) {
      case "whole" -> "bigint";
      case "number" -> "double precision";
      case "instant" -> fact.as().equals("date") ? "date" : "timestamptz";
      case "bool" -> "boolean";
      default -> fact.length() == 0 ? "text" : "varchar(" + fact.length() + ")";
    };
  }

  @Override
  public String orders() {
    return orders.text("table");
  }

  @Override
  public String files() {
    return files.text("table");
  }

  @Override
  public List<String> written() {
    List<String> written = new ArrayList<>(List.of(orders(), files()));
    written.addAll(orders.texts("written"));
    return written;
  }

  @Override
  public List<String> read() {
    return orders.texts("read");
  }

  @Override
  public String file() {
    return "%1$s = new.%1$s".formatted(files.text("key", "id"));
  }

  @Override
  public List<BookedOrder> booked(Connection connection) throws SQLException {
    Map<String, List<BookedAttachment>> attached = attached(connection);
    List<BookedOrder> all = new ArrayList<>();
    String key = orders.text("key");
    String sql = "select * from %s order by %s".formatted(orders(), key);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        Map<String, Object> fields = SqlFields.of(rows);
        all.add(
            new BookedOrder(
                all.size() + 1L,
                rows.getString(orders.text("number", key)),
                References.of(fields, List.of()),
                rows.getTimestamp(orders.text("changed")).toInstant(),
                rows.getTimestamp(orders.text("changed")).toInstant(),
                rows.getString(orders.text("status")),
                fields,
                attached.getOrDefault(rows.getString(key), List.of()),
                List.of()));
      }
    }
    return all;
  }

  private Map<String, List<BookedAttachment>> attached(Connection connection) throws SQLException {
    String sql =
        "select a.%s, a.%s, a.%s, octet_length(a.%4$s), encode(sha256(a.%4$s), 'hex') from %5$s a order by a.%6$s"
            .formatted(
                files.text("order"),
                files.text("name"),
                files.text("type"),
                files.text("content"),
                files(),
                files.text("key", "id"));
    Map<String, List<BookedAttachment>> all = new HashMap<>();
    long count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.computeIfAbsent(rows.getString(1), none -> new ArrayList<>())
            .add(
                new BookedAttachment(
                    ++count,
                    rows.getString(2),
                    rows.getString(3),
                    "",
                    rows.getLong(4),
                    rows.getString(5),
                    java.time.Instant.EPOCH));
      }
    }
    return all;
  }

  @Override
  public boolean report(
      Connection connection, String number, String status, Map<String, Object> fields)
      throws SQLException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(orders.text("status"), status);
    all.putAll(fields);
    List<String> sets = new ArrayList<>();
    all.forEach(
        (column, value) -> sets.add(column + " = " + SqlTables.quoted(String.valueOf(value))));
    String sql =
        "update %s set %s where %s = %s"
            .formatted(
                orders(),
                String.join(", ", sets),
                orders.text("number", orders.text("key")),
                SqlTables.quoted(number));
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql) == 1;
    } catch (SQLException refused) {
      if (NO_SUCH_VALUE.equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }
}
