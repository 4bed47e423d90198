package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake.Accepted;
import org.bellcrank.observation.RefusedObservationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DurableIntakeTest {

  @TempDir Path folder;
  private JdbcStore store;
  private DurableIntake intake;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
    intake = new DurableIntake(store, Clock.fixed(Samples.NOON, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<Entry> entries() {
    return store.read(unit -> unit.port(Journal.class).after(0, 100));
  }

  // SEC-07: time, payload hash, source and subject of every intake.
  @Test
  void anAcceptedObservationIsInTheJournalWithTheHashOfItsContent()
      throws NoSuchAlgorithmException {
    Inspection inspection = Samples.inspection("cam-1:1", 2);
    assertThat(intake.accept(inspection)).isEqualTo(new Accepted("cam-1:1", 1, false));
    byte[] content = inspection.facts().canonical().getBytes(StandardCharsets.UTF_8);
    assertThat(entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.kind()).isEqualTo("observation.accepted");
              assertThat(entry.subject()).isEqualTo("cam-1:1");
              assertThat(entry.at()).isEqualTo(Samples.NOON);
            })
        .extracting(Entry::facts)
        .satisfies(
            facts -> {
              assertThat(facts.requireText("source")).isEqualTo("cam-1");
              assertThat(facts.requireText("type")).isEqualTo("inspection");
              assertThat(facts.whole("findings")).hasValue(2);
              assertThat(facts.whole("position")).hasValue(1);
              assertThat(facts.requireText("sha256"))
                  .isEqualTo(
                      HexFormat.of()
                          .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
            });
  }

  @Test
  void aRepeatedObservationIsAnsweredWithItsFirstPlaceAndWritesNothing() {
    intake.accept(Samples.inspection("cam-1:1", 2));
    intake.accept(Samples.inspection("cam-1:2", 2));
    assertThat(intake.accept(Samples.inspection("cam-1:1", 2)))
        .isEqualTo(new Accepted("cam-1:1", 1, true));
    assertThat(entries()).hasSize(2);
  }

  @Test
  void otherContentUnderAKnownIdIsJournalledAndTheFirstStands() {
    intake.accept(Samples.inspection("cam-1:1", 2));
    assertThat(intake.accept(Samples.inspection("cam-1:1", 1)))
        .isEqualTo(new Accepted("cam-1:1", 1, true));
    assertThat(entries())
        .extracting(Entry::kind)
        .containsExactly("observation.accepted", "observation.contradicted");
    assertThat(entries().get(1).facts().requireText("kept"))
        .isEqualTo(entries().get(0).facts().requireText("sha256"))
        .isNotEqualTo(entries().get(1).facts().requireText("given"));
    store.read(
        unit -> {
          assertThat(unit.port(ObservationBook.class).find("cam-1:1").orElseThrow().observation())
              .isEqualTo(Samples.inspection("cam-1:1", 2));
          return null;
        });
  }

  @Test
  void aRefusedObservationLeavesNothing() {
    assertThatThrownBy(() -> intake.accept(Samples.inspection("no good", 1)))
        .isInstanceOf(RefusedObservationException.class);
    assertThatThrownBy(() -> intake.submit(Samples.inspection("no good", 1)))
        .isInstanceOf(RefusedObservationException.class);
    assertThat(entries()).isEmpty();
  }

  @Test
  void oneIdFromManyThreadsAtOnceIsTakenOnce() {
    List<Accepted> all =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(n -> intake.accept(Samples.inspection("cam-1:" + n % 10, 1)))
            .toList();
    assertThat(all).filteredOn(accepted -> !accepted.repeated()).hasSize(10);
    assertThat(entries()).hasSize(10);
    store.read(
        unit -> {
          assertThat(unit.port(ObservationBook.class).lastPosition()).isEqualTo(10);
          return null;
        });
  }

  @Test
  void aClosedStoreIsAnErrorForTheSource() {
    store.close();
    assertThatThrownBy(() -> intake.accept(Samples.inspection("a", 1)))
        .isInstanceOf(StoreException.class);
    assertThat(intake.submit(Samples.inspection("a", 1)))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(StoreException.class);
  }
}
