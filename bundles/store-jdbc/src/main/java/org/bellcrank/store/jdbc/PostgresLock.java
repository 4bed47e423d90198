package org.bellcrank.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.bellcrank.journal.StoreException;

/**
 * Keeps a second gateway off a schema. The lock belongs to the connection that writes and ends with
 * it, so that nobody writes who does not hold it; who gets it also knows that no commit of the one
 * before is still on its way.
 */
final class PostgresLock {

  /** "BCK1": what tells our locks from those of others in the same database. */
  private static final int OURS = 0x42434b31;

  private static final int PATIENCE_MILLIS = 3_000;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private PostgresLock() {}

  /**
   * Takes the lock. A connection of the same name that the server still holds for alive is our own
   * from before the network broke; the server is told to end it.
   *
   * @throws StoreException naming the holder when somebody else has it
   */
  static void take(Connection connection, StoreSettings settings, String who) throws SQLException {
    int key = settings.schema().hashCode() & Integer.MAX_VALUE;
    try (Statement statement = connection.createStatement()) {
      if (number(statement, "SELECT pg_try_advisory_lock(%d, %d)::int".formatted(OURS, key)) == 1) {
        return;
      }
      Holder holder = holder(connection, key);
      if (holder.name().equals(who)) {
        statement.execute("SELECT pg_terminate_backend(%d)".formatted(holder.pid()));
      }
      await(connection, settings, key);
    }
  }

  /** A connection that was closed holds its lock until the server has noticed. */
  private static void await(Connection connection, StoreSettings settings, int key)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = " + PATIENCE_MILLIS);
      statement.execute("SELECT pg_advisory_lock(%d, %d)".formatted(OURS, key));
      statement.execute("SET lock_timeout = 0");
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      Holder holder = holder(connection, key);
      throw new StoreException(
          ("%s is in use by %s (server process %d, from %s); allowed: one gateway at a time;"
                  + " end that one or name another schema")
              .formatted(settings, holder.name(), holder.pid(), holder.from()),
          e);
    }
  }

  private static Holder holder(Connection connection, int key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT a.pid, a.application_name, coalesce(host(a.client_addr), 'this machine')"
                + " FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                + " WHERE l.locktype = 'advisory' AND l.granted"
                + " AND l.classid::bigint = ? AND l.objid::bigint = ? AND l.database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())")) {
      statement.setLong(1, OURS);
      statement.setLong(2, key);
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          return new Holder(0, "somebody who just left", "unknown");
        }
        String name = found.getString(2);
        return new Holder(
            found.getLong(1), name == null ? "somebody else" : name, found.getString(3));
      }
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private record Holder(long pid, String name, String from) {}
}
