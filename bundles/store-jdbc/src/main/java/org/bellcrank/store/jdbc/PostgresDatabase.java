package org.bellcrank.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.bellcrank.journal.StoreException;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of a PostgreSQL database and how it is opened. */
final class PostgresDatabase implements Database {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ANSWER_SECONDS = 60;

  /**
   * Values, constraints, statements, sizes: what a unit does wrong, not what the server suffers.
   */
  private static final Set<String> MISTAKES = Set.of("22", "23", "42", "54");

  private final StoreSettings settings;

  /** How the server lists us; told from every other process and every other store of this one. */
  private final String who =
      "bellcrank process %d, %s"
          .formatted(ProcessHandle.current().pid(), UUID.randomUUID().toString().substring(0, 8));

  PostgresDatabase(StoreSettings settings) {
    PostgresAddress.check(settings);
    this.settings = settings;
  }

  private PGSimpleDataSource source() {
    return PostgresAddress.source(settings, who, ANSWER_SECONDS);
  }

  @Override
  public void prepare() {
    // Scripts run while the lock is held; the writer takes it anew.
    try (Connection lock = connect()) {
      PostgresLock.take(lock, settings, who);
      Migrations.run(source(), Migrations.POSTGRESQL, settings.schema());
    } catch (SQLException e) {
      throw unusable(e);
    }
  }

  @Override
  public Connection writing() {
    Connection connection = null;
    try {
      connection = connect();
      requireDurable(connection);
      PostgresLock.take(connection, settings, who);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw closing(connection, unusable(e));
    } catch (StoreException e) {
      throw closing(connection, e);
    }
  }

  @Override
  public Session reader() {
    Connection connection = null;
    try {
      connection = connect();
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return new Session(connection, false);
    } catch (SQLException e) {
      throw closing(connection, unusable(e));
    }
  }

  private Connection connect() throws SQLException {
    return source().getConnection();
  }

  /** An answered commit must be on the server's disk, and text must come back as it went. */
  private void requireDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      require(statement, "server_encoding", Set.of("UTF8"));
      require(statement, "fsync", Set.of("on"));
      require(statement, "full_page_writes", Set.of("on"));
      if (!setting(statement, "synchronous_commit").equals("remote_apply")) {
        statement.execute("SET synchronous_commit = on");
      }
      require(statement, "synchronous_commit", Set.of("on", "remote_apply"));
    }
  }

  private void require(Statement statement, String name, Set<String> allowed) throws SQLException {
    String given = setting(statement, name);
    if (!allowed.contains(given)) {
      throw new StoreException(
          "%s: the server's %s is '%s'; allowed: %s; nothing would be safe there"
              .formatted(settings, name, given, String.join(", ", allowed)),
          null);
    }
  }

  private static String setting(Statement statement, String name) throws SQLException {
    try (ResultSet result = statement.executeQuery("SHOW " + name)) {
      result.next();
      return result.getString(1);
    }
  }

  private static StoreException closing(Connection connection, StoreException reason) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }
    return reason;
  }

  private StoreException unusable(SQLException e) {
    return new StoreException("%s cannot be used: %s".formatted(settings, e.getMessage()), e);
  }

  @Override
  public boolean isMistake(SQLException refusal) {
    String state = refusal.getSQLState();
    return state != null && state.length() == 5 && MISTAKES.contains(state.substring(0, 2));
  }

  @Override
  public boolean recovers() {
    return true;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
