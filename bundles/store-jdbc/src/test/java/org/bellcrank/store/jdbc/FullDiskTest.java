package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake.Accepted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database refuses to grow, as on a full disk; then there is room again. */
@Timeout(120)
class FullDiskTest {

  @TempDir Path folder;

  @Test
  void whatIsRefusedLeavesNothingAndWorkGoesOnWhenThereIsRoom() {
    Path data = folder.resolve("data");
    Set<String> accepted = new HashSet<>();
    Set<String> refused = new HashSet<>();
    try (JdbcStore store = JdbcStore.openWithAtMost(data, 150)) {
      DurableIntake intake = new DurableIntake(store, Clock.fixed(Samples.NOON, ZoneOffset.UTC));
      List<CompletableFuture<Accepted>> futures = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        futures.add(intake.submit(Samples.inspection("o" + i, 1)));
      }
      for (int i = 0; i < futures.size(); i++) {
        try {
          accepted.add(futures.get(i).join().id());
        } catch (CompletionException e) {
          assertThat(e.getCause())
              .isInstanceOf(StoreException.class)
              .hasMessageContaining("database or disk is full");
          refused.add("o" + i);
        }
      }
      assertThat(accepted).isNotEmpty();
      assertThat(refused).isNotEmpty();
      requireExactly(store, accepted);
    }
    try (JdbcStore store = JdbcStore.open(data)) {
      requireExactly(store, accepted);
      DurableIntake intake = new DurableIntake(store, Clock.fixed(Samples.NOON, ZoneOffset.UTC));
      for (String id : refused) {
        assertThat(intake.submit(Samples.inspection(id, 1)).join().repeated()).isFalse();
      }
      accepted.addAll(refused);
      requireExactly(store, accepted);
    }
  }

  private static void requireExactly(JdbcStore store, Set<String> accepted) {
    store.read(
        unit -> {
          assertThat(unit.port(ObservationBook.class).after(0, 10_000))
              .extracting(stored -> stored.observation().id())
              .containsExactlyInAnyOrderElementsOf(accepted);
          assertThat(unit.port(Journal.class).verify())
              .isEqualTo(new ChainCheck.Intact(accepted.size()));
          return null;
        });
    assertThat(BalanceSheet.of(store).difference()).isZero();
  }
}
