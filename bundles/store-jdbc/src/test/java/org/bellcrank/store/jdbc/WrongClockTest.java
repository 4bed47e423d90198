package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake.Accepted;
import org.bellcrank.observation.SourceClocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's clock and a source's contradict each other. */
@Timeout(120)
class WrongClockTest {

  private static final Instant TRUE = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration BEHIND = Duration.ofHours(-2);

  @TempDir Path folder;
  private final SetClock clock = new SetClock(TRUE);
  private JdbcStore store;
  private DurableIntake intake;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
    intake = new DurableIntake(store, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatASourceSentIsTakenInTheOrderOfItsComingWithBothTimes() {
    clock.set(TRUE.plus(BEHIND));
    List<CompletableFuture<Accepted>> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      // Held by a broker for a while, and told in another order than seen.
      all.add(intake.submit(reading("m-" + i, TRUE.minusSeconds(i % 7))));
    }
    assertThat(all).allSatisfy(taken -> assertThat(taken.join().repeated()).isFalse());
    List<Observation> kept = kept();
    assertThat(kept).hasSize(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(kept.get(i).id()).isEqualTo("m-" + i);
      assertThat(kept.get(i).captured())
          .isEqualTo(
              new CaptureTime(
                  TRUE.plus(BEHIND), ClockQuality.GATEWAY, Optional.of(TRUE.minusSeconds(i % 7))));
    }
    assertThat(entries("observation.accepted").get(3).facts())
        .satisfies(
            facts -> {
              assertThat(facts.instant("capturedAt")).contains(TRUE.plus(BEHIND));
              assertThat(facts.instant("claimedAt")).contains(TRUE.minusSeconds(3));
            });
  }

  // At least once is what a broker promises: the clock may be right when it sends again.
  @Test
  void sentAgainAfterTheClockWasSetItIsStillOneObservation() {
    clock.set(TRUE.plus(BEHIND));
    assertThat(intake.accept(reading("m-1", TRUE)).repeated()).isFalse();
    clock.set(TRUE.plus(BEHIND).plusSeconds(5));
    assertThat(intake.accept(reading("m-1", TRUE)).repeated()).isTrue();
    clock.set(TRUE.plusSeconds(9));
    assertThat(intake.accept(reading("m-1", TRUE)).repeated()).isTrue();
    assertThat(kept()).hasSize(1);
    assertThat(entries("observation.contradicted")).isEmpty();
    assertThat(intake.accept(reading("m-1", TRUE.plusSeconds(1))).repeated()).isTrue();
    assertThat(entries("observation.contradicted")).as("another time was claimed").hasSize(1);
  }

  @Test
  void aMessageWithoutTimeSentTwiceContradictsNothing() {
    clock.set(TRUE);
    intake.accept(untimed());
    clock.set(TRUE.plusSeconds(70));
    assertThat(intake.accept(untimed()).repeated()).isTrue();
    assertThat(entries("observation.contradicted")).isEmpty();
  }

  @Test
  void whoseClockIsOffIsToldOnceByHowMuchAndWhenItIsOver() {
    clock.set(TRUE.plus(BEHIND));
    for (int i = 0; i < 20; i++) {
      intake.accept(reading("m-" + i, TRUE));
    }
    assertThat(intake.doubts())
        .singleElement()
        .satisfies(
            doubt -> {
              assertThat(doubt.source()).isEqualTo("mqtt:press");
              assertThat(doubt.taken()).isEqualTo(20);
              assertThat(doubt.words()).contains("2 h 0 min 0 s ahead", "one of the two is wrong");
            });
    clock.set(TRUE);
    intake.accept(reading("m-20", TRUE));
    assertThat(intake.doubts()).isEmpty();
    awaitEntries("clock.doubted", 1);
    awaitEntries("clock.agreed", 1);
    Facts doubted = entries("clock.doubted").get(0).facts();
    assertThat(doubted.whole("aheadSeconds")).hasValue(7200);
    assertThat(doubted.requireText("observation")).isEqualTo("m-0");
    assertThat(entries("clock.agreed").get(0).facts().whole("taken")).hasValue(20);
  }

  @Test
  void twoDevicesBehindOneNameDoNotMakeItFlicker() {
    clock.set(TRUE);
    for (int i = 0; i < 10; i++) {
      clock.set(TRUE.plusSeconds(60L * i));
      intake.accept(reading("wrong-" + i, Instant.EPOCH.plusSeconds(i)));
      intake.accept(reading("right-" + i, TRUE));
    }
    assertThat(intake.doubts())
        .extracting(SourceClocks.Doubt::taken)
        .as("told at the first and not over since")
        .containsExactly(10L);
    awaitEntries("clock.doubted", 1);
    clock.set(TRUE.plusSeconds(540 + 600));
    intake.accept(reading("right-10", TRUE));
    awaitEntries("clock.agreed", 1);
    assertThat(entries("clock.doubted")).hasSize(1);
  }

  @Test
  void aRuleDecidesAsEverAndTheOrderAndItsFindingShowBothTimes() {
    try (PipelineRig rig = new PipelineRig(folder.resolve("rig"))) {
      Instant behind = PipelineRig.START.plus(BEHIND);
      rig.now.set(behind);
      rig.documents(PipelineRig.RAISE_ALL);
      for (int i = 0; i < 30; i++) {
        rig.intake.accept(PipelineRig.look("look-" + i, i, "left", 0.9, 50));
      }
      rig.settle();
      assertThat(rig.orders())
          .singleElement()
          .satisfies(
              order -> {
                assertThat(rig.findingsOf(order)).isEqualTo(30);
                assertThat(order.fields().instant("finding.capturedAt")).contains(behind);
                assertThat(order.fields().instant("finding.claimedAt")).contains(PipelineRig.START);
                assertThat(order.fields().instant("order.lastSeen")).contains(behind);
              });
      assertThat(rig.finding("look-7#0").finding().captured())
          .isEqualTo(
              new CaptureTime(
                  behind, ClockQuality.GATEWAY, Optional.of(PipelineRig.START.plusMillis(700))));
    }
  }

  private static Measurement reading(String id, Instant at) {
    return reading(id, new CaptureTime(at, ClockQuality.SOURCE));
  }

  private Measurement untimed() {
    return reading("m-1", new CaptureTime(clock.instant(), ClockQuality.GATEWAY));
  }

  private static Measurement reading(String id, CaptureTime captured) {
    return new Measurement(id, "mqtt:press", captured, "p", 1.5, Optional.empty(), Map.of());
  }

  private List<Observation> kept() {
    return store.read(
        unit ->
            unit.port(ObservationBook.class).after(0, 2000).stream()
                .map(ObservationBook.Stored::observation)
                .toList());
  }

  private List<Entry> entries(String kind) {
    return store.read(
        unit ->
            unit.port(Journal.class).after(0, 5000).stream()
                .filter(entry -> entry.kind().equals(kind))
                .toList());
  }

  /** They are written beside what is taken, not in its unit. */
  private void awaitEntries(String kind, int count) {
    store.commit(unit -> null);
    assertThat(entries(kind)).as(kind).hasSize(count);
  }
}
