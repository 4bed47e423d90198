package org.bellcrank.itests.chaos.starts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.LogManager;
import org.bellcrank.itests.chaos.Folders;
import org.bellcrank.itests.chaos.Scratch;
import org.bellcrank.itests.chaos.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small part of what {@code chaos --starts} does by the hundred. */
class StartsTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final int STARTS = Integer.getInteger("chaos.starts", 7);
  private static final long SEED = Long.getLong("chaos.seed", 20_260_101);

  @BeforeAll
  static void silence() {
    LogManager.getLogManager().reset();
  }

  @Test
  @Timeout(600)
  void inWhateverOrderTheBundlesStartTheSameIsDecided() throws Exception {
    Path folder = Scratch.folder("starts");
    StartsRun run =
        new StartsRun(
            ROOT, folder, new StartsOptions(STARTS, SEED, Optional.empty()), System.out::println);
    Verdict verdict = run.run();
    assertThat(verdict.complaints()).as("in %s", folder).isEmpty();
    assertThat(run.count("starts")).isEqualTo(STARTS);
    assertThat(run.count("kills")).isGreaterThanOrEqualTo(STARTS / 5);
    assertThat(run.count("ordersOfStarts")).isPositive();
    Folders.remove(folder);
  }
}
