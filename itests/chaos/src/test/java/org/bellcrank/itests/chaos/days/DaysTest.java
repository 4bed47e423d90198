package org.bellcrank.itests.chaos.days;

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

/** A small part of what {@code chaos --days} does with a million orders. */
class DaysTest {

  private static final String DAYS = System.getProperty("chaos.days", "2");
  private static final String ORDERS = System.getProperty("chaos.orders", "400");
  private static final String SEED = System.getProperty("chaos.seed", "20260101");

  /** MiB that a store of so many orders needs before half of them are told. */
  private static final String QUOTA = System.getProperty("chaos.quota", "10");

  @TempDir private Path folder;

  @BeforeAll
  static void silence() {
    LogManager.getLogManager().reset();
  }

  @Test
  @Timeout(300)
  void whatWasDueInDaysWithoutTheCmmsArrivesOnceWhenItIsBack() throws Exception {
    DaysOptions options =
        DaysOptions.read(
            List.of(
                "--days",
                DAYS,
                "--orders",
                ORDERS,
                "--seed",
                SEED,
                "--kills",
                "1",
                "--quota",
                QUOTA));
    Path home = Path.of(System.getProperty("project.root"));
    DaysRun run = new DaysRun(home, folder, options, System.out::println);
    Verdict verdict = run.run();
    Facts report = run.report();
    System.out.println(report.json());
    assertThat(verdict.complaints()).isEmpty();
    Facts counts = report.facts("counts").orElseThrow();
    assertThat(counts.whole("orders")).hasValue(Integer.parseInt(ORDERS));
    assertThat(counts.whole("refusals").orElse(0)).as("the quota was reached").isPositive();
    assertThat(counts.whole("timesOfMoreRoom").orElse(0)).isPositive();
    assertThat(counts.whole("daysKills")).hasValue(1);
    Facts storage = report.facts("storage").orElseThrow();
    assertThat(storage.whole("queuedMost").orElse(0))
        .isGreaterThanOrEqualTo(Integer.parseInt(ORDERS));
    Facts book = report.facts("book").orElseThrow();
    assertThat(book.whole("pausesAskedFor").orElse(0)).isPositive();
  }

  @Test
  void theWordsAreCheckedBeforeAnythingIsDone() {
    DaysOptions options = DaysOptions.read(List.of("--days", "3"));
    assertThat(options.orders()).isEqualTo(1_000_000);
    assertThatThrownBy(() -> DaysOptions.read(List.of("--days", "0")))
        .hasMessageContaining("given '0'; allowed 1 to 365");
    assertThatThrownBy(() -> DaysOptions.read(List.of("--days", "3", "--storms", "2")))
        .hasMessageContaining("--storms");
  }
}
