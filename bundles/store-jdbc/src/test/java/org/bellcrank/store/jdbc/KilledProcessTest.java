package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged survives SIGKILL at any moment under load. (The page cache survives a
 * process, so this proves the order of writing, not the disk's honesty.)
 */
@Timeout(180)
class KilledProcessTest {

  private static final int KILLS = 5;

  @TempDir Path folder;
  private final Random random = new Random();

  @Test
  void everythingAcknowledgedIsThereAfterAKillAndTheChainHolds()
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Map<String, Long> accepted = new HashMap<>();
    Set<String> evidence = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int before = accepted.size();
      try (ChildJvm child = ChildJvm.start(ChildWriter.class, data.toString(), "run" + kill)) {
        assertThat(child.line()).isEqualTo("open");
        int lines = 100 + random.nextInt(3000);
        for (int i = 0; i < lines; i++) {
          note(child.line(), accepted, evidence);
        }
        child.kill();
        for (String line = child.line(); line != null; line = child.line()) {
          note(line, accepted, evidence);
        }
      }
      assertThat(accepted.size()).isGreaterThan(before);
      requireAll(data, accepted, evidence);
    }
  }

  /** The last line of a killed process may be half a line; half a line acknowledges nothing. */
  private static void note(String line, Map<String, Long> accepted, Set<String> evidence) {
    String[] words = line.split(" ");
    if (words[0].equals("evidence") && words.length == 2 && words[1].length() == 64) {
      evidence.add(words[1]);
    } else if (words[0].equals("accepted") && words.length == 3) {
      accepted.put(words[1], Long.parseLong(words[2]));
    }
  }

  private static void requireAll(Path data, Map<String, Long> accepted, Set<String> evidence) {
    try (JdbcStore store = Stores.open(data)) {
      store.read(
          unit -> {
            ObservationBook book = unit.port(ObservationBook.class);
            accepted.forEach(
                (id, place) ->
                    assertThat(book.find(id))
                        .as(id)
                        .hasValueSatisfying(
                            stored ->
                                assertThat(String.valueOf(stored.position()))
                                    .startsWith(place.toString())));
            assertThat(unit.port(Journal.class).verify()).isInstanceOf(ChainCheck.Intact.class);
            assertThat(unit.port(Journal.class).counts())
                .containsEntry("observation.accepted", book.lastPosition());
            return null;
          });
      FileEvidenceStore files = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
      evidence.forEach(sha256 -> assertThat(files.read(sha256)).isPresent());
      Balance balance = BalanceSheet.of(store);
      assertThat(balance.difference()).isZero();
      assertThat(
              store.<Long>read(
                  unit -> unit.port(FindingBook.class).counts().get(Disposition.PENDING)))
          .isEqualTo(balance.states().get(Disposition.PENDING));
    }
  }
}
