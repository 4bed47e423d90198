package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both databases have the same tables, columns, keys and indexes, all of their scripts' making. */
@Timeout(60)
class TablesTest {

  @TempDir Path folder;

  private final StoreSettings settings = Stores.server().settings("tables");
  private DataSource sqlite;
  private DataSource postgres;

  @BeforeEach
  void prepare() {
    SqliteDatabase file = new SqliteDatabase(folder, Integer.MAX_VALUE);
    file.prepare();
    sqlite = file.source();
    new PostgresDatabase(settings).prepare();
    postgres = PostgresAddress.source(settings, "test", 0);
  }

  @Test
  void bothDatabasesHaveTheSameTablesColumnsKeysAndIndexes() throws SQLException {
    Map<String, String> expected = tables(sqlite, null);
    assertThat(expected).containsKeys("journal", "delivery", "work_order");
    assertThat(tables(postgres, "tables")).isEqualTo(expected);
  }

  @Test
  void eachScriptInTheFoldersIsRun() throws Exception {
    assertThat(run(sqlite, "")).isEqualTo(scripts(Migrations.SQLITE));
    assertThat(run(postgres, "tables.")).isEqualTo(scripts(Migrations.POSTGRESQL));
  }

  private static SortedSet<String> run(DataSource source, String schema) throws SQLException {
    return new TreeSet<>(
        column(
            source, "SELECT script FROM " + schema + "flyway_schema_history WHERE version > ''"));
  }

  private static SortedSet<String> scripts(String folder) throws Exception {
    SortedSet<String> found = new TreeSet<>();
    URL place = Migrations.class.getClassLoader().getResource(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(place.toURI()))) {
      files.forEach(file -> found.add(file.getFileName().toString()));
    }
    return found;
  }

  @Test
  void aFullQueueIsReadInTheOrderOfItsIndexAndNotSortedAtEachLook() throws SQLException {
    String due =
        JdbcOutboxBook.DUE.replaceFirst("\\?", "'cmms'").replaceFirst("\\?", "1").replace("?", "9");
    assertThat(String.join("\n", column(sqlite, "EXPLAIN QUERY PLAN " + due)))
        .contains("USING INDEX delivery_queue")
        .doesNotContain("TEMP B-TREE");
    // A table without rows is read in whole and sorted unless both are made dear.
    assertThat(
            String.join(
                "\n",
                column(
                    postgres,
                    "SET enable_seqscan = off",
                    "SET enable_sort = off",
                    "SET search_path = tables",
                    "EXPLAIN " + due)))
        .contains("using delivery_queue")
        .doesNotContain("Sort");
  }

  /** The last column of what the last of the statements answers. */
  private static List<String> column(DataSource source, String... statements) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        if (statement.execute(each)) {
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              found.add(rows.getString(rows.getMetaData().getColumnCount()));
            }
          }
        }
      }
    }
    return found;
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
