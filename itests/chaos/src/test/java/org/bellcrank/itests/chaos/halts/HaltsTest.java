package org.bellcrank.itests.chaos.halts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.LogManager;
import org.bellcrank.itests.chaos.Folders;
import org.bellcrank.itests.chaos.Scratch;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small part of what {@code chaos --halts} and {@code chaos --images} do by the thousand. */
class HaltsTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final int HALTS = Integer.getInteger("chaos.halts", 4);
  private static final int SERVER_HALTS = Integer.getInteger("chaos.server.halts", 2);
  private static final int IMAGES = Integer.getInteger("chaos.images", 12);
  private static final int SEED = Integer.getInteger("chaos.seed", 20_260_101);

  @TempDir private Path folder;

  /** Each start of a store tells of its tables, and there are hundreds. */
  @BeforeAll
  static void silence() {
    LogManager.getLogManager().reset();
  }

  @Test
  @Timeout(600)
  void processesThatAreEndedAtBoundariesLoseNothingAndDoubleNothing() throws Exception {
    Tally tally = run(HALTS, 0, Optional.empty(), false);
    assertThat(tally.count(Tally.HALTS)).isEqualTo(HALTS);
    assertThat(tally.count("orders")).isPositive();
    assertThat(tally.count("pictures")).isPositive();
  }

  @Test
  @Timeout(600)
  void processesAndServersThatAreEndedLoseNothingAndDoubleNothingOnPostgreSql() throws Exception {
    if (!Files.isDirectory(Path.of("/usr/lib/postgresql"))) {
      System.err.println("SKIPPED: no halts on PostgreSQL, since its package is absent");
      abort("PostgreSQL is absent");
    }
    Tally tally = run(SERVER_HALTS, 0, Optional.empty(), false, true);
    assertThat(tally.count(Tally.HALTS)).isEqualTo(SERVER_HALTS);
    assertThat(tally.count(Tally.CRASHES)).isPositive();
    assertThat(tally.count("orders")).isPositive();
  }

  @Test
  @Timeout(600)
  void filesTakenAtEachBoundaryLoseNothingAndDoubleNothing() throws Exception {
    Tally tally = run(0, IMAGES, Optional.empty(), false);
    assertThat(tally.count(Tally.IMAGES)).isGreaterThanOrEqualTo(IMAGES);
    assertThat(tally.count("orders")).isPositive();
  }

  @Test
  @Timeout(600)
  void aReportIsGoneOnWithAndItsFiguresAddUp() throws Exception {
    Path report = folder.resolve("report.json");
    run(0, 3, Optional.of(report), false);
    Facts first = Facts.parse(Files.readString(report));
    run(0, 3, Optional.of(report), true);
    Facts both = Facts.parse(Files.readString(report));
    assertThat(images(first)).isGreaterThanOrEqualTo(3);
    assertThat(images(both)).isGreaterThanOrEqualTo(images(first) + 3);
    assertThat(both.facts("next").orElseThrow().whole("boundary").orElseThrow())
        .isGreaterThan(first.facts("next").orElseThrow().whole("boundary").orElseThrow());
  }

  private static long images(Facts report) {
    return report.facts("counts").orElseThrow().whole(Tally.IMAGES).orElseThrow();
  }

  private Tally run(int halts, int images, Optional<Path> report, boolean resume)
      throws IOException, InterruptedException {
    return run(halts, images, report, resume, false);
  }

  private Tally run(
      int halts, int images, Optional<Path> report, boolean resume, boolean postgresql)
      throws IOException, InterruptedException {
    HaltsOptions options =
        new HaltsOptions(
            halts,
            images,
            SEED,
            Optional.of(Duration.ofMinutes(9)),
            resume,
            report,
            Optional.empty(),
            postgresql);
    Path data = Scratch.folder("halts");
    Tally tally = new HaltsRun(ROOT, data, options, System.out::println).run();
    System.out.println(tally.facts().json());
    assertThat(tally.verdict().complaints()).as("in %s", data).isEmpty();
    Folders.remove(data);
    return tally;
  }
}
