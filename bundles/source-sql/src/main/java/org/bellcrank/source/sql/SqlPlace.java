package org.bellcrank.source.sql;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.bellcrank.historian.HistorianException;

/**
 * Where a database is; makes connections that only read, one for each look.
 *
 * @param url for the driver, without user and password
 * @param driver the driver's class; loaded when a connection is made, since its bundle may come
 *     later
 * @param user empty where none is needed
 * @param password asked for at each connection
 * @param timeout for connecting and for each statement
 * @param zone of times that say none themselves
 */
record SqlPlace(
    String url,
    String driver,
    String user,
    Supplier<String> password,
    Duration timeout,
    ZoneId zone) {

  static final String URL_PATTERN = "jdbc:[a-z0-9]+:[^\\s@]{1,500}";
  static final String URL_ALLOWED =
      "jdbc:<kind>:<place>, with user and password in their own settings";

  private static final Map<String, String> DRIVERS =
      Map.of(
          "postgresql", "org.postgresql.Driver",
          "sqlite", "org.sqlite.JDBC",
          "mariadb", "org.mariadb.jdbc.Driver",
          "sqlserver", "com.microsoft.sqlserver.jdbc.SQLServerDriver",
          "oracle", "oracle.jdbc.OracleDriver");

  /** The usual driver of a URL; empty where none is known. */
  static String usual(String url) {
    return DRIVERS.getOrDefault(url.split(":", 3)[1], "");
  }

  /** The URL without its parameters. */
  String shown() {
    return url.replaceFirst("[?;].*", "");
  }

  /** A connection in a transaction that can change nothing. */
  Connection connect() throws HistorianException, SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password.get());
    }
    String seconds = String.valueOf(Math.max(1, timeout.toSeconds()));
    if (url.startsWith("jdbc:postgresql:")) {
      properties.setProperty("connectTimeout", seconds);
      properties.setProperty("loginTimeout", seconds);
      properties.setProperty("socketTimeout", String.valueOf(timeout.toSeconds() + 5));
      properties.setProperty("ApplicationName", "bellcrank source");
    }
    Connection connection = loaded().connect(url, properties);
    if (connection == null) {
      throw new HistorianException(
          "driver.class: given %s; allowed: a driver that knows %s".formatted(driver, shown()));
    }
    try {
      readOnly(connection);
      return connection;
    } catch (SQLException broken) {
      connection.close();
      throw broken;
    }
  }

  private void readOnly(Connection connection) throws SQLException {
    if (url.startsWith("jdbc:sqlite:")) {
      // Its driver takes read-only at opening alone, and then a file that is not there is none.
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = ON");
      }
    } else {
      connection.setReadOnly(true);
    }
    if (url.startsWith("jdbc:postgresql:")) {
      // A watermark with a zone is compared with a column without one in the session's zone.
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TIME ZONE " + postgresZone());
      }
    }
    connection.setAutoCommit(false);
  }

  /**
   * PostgreSQL reads UTC+02:00 by POSIX, as two hours west; as an interval it is two hours east.
   */
  private String postgresZone() {
    return zone.normalized() instanceof ZoneOffset offset
        ? "INTERVAL '%s' HOUR TO MINUTE"
            .formatted(offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId())
        : "'%s'".formatted(zone.getId());
  }

  /** Whether the database has no type for times: they are milliseconds since 1970 in it. */
  boolean timesAreNumbers() {
    return url.startsWith("jdbc:sqlite:");
  }

  private Driver loaded() throws HistorianException {
    try {
      Class<?> type = SqlPlace.class.getClassLoader().loadClass(driver);
      return (Driver) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new HistorianException(
          "driver.class: given %s, which is not there; allowed: the class of a driver whose bundle is installed, for PostgreSQL the package bellcrank-postgresql"
              .formatted(driver),
          e);
    }
  }
}
