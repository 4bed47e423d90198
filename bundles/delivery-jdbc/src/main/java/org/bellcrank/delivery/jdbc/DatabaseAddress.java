package org.bellcrank.delivery.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bellcrank.delivery.SqlRequest;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is; makes connections, one for each call.
 *
 * @param url for the driver
 * @param place for people: without parameters
 */
record DatabaseAddress(String url, String place) {

  private static final Pattern PLACE = Pattern.compile("jdbc:postgresql://[^/@?]+/[^/@?]+");

  /** What an address may say besides where; all else is ours to set. */
  private static final Set<String> ALLOWED =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "targetServerType", "currentSchema");

  /** Beyond the time that the statements have: the server is asked to stop them first. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /**
   * Checks an address.
   *
   * @throws SqlRefusal saying what was given and what is allowed
   */
  static DatabaseAddress of(String given) throws SqlRefusal {
    String place = given.replaceFirst("\\?.*", "");
    if (!PLACE.matcher(place).matches()) {
      throw new SqlRefusal(
          "given the address '%s'; allowed: jdbc:postgresql://host:port/database, the credential in its own setting"
              .formatted(place.replaceFirst("//.*@", "//…@")));
    }
    if (given.length() > place.length()) {
      for (String parameter : given.substring(place.length() + 1).split("&")) {
        String name = parameter.replaceFirst("=.*", "");
        if (!ALLOWED.contains(name)) {
          throw new SqlRefusal(
              "given the parameter '%s' of %s; allowed: %s"
                  .formatted(name, place, new TreeSet<>(ALLOWED)));
        }
      }
    }
    return new DatabaseAddress(given, place);
  }

  /** A connection with a transaction that is still to begin. */
  Connection connect(SqlRequest request) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setURL(url);
    } catch (IllegalArgumentException noAddress) { // a port that is none
      throw new SQLException("%s is no address of a database".formatted(place), "08001", noAddress);
    }
    source.setApplicationName("bellcrank delivery");
    source.setConnectTimeout(seconds(request.connectTimeout()));
    source.setLoginTimeout(seconds(request.connectTimeout()));
    source.setSocketTimeout(seconds(request.answerTimeout().plus(GRACE)));
    source.setTcpKeepAlive(true);
    // A text takes the type of its place, as in a statement typed by hand.
    source.setStringType("unspecified");
    if (request.credential().isPresent()) {
      String[] parts = request.credential().get().split(":", 2);
      source.setUser(parts[0]);
      source.setPassword(parts.length == 2 ? parts[1] : "");
    }
    Connection connection = source.getConnection();
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException broken) {
      connection.close();
      throw broken;
    }
  }

  /** Whole seconds, rounded up, one at least: 0 would be without end. */
  static int seconds(Duration time) {
    long seconds = time.plusMillis(999).toSeconds();
    return (int) Math.max(1, Math.min(seconds, Integer.MAX_VALUE / 1000));
  }
}
