package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The word migrate, on a real PostgreSQL server. */
@Timeout(120)
class MigrationTest {

  private static final int OBSERVATIONS = 1_200;

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private Path data;
  private StoreSettings place;

  @BeforeEach
  void recorded() throws IOException {
    data = folder.resolve("data");
    place = Stores.settings(data);
    Files.writeString(folder.resolve("password"), PostgresServer.PASSWORD + "\n");
    try (JdbcStore store = JdbcStore.open(data)) {
      for (int i = 0; i < OBSERVATIONS; i++) {
        int n = i;
        store.submit(
            unit -> {
              unit.port(ObservationBook.class).add(Samples.inspection("o:" + n, 2), Samples.NOON);
              unit.append(
                  Samples.NOON,
                  "test.done",
                  "o:" + n,
                  Facts.with("text", "Größe \u0000 Ω 漢字 \uD83D\uDE00 " + n).build());
              return null;
            });
      }
    }
    Files.createDirectories(data.resolve("keys"));
    Files.writeString(data.resolve("keys/database"), PostgresServer.PASSWORD);
  }

  @Test
  void whatIsMovedToPostgresAndBackIsTheSame() throws Exception {
    List<Entry> before = entries();

    assertThat(there()).as("%s", errors).isZero();

    assertThat(lines).anyMatch(line -> line.matches("journal +1,200 rows"));
    assertThat(lines).anyMatch(line -> line.contains("the chain of 1,200 journal entries whole"));
    assertThat(data.resolve("bellcrank.db")).doesNotExist();
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("bellcrank.db.moved-"));
    }
    // Nobody says where: the directory does.
    assertThat(entries()).isEqualTo(before);
    try (JdbcStore store = JdbcStore.open(data)) {
      assertThat(store.place()).contains(place.schema());
      store.commit(
          unit -> {
            unit.append(Samples.NOON, "test.after", "a", Facts.empty());
            return unit.port(ObservationBook.class).add(Samples.inspection("new", 1), Samples.NOON);
          });
      assertThat(BalanceSheet.of(store).difference()).isZero();
    }
    before = entries();

    assertThat(back()).as("%s", errors).isZero();

    assertThat(data.resolve("database.properties")).doesNotExist();
    assertThat(entries()).isEqualTo(before).hasSize(OBSERVATIONS + 1);
    try (JdbcStore store = JdbcStore.open(data)) {
      assertThat(store.place()).isEqualTo("bellcrank.db");
      assertThat(store.<ChainCheck>read(unit -> unit.port(Journal.class).verify()))
          .isEqualTo(new ChainCheck.Intact(OBSERVATIONS + 1));
    }
  }

  @Test
  void aTargetThatIsNotEmptyIsRefusedAndTheSourceGoesOn() throws Exception {
    try (JdbcStore other = JdbcStore.open(folder.resolve("other"), place)) {
      other.commit(
          unit -> {
            unit.append(Samples.NOON, "test.other", "x", Facts.empty());
            return null;
          });
    }

    assertThat(there()).isEqualTo(3);

    assertThat(errors).singleElement().asString().contains("is not empty", "nothing was moved");
    assertThat(entries()).hasSize(OBSERVATIONS);
    assertThat(data.resolve("database.properties")).doesNotExist();
  }

  @Test
  void aGatewayThatRunsIsNotMoved() throws Exception {
    try (JdbcStore running = JdbcStore.open(data)) {
      assertThat(there()).isEqualTo(3);
      assertThat(errors).singleElement().asString().contains("is in use by process");
      assertThat(running.<Long>read(unit -> unit.port(Journal.class).lastSequence()))
          .isEqualTo(OBSERVATIONS);
    }
  }

  @Test
  void aBrokenChainIsNotMovedAndNothingIsLeftInTheTarget() throws Exception {
    try (Connection connection =
            new SqliteDatabase(data, Integer.MAX_VALUE).source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("UPDATE journal SET facts = '{}' WHERE sequence = 700");
    }

    assertThat(there()).isEqualTo(3);

    assertThat(errors).singleElement().asString().contains("the journal is broken", "700");
    assertThat(rowsOfTarget()).isZero();
  }

  @Test
  void aMigrationThatIsStoppedLeavesNothingAndSucceedsTheNextTime() throws Exception {
    Migration stopped = new Migration(data, place, new Stopping(), Clock.systemUTC());
    assertThatThrownBy(stopped::toPostgres).isInstanceOf(InterruptedException.class);
    assertThat(rowsOfTarget()).isZero();
    assertThat(data.resolve("database.properties")).doesNotExist();

    assertThat(there()).as("%s", errors).isZero();
    assertThat(entries()).hasSize(OBSERVATIONS);
  }

  @Test
  void wrongUsageIsTold() throws Exception {
    assertThat(migrate("--from", "sqlite:" + data)).isEqualTo(2);
    assertThat(migrate("--from", "sqlite:" + data, "--to", "sqlite:" + folder)).isEqualTo(2);
    assertThat(migrate("--from", "sqlite:" + data, "--to", place.address(), "--fast", "yes"))
        .isEqualTo(2);
    assertThat(errors).hasSize(3).allMatch(line -> line.contains("allowed: --from and --to"));
  }

  private long rowsOfTarget() throws SQLException {
    try (Connection connection = PostgresAddress.source(place, "test", 0).getConnection()) {
      long rows = 0;
      for (TableCopy table : TableCopy.all(connection)) {
        rows += table.rows(connection);
      }
      return rows;
    }
  }

  private List<Entry> entries() {
    try (JdbcStore store = JdbcStore.open(data)) {
      return store.read(unit -> unit.port(Journal.class).after(0, 2 * OBSERVATIONS));
    }
  }

  private int there() throws InterruptedException {
    return migrate("--from", "sqlite:" + data, "--to", place.address());
  }

  private int back() throws InterruptedException {
    return migrate("--from", place.address(), "--to", "sqlite:" + data);
  }

  private int migrate(String... places) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(places));
    arguments.addAll(List.of("--schema", place.schema(), "--user", place.user()));
    arguments.addAll(List.of("--password-file", folder.resolve("password").toString()));
    return new MigrateVerb().run(arguments, new Keeping());
  }

  private class Keeping implements Terminal {

    @Override
    public void line(String text) {
      lines.add(text);
    }

    @Override
    public void progress(String text) {
      assertThat(text).contains("rows");
    }

    @Override
    public void error(String text) {
      errors.add(text);
    }
  }

  /** Asks the thread to end while the journal is under way. */
  private final class Stopping extends Keeping {

    @Override
    public void progress(String text) {
      if (text.startsWith("journal: 1,000 of 1,200 rows moved")) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
