package org.bellcrank.itests.chaos.halts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.store.jdbc.JdbcStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who tells observations to a gateway. */
class TelephoneTest {

  private static final Duration BELOW_ITS_PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;

  @Test
  void whoTellsAGatewayThatWasTakenAwayEndsWhenInterrupted() throws Exception {
    JdbcStore store = JdbcStore.open(folder);
    FileEvidenceStore evidence = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
    DurableIntake intake = new DurableIntake(store, Clock.systemUTC());
    evidence.close();
    store.close();
    List<Telling> values =
        new Story(1, 50, 6)
            .tellings().stream().filter(each -> each.measured().isPresent()).limit(1).toList();
    assertThat(values).hasSize(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread feeder =
        new Thread(() -> new Telephone(intake, evidence, id -> {}).tell(values), "feeder");
    feeder.setUncaughtExceptionHandler((thread, why) -> end.set(why));

    feeder.start();
    feeder.interrupt();
    feeder.join(BELOW_ITS_PATIENCE.toMillis());

    assertThat(feeder.isAlive()).isFalse();
    assertThat(end.get()).isInstanceOf(StoreException.class).hasMessageContaining("nobody");
  }
}
