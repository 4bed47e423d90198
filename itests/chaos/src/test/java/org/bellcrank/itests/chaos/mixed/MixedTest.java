package org.bellcrank.itests.chaos.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.bellcrank.itests.chaos.StoreOpener;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A round or two of what {@code chaos --minutes} does for hours. What the machine does not allow is
 * told and left out.
 */
class MixedTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final long SECONDS = Long.getLong("chaos.mixed.seconds", 1);
  private static final long SEED = Long.getLong("chaos.seed", 20_260_104);

  @Test
  @Timeout(900)
  void nothingIsLostAndNothingDoubledWhenFaultsFallTogether() throws Exception {
    Path folder = ROOT.resolve("itests/chaos/target/chaos").resolve("mixed-" + System.nanoTime());
    MixedOptions options = MixedOptions.of(Duration.ofSeconds(SECONDS), SEED);
    MixedOutcome outcome =
        new Mixed(ROOT, folder, options, new StoreOpener(Class::forName), new Lines()).run();
    outcome.lines().forEach(System.out::println);

    assertThat(outcome.verdict().complaints()).as("in %s", folder).isEmpty();
    assertThat(outcome.faultsFallen()).isPositive();
    assertThat(outcome.count("observations")).isPositive();
    assertThat(outcome.count("orders")).isPositive();
    Facts report = Facts.parse(outcome.json());
    assertThat(report.whole("lost")).hasValue(0);
    assertThat(report.factsList("faults")).isNotEmpty();
  }

  /** Where a build's log lies. */
  private static final class Lines implements Terminal {

    @Override
    public void line(String text) {
      System.out.println(text);
    }

    @Override
    public void progress(String text) {
      // nobody looks
    }

    @Override
    public void error(String text) {
      System.err.println(text);
    }
  }
}
