package org.bellcrank.itests.doubles;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.jdbc.testing.PostgresServer;

/** A sender with nothing but JDBC: one connection and one transaction for each request. */
final class SqlClient {

  private static Optional<PostgresServer> server;

  private final SqlDouble database;

  SqlClient(SqlDouble database) {
    this.database = database;
  }

  /** One server for all tests of this process; they are skipped where PostgreSQL is missing. */
  static synchronized SqlServer server() throws Exception {
    if (server == null) {
      server = PostgresServer.start();
    }
    assumeTrue(server.isPresent(), "SKIPPED: PostgreSQL is not installed on this machine");
    return new SqlServer(
        server.get().port(), "postgres", PostgresServer.USER, PostgresServer.PASSWORD);
  }

  /** Runs statements in one transaction; says how many rows the last one changed. */
  int run(String... statements) throws SQLException {
    try (Connection connection = connection()) {
      connection.setAutoCommit(false);
      int changed = 0;
      for (String sql : statements) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.execute();
          changed = statement.getUpdateCount();
        }
      }
      connection.commit();
      return changed;
    }
  }

  /** The first column of what is found. */
  List<String> ask(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  /** The SQLSTATE with which statements are refused; empty where they are not. */
  String refused(String... statements) {
    try {
      run(statements);
      return "";
    } catch (SQLException refusal) {
      return refusal.getSQLState();
    }
  }

  private Connection connection() throws SQLException {
    String[] credential = database.credential().split(":", 2);
    return DriverManager.getConnection(database.uri().toString(), credential[0], credential[1]);
  }
}
