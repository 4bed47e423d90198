package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What SQLite itself does on this disk: one table, one writer, WAL and synchronous=FULL. */
final class BareSqlite {

  private BareSqlite() {}

  /**
   * Rows a second.
   *
   * @param folder where a fresh database is made
   * @param text what each row holds
   * @param rows in each commit
   */
  static double rowsPerSecond(Path folder, String text, int rows, Duration round)
      throws BenchException {
    try {
      Path file = Files.createTempDirectory(folder, "bare").resolve("bare.db");
      try (Connection connection = source(file).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE line (place INTEGER PRIMARY KEY, facts TEXT)");
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO line (facts) VALUES (?)")) {
          return fill(statement, insert, text, rows, round);
        }
      }
    } catch (IOException | SQLException e) {
      throw new BenchException("bare SQLite in " + folder, e);
    }
  }

  private static double fill(
      Statement statement, PreparedStatement insert, String text, int rows, Duration round)
      throws SQLException {
    long done = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < round.toNanos()) {
      statement.execute("BEGIN IMMEDIATE");
      for (int i = 0; i < rows; i++) {
        insert.setString(1, text);
        insert.executeUpdate();
      }
      statement.execute("COMMIT");
      done += rows;
    }
    return done * 1e9 / (System.nanoTime() - start);
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setGetGeneratedKeys(false);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
