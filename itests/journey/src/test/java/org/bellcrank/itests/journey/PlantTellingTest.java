package org.bellcrank.itests.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.site.OfferedPayloads;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machines say, read by the documents of kura-config/sites/plant. */
class PlantTellingTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static final Instant NOW = Instant.parse("2026-03-04T00:10:00Z");

  @TempDir private Path folder;

  /** Takes as much as there are permits. */
  private static final class Taking implements SampleIntake {

    private final Semaphore room = new Semaphore(0);
    private final BlockingQueue<Object> taken = new LinkedBlockingQueue<>();

    @Override
    public void take(List<Sample> samples) throws InterruptedException {
      for (Sample sample : samples) {
        room.acquire();
        taken.add(sample);
      }
    }

    @Override
    public int offer(List<Sample> samples) {
      throw new IllegalStateException("the machines wait");
    }

    @Override
    public void take(Waveform waveform) throws InterruptedException {
      room.acquire();
      taken.add(waveform);
    }

    Object next() throws InterruptedException {
      return taken.poll(60, TimeUnit.SECONDS);
    }
  }

  private interface Part {
    void play(PlantTelling telling, Taking taking) throws Exception;
  }

  private void play(Part part) throws Exception {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try (JdbcStore store = JdbcStore.open(folder);
        CustomRestDouble cmms = CustomRestDouble.start(DoubleOptions.free())) {
      new DemoSite(ROOT, store.directory()).writePlant(cmms.uri());
      SiteDocuments documents =
          new SiteDocuments(store, store.directory(), new ExpressionLanguage(), Clock.systemUTC());
      try {
        WholeGateway.await("documents", () -> documents.site().isPresent());
        PayloadBook mappings = new OfferedPayloads(documents);
        Taking taking = new Taking();
        PlantTelling telling = new PlantTelling(1, 1, mappings, taking, clock);
        Thread thread = new Thread(telling, "telling");
        thread.start();
        part.play(telling, taking);
        thread.interrupt();
        thread.join(Duration.ofSeconds(60).toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(telling.failure()).isEmpty();
      } finally {
        documents.stop();
      }
    }
  }

  @Test
  void daysAreToldUpToNowAndNothingOfTheFuture() throws Exception {
    play(
        (telling, taking) -> {
          taking.room.release(10_000_000);
          WholeGateway.await("the present", telling::present);

          assertThat(telling.start())
              .isEqualTo(NOW.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1)));
          assertThat(telling.told()).isEqualTo(NOW);
          assertThat(taking.taken)
              .filteredOn(Sample.class::isInstance)
              .extracting(each -> ((Sample) each).at())
              .isSorted()
              .allMatch(at -> !at.isAfter(NOW));
          assertThat(taking.taken)
              .filteredOn(Sample.class::isInstance)
              .extracting(each -> ((Sample) each).point())
              .contains("PU-101/inlet-pressure", "CO-201/state", "CV-301/pieces");
          assertThat(taking.taken)
              .filteredOn(Waveform.class::isInstance)
              .extracting(each -> ((Waveform) each).point())
              .contains("VMC-1050-SP02/vibration", "ML-2007-T4/current");
        });
  }

  @Test
  void whereTheGatewayHasNoRoomTheMachinesWait() throws Exception {
    play(
        (telling, taking) -> {
          taking.room.release(3);
          for (int i = 0; i < 3; i++) {
            assertThat(taking.next()).isNotNull();
          }
          WholeGateway.await("one that waits", taking.room::hasQueuedThreads);

          assertThat(taking.taken).isEmpty();
          assertThat(telling.present()).isFalse();
          taking.room.release();
          assertThat(taking.next()).isNotNull();
        });
  }

  @Test
  void daysBeyondTheMachinesLifeAreRefusedWithWhatIsAllowed() {
    assertThat(PlantOptions.of("50", "1")).isEqualTo(new PlantOptions(50, 1));
    assertThatThrownBy(() -> PlantOptions.of("90", "1"))
        .hasMessage("--days: given '90'; allowed 1 to 89");
    assertThatThrownBy(() -> PlantOptions.of("5", "x")).hasMessageContaining("--seed: given 'x'");
  }
}
