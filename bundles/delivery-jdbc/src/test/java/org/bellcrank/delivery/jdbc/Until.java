package org.bellcrank.delivery.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does in its own time. */
final class Until {

  private static final long PATIENCE_SECONDS = 10;

  private Until() {}

  /** A count in the database. */
  interface Count {
    long now() throws SQLException;
  }

  static void orders(long expected, Count count) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (count.now() != expected && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(count.now()).isEqualTo(expected);
  }
}
