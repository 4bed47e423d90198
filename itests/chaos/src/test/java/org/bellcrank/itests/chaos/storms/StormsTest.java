package org.bellcrank.itests.chaos.storms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small part of what {@code chaos --storms} does by the thousand. */
class StormsTest {

  private static final String STORMS = System.getProperty("chaos.storms", "4");
  private static final String DETECTIONS = System.getProperty("chaos.detections", "800");
  private static final String SEED = System.getProperty("chaos.seed", "20260101");

  @TempDir private Path folder;

  /** Each start of a store tells of its tables. */
  @BeforeAll
  static void silence() {
    LogManager.getLogManager().reset();
  }

  @Test
  @Timeout(300)
  void eachCauseOfAStormHasOneOrderThatCountsItsFindings() throws Exception {
    StormsOptions options =
        StormsOptions.read(List.of("--storms", STORMS, "--detections", DETECTIONS, "--seed", SEED));
    StormsRun run = new StormsRun(folder, options, System.out::println);
    Verdict verdict = run.run();
    Facts report = run.report();
    System.out.println(report.json());
    assertThat(verdict.complaints()).isEmpty();
    Facts counts = report.facts("counts").orElseThrow();
    assertThat(counts.whole("storms")).hasValue(Integer.parseInt(STORMS));
    assertThat(counts.whole("toldAgain").orElse(0)).as("some were told twice").isPositive();
    assertThat(counts.whole("endsOfDecidingOrStore").orElse(0)).isPositive();
  }

  @Test
  void theWordsAreCheckedBeforeAnythingIsDone() {
    StormsOptions options = StormsOptions.read(List.of("--storms", "3", "--threads", "2"));
    assertThat(options.detections()).isEqualTo(10_000);
    assertThat(options.threads()).isEqualTo(2);
    assertThatThrownBy(() -> StormsOptions.read(List.of("--storms", "0")))
        .hasMessageContaining("given '0'; allowed 1 to");
    assertThatThrownBy(() -> StormsOptions.read(List.of("--storms", "3", "--kills", "2")))
        .hasMessageContaining("--kills");
  }
}
