package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.store.jdbc.PipelineRig.RAISE_ALL;
import static org.bellcrank.store.jdbc.PipelineRig.look;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.bellcrank.delivery.ForeignAsset.State;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Entry;
import org.bellcrank.register.Registers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often what is exchanged, on a clock that moves only when it is told to: an alert at once, the
 * assets once a day, and what a crash broke off is taken up with the next start.
 */
@Timeout(120)
class SyncCadenceTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final ToldRegister register = new ToldRegister();
  private PipelineRig rig;
  private Registers registers;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
    documents();
    IntStream.range(1, 9).forEach(i -> register.has("K-" + i, "C", State.IN_SERVICE));
    start();
    readings(1);
  }

  @AfterEach
  void close() {
    register.goesOn();
    registers.close();
    rig.close();
  }

  private void documents() {
    Map<String, String> files = new HashMap<>(PipelineRig.files(RAISE_ALL));
    files.computeIfPresent(
        "plant.yaml",
        (name, text) ->
            text.replace("name: Screw 1,", "name: Screw 1, foreignIds: { cmms: K-1 },"));
    rig.put(files);
  }

  private void start() {
    registers =
        new Registers(rig.store, rig.clock(), System::nanoTime, rig.activeSite(), register, 5);
  }

  private void readings(int wanted) {
    Until.is(
        () -> rig.journal("register.read").size() == wanted, () -> rig.journal("register.read"));
  }

  private void pass(Duration time) {
    rig.now.updateAndGet(at -> at.plus(time));
  }

  /** Looked often enough that it would have begun to read if it were to. */
  private void lookedAndLeftAlone() {
    int asked = register.questions.get();
    register.looks(0);
    Until.is(() -> register.looks(5), () -> registers.health());
    assertThat(register.questions.get()).isEqualTo(asked);
  }

  /** An alert is with what delivers it while the clock stands. */
  private void alert(int number) {
    Instant before = rig.now.get();
    rig.intake.accept(
        look("cam:" + number, 10L * number, number % 2 == 0 ? "left" : "right", 0.9, 20));
    rig.settle();
    assertThat(rig.delivered).hasSize(number);
    assertThat(rig.now.get()).isEqualTo(before);
  }

  @Test
  void anAlertLeavesAtOnceAndAssetsAreReadOnceADay() {
    alert(1);
    lookedAndLeftAlone();
    pass(DAY.minusMinutes(1));
    lookedAndLeftAlone();
    alert(2);
    pass(Duration.ofMinutes(1));
    readings(2);
    lookedAndLeftAlone();
    assertThat(rig.journal("register.read").stream().map(Entry::at).toList())
        .extracting(at -> Duration.between(rig.journal("register.read").get(0).at(), at))
        .containsExactly(Duration.ZERO, DAY);
  }

  @Test
  void aReadingThatACrashBrokeOffIsTakenUpWithTheNextStartAndAlertsDoNotWaitForIt() {
    register.has("K-9", "C", State.IN_SERVICE);
    register.loses("K-8");
    register.waits();
    int asked = register.questions.get();
    pass(DAY);
    Until.is(() -> register.questions.get() > asked, () -> registers.health());
    alert(1); // while the register's first page is awaited
    registers.close();
    rig.breakDown();

    rig.start();
    register.goesOn();
    start();
    readings(2); // at once: the clock has not moved
    assertThat(registers.find("cmms", "K-9")).isPresent();
    assertThat(registers.find("cmms", "K-8").orElseThrow().goneAt())
        .as("one reading does not make it gone, and the one that broke off does not count")
        .isEmpty();
    lookedAndLeftAlone();
    assertThat(rig.delivered).as("no alert is told twice").hasSize(1);
  }
}
