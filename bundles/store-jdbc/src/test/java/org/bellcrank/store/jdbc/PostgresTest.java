package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.ObservationBook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is PostgreSQL's own: its restart, a second gateway, settings of the server, addresses. */
@Timeout(180)
class PostgresTest {

  private static final int RESTARTS = 2;

  @TempDir Path folder;

  /** A server that crashes under load: whoever was told "accepted" is right, and nobody waits. */
  @Test
  void aRestartOfTheServerLosesNothingThatWasAccepted() throws Exception {
    Assumptions.assumeTrue(Stores.server() != null);
    PostgresServer server = PostgresServer.start().orElseThrow();
    StoreSettings place = server.settings("restarted");
    Set<String> accepted = ConcurrentHashMap.newKeySet();
    AtomicInteger refused = new AtomicInteger();
    try (server;
        JdbcStore store = JdbcStore.open(folder.resolve("data"), place)) {
      DurableIntake intake = new DurableIntake(store, Clock.fixed(Samples.NOON, ZoneOffset.UTC));
      AtomicBoolean over = new AtomicBoolean();
      Thread source =
          new Thread(
              () -> {
                for (int n = 0; !over.get(); n++) {
                  offer(intake, "o:" + n, accepted, refused);
                }
              });
      source.start();
      for (int i = 0; i < RESTARTS; i++) {
        awaitMore(accepted, 300);
        server.down();
        server.up();
      }
      awaitMore(accepted, 300);
      over.set(true);
      source.join();
      store.read(
          unit -> {
            ObservationBook book = unit.port(ObservationBook.class);
            assertThat(accepted).allMatch(id -> book.find(id).isPresent());
            assertThat(book.lastPosition()).isEqualTo(accepted.size());
            assertThat(unit.port(Journal.class).verify())
                .isEqualTo(new ChainCheck.Intact(accepted.size()));
            return null;
          });
      assertThat(BalanceSheet.of(store).difference()).isZero();
    }
    System.err.printf(
        "%d accepted over %d restarts of PostgreSQL, %d refused meanwhile and offered again%n",
        accepted.size(), RESTARTS, refused.get());
  }

  /** As a source does: again with the same id until it is accepted. */
  private static void offer(
      DurableIntake intake, String id, Set<String> accepted, AtomicInteger refused) {
    while (!accepted.contains(id)) {
      try {
        intake.accept(Samples.inspection(id, 1));
        accepted.add(id);
      } catch (StoreException e) {
        refused.incrementAndGet();
        Thread.onSpinWait();
      }
    }
  }

  private static void awaitMore(Set<String> accepted, int more) {
    int wanted = accepted.size() + more;
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (accepted.size() < wanted) {
      assertThat(System.nanoTime()).as("accepted %d", accepted.size()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void aSecondGatewayOnTheSameSchemaIsRefusedByName() {
    StoreSettings place = Stores.settings(folder.resolve("one"));
    try (JdbcStore first = JdbcStore.open(folder.resolve("one"), place)) {
      assertThatThrownBy(() -> JdbcStore.open(folder.resolve("two"), place))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by bellcrank process")
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()))
          .hasMessageContaining("one gateway at a time");
      first.commit(unit -> null);
    }
    JdbcStore.open(folder.resolve("two"), place).close();
  }

  @Test
  void aDirectoryKeepsTheDatabaseItBeganWith() throws Exception {
    Path data = folder.resolve("data");
    StoreSettings place = Stores.settings(data);
    JdbcStore.open(data, place).close();
    assertThat(Files.readString(data.resolve("database.properties")))
        .contains(place.schema())
        .doesNotContain(PostgresServer.PASSWORD);
    StoreSettings other =
        new StoreSettings(place.address(), "another", place.user(), place.password());
    assertThatThrownBy(() -> JdbcStore.open(data, other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the state of " + data)
        .hasMessageContaining("another")
        .hasMessageContaining("migrate");
    Path sqlite = folder.resolve("sqlite");
    JdbcStore.open(sqlite).close();
    assertThatThrownBy(() -> JdbcStore.open(sqlite, other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("bellcrank.db");
  }

  @Test
  void anAddressIsTakenOnlyWhereItSaysWhereAndNothingElse() {
    for (String given :
        new String[] {
          "jdbc:mysql://127.0.0.1/x",
          "jdbc:postgresql:x",
          "jdbc:postgresql://me:secret@127.0.0.1/x",
          "jdbc:postgresql://127.0.0.1/x?password=secret",
          "jdbc:postgresql://127.0.0.1/x?socketFactory=some.Class",
          "bellcrank.db"
        }) {
      assertThatThrownBy(() -> open(given, "bellcrank"))
          .as(given)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("allowed")
          .hasMessageNotContaining("secret");
    }
    assertThatThrownBy(() -> open("jdbc:postgresql://127.0.0.1/x", "a;b"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema: given 'a;b'");
  }

  private void open(String address, String schema) {
    JdbcStore.open(
        folder.resolve("never"),
        new StoreSettings(address, schema, "me", () -> PostgresServer.PASSWORD));
  }

  @Test
  void aServerThatDoesNotWriteForGoodIsRefused() throws Exception {
    StoreSettings place = Stores.settings(folder.resolve("data"));
    try (Connection connection = PostgresAddress.source(place, "test", 0).getConnection();
        var statement = connection.createStatement()) {
      // What a role is given at its connection, our own connection overrides.
      statement.execute("ALTER ROLE bellcrank SET synchronous_commit = off");
      try (JdbcStore store = JdbcStore.open(folder.resolve("data"), place)) {
        store.commit(unit -> null);
      }
      statement.execute("ALTER ROLE bellcrank RESET synchronous_commit");
      statement.execute("ALTER SYSTEM SET full_page_writes = off");
      statement.execute("SELECT pg_reload_conf()");
      try {
        assertThatThrownBy(() -> reopened(place))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("the server's full_page_writes is 'off'; allowed: on");
      } finally {
        statement.execute("ALTER SYSTEM RESET full_page_writes");
        statement.execute("SELECT pg_reload_conf()");
      }
    }
  }

  /** The server takes a changed setting a moment later. */
  private void reopened(StoreSettings place) {
    for (int i = 0; i < 200; i++) {
      JdbcStore.open(folder.resolve("data"), place).close();
    }
  }
}
