package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.ObservationBook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel refuses every write to the database while the store is open. */
@Timeout(60)
class UnwritableTest {

  @TempDir(factory = OnDisk.class)
  Path folder;

  @Test
  void whatIsRefusedIsToldAndTheStoreGoesOnWhenItMayWriteAgain() throws Exception {
    Path data = folder.resolve("data");
    try (JdbcStore store = JdbcStore.open(data)) {
      DurableIntake intake = new DurableIntake(store, Clock.fixed(Samples.NOON, ZoneOffset.UTC));
      intake.accept(Samples.inspection("before", 1));
      for (int round = 0; round < 2; round++) {
        String id = "during-" + round;
        try (Immutable files =
            Immutable.these(
                List.of(data.resolve("bellcrank.db"), data.resolve("bellcrank.db-wal")))) {
          if (files == null) {
            System.err.println("SKIPPED unwritable database: chattr +i is not allowed here");
            Assumptions.abort("chattr +i is not allowed here");
          }
          for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> intake.accept(Samples.inspection(id, 1)))
                .isInstanceOf(StoreException.class);
          }
          store.commit(unit -> unit.port(ObservationBook.class).lastPosition());
          assertThat(store.<Long>read(unit -> unit.port(ObservationBook.class).lastPosition()))
              .as("what was accepted can still be read")
              .isEqualTo(1L + round);
        }
        assertThat(intake.accept(Samples.inspection(id, 1)).repeated()).isFalse();
      }
      store.read(
          unit -> {
            assertThat(unit.port(Journal.class).verify()).isEqualTo(new ChainCheck.Intact(3));
            return null;
          });
    }
  }
}
