package org.bellcrank.store.jdbc;

import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bellcrank.journal.StoreException;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** Checks an address and a schema, and makes connections of them. */
final class PostgresAddress {

  /** What an address may say besides where; all else is ours to set. */
  private static final Set<String> ALLOWED =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "targetServerType");

  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final int CONNECT_SECONDS = 10;

  private PostgresAddress() {}

  /**
   * Refuses what is no address, and one that holds a password.
   *
   * @throws StoreException saying what was given and what is allowed
   */
  static void check(StoreSettings settings) {
    if (!SCHEMA.matcher(settings.schema()).matches() || settings.schema().startsWith("pg_")) {
      throw new StoreException(
          "schema: given '%s'; allowed: 1 to 63 of a-z 0-9 _, not beginning with pg_ or a digit"
              .formatted(settings.schema()),
          null);
    }
    String place = settings.address().replaceFirst("\\?.*", "");
    // Looked at first: the driver writes what it cannot read into its log.
    if (place.contains("@") || parse(settings.address()) == null) {
      throw new StoreException(
          "database: given '%s'; allowed: jdbc:postgresql://host:port/database, user and password in their own settings"
              .formatted(place.replaceFirst("//.*@", "//…@")),
          null);
    }
    for (String name : names(settings.address())) {
      if (!ALLOWED.contains(name)) {
        throw new StoreException(
            "database: given parameter '%s'; allowed: %s".formatted(name, new TreeSet<>(ALLOWED)),
            null);
      }
    }
  }

  private static Properties parse(String address) {
    return address.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql://")
        ? Driver.parseURL(address, new Properties())
        : null;
  }

  private static Set<String> names(String address) {
    Set<String> names = new TreeSet<>();
    int from = address.indexOf('?');
    if (from >= 0) {
      for (String each : address.substring(from + 1).split("&")) {
        names.add(each.replaceFirst("=.*", ""));
      }
    }
    return names;
  }

  /**
   * Connections to the database, in the schema.
   *
   * @param who how the server lists them
   * @param answerSeconds how long an answer may take; 0 for without end
   */
  static PGSimpleDataSource source(StoreSettings settings, String who, int answerSeconds) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(settings.address());
    source.setCurrentSchema(settings.schema());
    source.setApplicationName(who);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(answerSeconds);
    source.setTcpKeepAlive(true);
    source.setReWriteBatchedInserts(true);
    if (!settings.user().isEmpty()) {
      source.setUser(settings.user());
    }
    String password = settings.password().get();
    if (!password.isEmpty()) {
      source.setPassword(password);
    }
    return source;
  }
}
