package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.bellcrank.journal.StoreException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The SQLite file in the data directory and how it is opened. */
final class SqliteDatabase implements Database {

  /** Its name in the data directory. */
  static final String FILE = "bellcrank.db";

  /** SQLite's code for a row that breaks a rule of its table: a mistake, not a sick disk. */
  private static final int CONSTRAINT = 19;

  private static final int BUSY_MILLIS = 5_000;
  private static final int CACHE_KIBIBYTES = 16 * 1024;
  private static final int CHECKPOINT_PAGES = 4_000;

  private final Path file;
  private final int mostPages;

  SqliteDatabase(Path root, int mostPages) {
    this(root, FILE, mostPages);
  }

  SqliteDatabase(Path root, String name, int mostPages) {
    this.mostPages = mostPages;
    file = root.resolve(name);
    unpackNativeInto(root.resolve("native"));
  }

  /** The driver unpacks its library at each start; what a killed process left there is removed. */
  private static void unpackNativeInto(Path folder) {
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "sqlite-*")) {
        for (Path leftover : leftovers) {
          Files.deleteIfExists(leftover);
        }
      }
    } catch (IOException e) {
      throw new StoreException("folder %s cannot be used: %s".formatted(folder, e), e);
    }
    System.setProperty("org.sqlite.tmpdir", folder.toString());
  }

  SQLiteDataSource source() {
    SQLiteDataSource source = new SQLiteDataSource(config());
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  @Override
  public void prepare() {
    Migrations.run(source(), Migrations.SQLITE, "");
  }

  @Override
  public Connection writing() {
    // What a savepoint keeps of pages would go into files in the system's folder for temporary
    // ones.
    return connection(
        "PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES, "PRAGMA temp_store = MEMORY");
  }

  @Override
  public Session reader() {
    return new Session(connection("PRAGMA query_only = true"), false);
  }

  private Connection connection(String... pragmas) {
    Connection connection = null;
    try {
      connection = source().getConnection();
      try (var statement = connection.createStatement()) {
        for (String pragma : pragmas) {
          statement.execute(pragma);
        }
      }
      // Otherwise the driver tries a transaction of its own around every statement.
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw unusable(connection, e);
    }
  }

  private StoreException unusable(Connection connection, SQLException e) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
    }
    return new StoreException(
        "database %s cannot be opened: %s".formatted(file, e.getMessage()), e);
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    // Otherwise the driver asks for the last row's key after every insert.
    config.setGetGeneratedKeys(false);
    config.setMaxPageCount(mostPages);
    config.setCacheSize(-CACHE_KIBIBYTES);
    return config;
  }

  @Override
  public boolean isMistake(SQLException refusal) {
    return (refusal.getErrorCode() & 0xff) == CONSTRAINT;
  }

  /** After a refusal the driver keeps statements that never work again. */
  @Override
  public boolean recovers() {
    return false;
  }

  @Override
  public Duration patience() {
    return Duration.ZERO;
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
