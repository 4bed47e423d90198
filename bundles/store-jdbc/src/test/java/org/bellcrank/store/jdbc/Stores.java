package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/**
 * Opens stores on the database that the tests are run with: SQLite, or with the system property
 * {@code store.database=postgresql} a real PostgreSQL server, a schema for each data directory.
 */
final class Stores {

  private static final String DATABASE = "store.database";
  private static final String ADDRESS = "store.address";

  private Stores() {}

  static boolean onPostgres() {
    return System.getProperty(DATABASE, "").equals("postgresql");
  }

  static JdbcStore open(Path root) {
    return onPostgres() ? JdbcStore.open(root, settings(root)) : JdbcStore.open(root);
  }

  static StoreSettings settings(Path root) {
    String schema =
        "s"
            + UUID.nameUUIDFromBytes(
                    root.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    return new StoreSettings(address(), schema, PostgresServer.USER, () -> PostgresServer.PASSWORD);
  }

  private static String address() {
    String given = System.getProperty(ADDRESS);
    return given == null ? Shared.server().address() : given;
  }

  /** What a second process needs to open the same stores. */
  static List<String> options() {
    return onPostgres()
        ? List.of("-D" + DATABASE + "=postgresql", "-D" + ADDRESS + "=" + address())
        : List.of();
  }

  /** The one server of this process, or a loud skip. */
  static PostgresServer server() {
    return Shared.server();
  }

  /** Started at the first use. */
  private static final class Shared {

    private static final Optional<PostgresServer> SERVER = start();

    private static Optional<PostgresServer> start() {
      try {
        Optional<PostgresServer> server = PostgresServer.start();
        if (server.isEmpty()) {
          System.err.println("SKIPPED stores on PostgreSQL: /usr/lib/postgresql is not there");
        }
        return server;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    static PostgresServer server() {
      Assumptions.assumeTrue(SERVER.isPresent(), "PostgreSQL is not installed");
      return SERVER.get();
    }
  }
}
