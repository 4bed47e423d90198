package org.bellcrank.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayLineTest {

  @TempDir Path folder;

  /** The hour that the clock change repeats is told apart by its offset. */
  @Test
  void momentsHaveAnOffsetAndTheWarmUpReachesAsFarAsRecurrence() {
    Request first = request("--from", "2026-10-25T01:30:00+01:00");
    Request second = request("--from", "2026-10-25T01:30:00+00:00", "--warm-up", "all");
    assertThat(first.from()).contains(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(second.from()).contains(Instant.parse("2026-10-25T01:30:00Z"));
    assertThat(first.begin()).contains(Instant.parse("2026-09-25T00:30:00Z"));
    assertThat(second.begin()).isEmpty();
    assertThat(request("--warm-up", "PT12H").warmUp()).contains(Duration.ofHours(12));
  }

  private static Request request(String... arguments) {
    return ReplayLine.of(List.of(arguments)).request(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "--from, 2026-10-25T01:30, given --from 2026-10-25T01:30; allowed: ISO 8601",
    "--warm-up, -P1D, given --warm-up -P1D; allowed: all",
    "--warm-up, month, given --warm-up month; allowed: all",
    "--rules, x, 'given [--rules, x]; allowed:'"
  })
  void whatCannotBeUnderstoodIsRefusedWithWhatIsAllowed(String option, String value, String words) {
    assertThatThrownBy(() -> ReplayLine.of(List.of(option, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void anOptionWithoutValueOrTwiceIsRefused() {
    assertThatThrownBy(() -> ReplayLine.of(List.of("--to")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReplayLine.of(List.of("--with", "a", "--with", "b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFolderThatIsNoRecordingIsRefusedInWords() throws Exception {
    assertThatThrownBy(() -> new HistoryRecording(folder))
        .hasMessageContaining("journal.jsonl is missing; allowed: a folder with");
    Files.writeString(folder.resolve(RecordingExport.JOURNAL), "{\"journal\":\"bellcrank\"}\n");
    Files.writeString(folder.resolve(RecordingExport.REST), "{\"x\":1}\n");
    assertThatThrownBy(() -> new HistoryRecording(folder))
        .hasMessageContaining("recording.jsonl is none of a recording");
  }

  @Test
  void aUnitThatThrowsLeavesNothingInTheScratch() {
    ScratchStore store =
        new ScratchStore(
            new ScratchStore.Watcher() {
              @Override
              public void decided(Told told) {
                throw new AssertionError(told);
              }

              @Override
              public void order(org.bellcrank.workorder.WorkOrder order) {
                throw new AssertionError(order);
              }
            });
    Instant at = Instant.parse("2026-03-02T05:00:00Z");
    var conditions = org.bellcrank.condition.ConditionBook.class;
    assertThatThrownBy(
            () ->
                store.commit(
                    unit -> {
                      unit.port(conditions).count("screw", "pitting", at);
                      unit.port(conditions)
                          .keep("k", org.bellcrank.journal.Facts.with("n", 1).build());
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(store.<Long>read(unit -> unit.port(conditions).counted("screw", "pitting", at, at)))
        .isZero();
    assertThat(store.<Boolean>read(unit -> unit.port(conditions).state("k").isPresent())).isFalse();
  }
}
