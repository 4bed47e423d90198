package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both databases have the same tables, columns, keys and indexes. */
@Timeout(60)
class TablesTest {

  @TempDir Path folder;

  @Test
  void bothDatabasesHaveTheSameTablesColumnsKeysAndIndexes() throws SQLException {
    StoreSettings settings = Stores.server().settings("tables");
    PostgresDatabase postgres = new PostgresDatabase(settings);
    postgres.prepare();
    SqliteDatabase sqlite = new SqliteDatabase(folder, Integer.MAX_VALUE);
    sqlite.prepare();
    Map<String, String> expected = tables(sqlite.source(), null);
    assertThat(expected).containsKeys("journal", "delivery", "work_order");
    assertThat(tables(PostgresAddress.source(settings, "test", 0), "tables")).isEqualTo(expected);
  }

  private static Map<String, String> tables(DataSource source, String schema) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Connection connection = source.getConnection()) {
      DatabaseMetaData meta = connection.getMetaData();
      try (ResultSet tables = meta.getTables(null, schema, "%", new String[] {"TABLE"})) {
        while (tables.next()) {
          String name = tables.getString("TABLE_NAME");
          if (!name.startsWith("flyway") && !name.startsWith("sqlite")) {
            found.put(name, "");
          }
        }
      }
      for (String table : found.keySet()) {
        found.put(table, columns(meta, schema, table) + " " + indexes(meta, schema, table));
      }
    }
    return found;
  }

  private static Map<String, String> columns(DatabaseMetaData meta, String schema, String table)
      throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (ResultSet columns = meta.getColumns(null, schema, table, "%")) {
      while (columns.next()) {
        String type = columns.getString("TYPE_NAME").toLowerCase();
        found.put(
            columns.getString("COLUMN_NAME"),
            type.startsWith("int") || type.equals("bigint") ? "whole" : type);
      }
    }
    try (ResultSet keys = meta.getPrimaryKeys(null, schema, table)) {
      while (keys.next()) {
        found.merge(
            keys.getString("COLUMN_NAME"), " key " + keys.getInt("KEY_SEQ"), String::concat);
      }
    }
    return found;
  }

  /** Of those that have a name; what stands behind UNIQUE and PRIMARY KEY is named differently. */
  private static TreeSet<String> indexes(DatabaseMetaData meta, String schema, String table)
      throws SQLException {
    TreeSet<String> found = new TreeSet<>();
    try (ResultSet indexes = meta.getIndexInfo(null, schema, table, false, true)) {
      while (indexes.next()) {
        String name = String.valueOf(indexes.getString("INDEX_NAME"));
        if (indexes.getBoolean("NON_UNIQUE") && name.startsWith(table + "_")) {
          found.add(name);
        }
      }
    }
    return found;
  }
}
