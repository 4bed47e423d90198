package org.bellcrank.pipeline.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What deciding waits for, how long, and what is said of it. */
class SequenceTest {

  private static final Instant BEGIN = Instant.parse("2026-03-02T05:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Map<String, Look> world = new TreeMap<>();
  private final Sequence sequence = new Sequence(BEGIN);
  private final List<String> named = new ArrayList<>();

  SequenceTest() {
    for (String part : List.of("store", "orders", "documents", "source/cam", "connector/cmms")) {
      world.put(part, Look.waits(part + " is not there", "bring it"));
    }
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>(always());
    named.forEach(
        each ->
            steps.add(
                new Step(each, each, true, false, List.of("documents"), () -> world.get(each))));
    return steps;
  }

  private List<Step> always() {
    return List.of(
        new Step("store", "Store", true, true, List.of(), () -> world.get("store")),
        new Step(
            "documents",
            "Site documents",
            true,
            true,
            List.of("store"),
            () -> world.get("documents")),
        new Step(
            "connector/cmms",
            "Connector cmms",
            false,
            false,
            List.of("documents"),
            () -> world.get("connector/cmms")),
        new Step(
            "source/cam",
            "Source cam",
            true,
            false,
            List.of("documents"),
            () -> world.get("source/cam")));
  }

  private Start after(int seconds) {
    sequence.look(steps(), PATIENCE, BEGIN.plusSeconds(seconds));
    return sequence.start();
  }

  private Stage stage(String id) {
    return sequence.start().stages().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void up(String part) {
    world.put(part, Look.up(part + " is there"));
  }

  @Test
  void storeAndDocumentsAreWaitedForWithoutEnd() {
    Start start = after(86_400);
    assertThat(start.state()).isEqualTo(Start.State.STARTING);
    assertThat(start.waitsFor()).startsWith("Store: store is not there; Site documents: after");
    assertThat(sequence.complete()).isFalse();
    up("store");
    after(86_401);
    assertThat(stage("documents").words()).isEqualTo("documents is not there");
    assertThat(stage("source/cam").words()).isEqualTo("after Site documents");
    assertThat(sequence.complete()).isFalse();
    assertThat(stage("documents").since()).as("not told anew").isEqualTo(BEGIN.plusSeconds(86_400));
  }

  @Test
  void aSourceHoldsDecidingUpUntilItComes() {
    up("store");
    up("documents");
    after(1);
    after(10);
    assertThat(sequence.complete()).isFalse();
    up("source/cam");
    after(11);
    assertThat(sequence.complete()).as("a connector holds nothing up").isTrue();
    sequence.open(BEGIN.plusSeconds(11));
    assertThat(sequence.start().state()).isEqualTo(Start.State.INCOMPLETE);
    up("connector/cmms");
    assertThat(after(12).state()).isEqualTo(Start.State.READY);
    assertThat(sequence.changes())
        .extracting(Stage::id)
        .containsExactly("store", "documents", "source/cam", "connector/cmms");
  }

  @Test
  void aSourceThatDoesNotComeIsDeclaredMissingAndMayComeLate() {
    after(20);
    up("store");
    up("documents");
    after(30);
    assertThat(after(44).waitsFor()).contains("Source cam");
    assertThat(sequence.complete()).as("its time runs from the documents on").isFalse();
    after(45);
    assertThat(sequence.complete()).isTrue();
    assertThat(stage("source/cam").state()).isEqualTo(Stage.State.MISSING);
    assertThat(stage("source/cam").advice()).isEqualTo("bring it");
    sequence.open(BEGIN.plusSeconds(45));
    sequence.changes();
    up("source/cam");
    after(100);
    assertThat(sequence.changes())
        .singleElement()
        .matches(each -> each.state() == Stage.State.UP && each.id().equals("source/cam"));
  }

  @Test
  void whatIsUpStaysUpForThisStart() {
    up("store");
    after(1);
    world.put("store", Look.waits("gone", ""));
    after(2);
    assertThat(stage("store").state()).isEqualTo(Stage.State.UP);
  }

  @Test
  void aSourceThatCannotComeIsNotWaitedFor() {
    up("store");
    up("documents");
    world.put("source/cam", Look.missing("the recording cannot be read", "mend it"));
    after(1);
    assertThat(sequence.complete()).isTrue();
  }

  @Test
  void beforeItHasLookedNothingIsComplete() {
    assertThat(sequence.complete()).isFalse();
  }

  /** Its patience has no end, unlike that with what the documents name. */
  @Test
  void whatIsNoSourceIsWaitedForLongAfterTheDocuments() {
    Step orders =
        new Step("orders", "Orders", true, true, List.of("store"), () -> world.get("orders"));
    up("store");
    up("documents");
    for (int second : List.of(1, 86_400)) {
      List<Step> all = new ArrayList<>(always());
      all.add(orders);
      sequence.look(all, PATIENCE, BEGIN.plusSeconds(second));
    }
    assertThat(stage("orders").state()).isEqualTo(Stage.State.WAITING);
    assertThat(stage("source/cam").state()).isEqualTo(Stage.State.MISSING);
    assertThat(sequence.complete()).isFalse();
  }

  @Test
  void aClockThatIsSetBackMakesThePatienceNoLonger() {
    up("store");
    up("documents");
    int tenHours = 36_000;
    after(1);
    after(1 - tenHours);
    assertThat(stage("source/cam").state()).isEqualTo(Stage.State.WAITING);
    after(1 - tenHours + (int) PATIENCE.toSeconds());
    assertThat(stage("source/cam").state()).isEqualTo(Stage.State.MISSING);
  }

  @Test
  void whatTheDocumentsNameNoMoreHoldsNothingUpAndWhatTheyNameTooLateIsNoStage() {
    List.of("store", "documents", "source/cam", "connector/cmms").forEach(this::up);
    world.put("source/press", Look.waits("source/press is not there", "bring it"));
    world.put("source/late", Look.up("source/late is there"));
    named.add("source/press");
    after(1);
    after(2);
    assertThat(sequence.complete()).isFalse();
    named.clear();
    after(3);
    assertThat(sequence.complete()).isTrue();
    assertThat(sequence.start().stages()).extracting(Stage::id).doesNotContain("source/press");
    sequence.open(BEGIN.plusSeconds(3));
    named.add("source/late");
    after(4);
    assertThat(sequence.start().stages()).extracting(Stage::id).doesNotContain("source/late");
  }
}
