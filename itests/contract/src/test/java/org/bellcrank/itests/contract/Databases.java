package org.bellcrank.itests.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import org.bellcrank.delivery.jdbc.testing.PostgresServer;
import org.bellcrank.itests.doubles.SqlServer;

/** The one PostgreSQL in which all plants that are databases live; it ends with this process. */
final class Databases {

  private static Optional<PostgresServer> server;

  private Databases() {}

  /** Skips the test where PostgreSQL is not installed. */
  static synchronized SqlServer server() {
    if (server == null) {
      server = started();
    }
    assumeTrue(server.isPresent(), "SKIPPED: PostgreSQL is not installed on this machine");
    return new SqlServer(
        server.get().port(), "postgres", PostgresServer.USER, PostgresServer.PASSWORD);
  }

  private static Optional<PostgresServer> started() {
    try {
      return PostgresServer.start();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
