package org.bellcrank.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.bellcrank.journal.StoreException;

/** One table of ours, moved from one database to another row by row in the order of its key. */
final class TableCopy {

  private static final int BATCH = 1_000;

  private final String name;
  private final List<Column> columns;
  private final List<String> key;

  private record Column(String name, boolean whole) {}

  private TableCopy(String name, List<Column> columns, List<String> key) {
    this.name = name;
    this.columns = columns;
    this.key = key;
  }

  /** Every table of ours in a database, by name. */
  static List<TableCopy> all(Connection connection) throws SQLException {
    DatabaseMetaData meta = connection.getMetaData();
    List<String> names = new ArrayList<>();
    try (ResultSet tables =
        meta.getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME");
        if (!name.startsWith("flyway_") && !name.startsWith("sqlite_")) {
          names.add(name);
        }
      }
    }
    Collections.sort(names);
    List<TableCopy> all = new ArrayList<>();
    for (String name : names) {
      all.add(read(meta, connection.getSchema(), name));
    }
    return all;
  }

  private static TableCopy read(DatabaseMetaData meta, String schema, String name)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet found = meta.getColumns(null, schema, name, "%")) {
      while (found.next()) {
        int type = found.getInt("DATA_TYPE");
        columns.add(
            new Column(
                found.getString("COLUMN_NAME"), type == Types.INTEGER || type == Types.BIGINT));
      }
    }
    SortedMap<Integer, String> key = new TreeMap<>();
    try (ResultSet found = meta.getPrimaryKeys(null, schema, name)) {
      while (found.next()) {
        key.put(found.getInt("KEY_SEQ"), found.getString("COLUMN_NAME"));
      }
    }
    return new TableCopy(name, List.copyOf(columns), List.copyOf(key.values()));
  }

  String name() {
    return name;
  }

  long rows(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + name)) {
      result.next();
      return result.getLong(1);
    }
  }

  /**
   * Copies all rows.
   *
   * @param progress told the number of rows so far
   */
  void copy(Connection from, Connection to, LongConsumer progress)
      throws SQLException, InterruptedException {
    String insert =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                name,
                String.join(", ", names()),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    try (Statement statement = from.createStatement();
        PreparedStatement adding = to.prepareStatement(insert)) {
      statement.setFetchSize(BATCH);
      long rows = 0;
      try (ResultSet row = statement.executeQuery(select())) {
        while (row.next()) {
          bind(adding, row);
          adding.addBatch();
          rows++;
          if (rows % BATCH == 0) {
            adding.executeBatch();
            told(rows, progress);
          }
        }
      }
      adding.executeBatch();
      told(rows, progress);
    }
  }

  /**
   * Reads both sides and compares every value.
   *
   * @throws StoreException naming the first row that differs
   */
  void compare(Connection from, Connection to, LongConsumer progress)
      throws SQLException, InterruptedException {
    try (Statement one = from.createStatement();
        Statement two = to.createStatement()) {
      one.setFetchSize(BATCH);
      two.setFetchSize(BATCH);
      try (ResultSet given = one.executeQuery(select());
          ResultSet kept = two.executeQuery(select())) {
        long rows = 0;
        while (given.next()) {
          if (!kept.next() || !values(given).equals(values(kept))) {
            throw new StoreException(
                "row %d of table %s arrived differently".formatted(rows + 1, name), null);
          }
          rows++;
          if (rows % BATCH == 0) {
            told(rows, progress);
          }
        }
        if (kept.next()) {
          throw new StoreException("table %s has rows that nobody sent".formatted(name), null);
        }
      }
    }
  }

  private static void told(long rows, LongConsumer progress) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    progress.accept(rows);
  }

  private List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  private String select() {
    return "SELECT %s FROM %s ORDER BY %s"
        .formatted(String.join(", ", names()), name, String.join(", ", key));
  }

  private void bind(PreparedStatement adding, ResultSet row) throws SQLException {
    for (int i = 1; i <= columns.size(); i++) {
      Object value = value(row, i);
      if (value instanceof Long number) {
        adding.setLong(i, number);
      } else if (value instanceof String text) {
        adding.setString(i, text);
      } else {
        adding.setNull(i, columns.get(i - 1).whole() ? Types.BIGINT : Types.VARCHAR);
      }
    }
  }

  private List<Object> values(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      values.add(Objects.requireNonNullElse(value(row, i), Types.NULL));
    }
    return values;
  }

  /** Text in the form that both databases keep. */
  private Object value(ResultSet row, int index) throws SQLException {
    if (columns.get(index - 1).whole()) {
      long number = row.getLong(index);
      return row.wasNull() ? null : (Object) number;
    }
    String text = row.getString(index);
    return text == null ? null : Values.keepable(text);
  }
}
