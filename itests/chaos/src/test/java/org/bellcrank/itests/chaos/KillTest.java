package org.bellcrank.itests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway that is shipped, killed under load. */
class KillTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final int KILLS = Integer.getInteger("chaos.kills", 3);
  private static final long SEED = Long.getLong("chaos.seed", 20_260_101);

  @Test
  @Timeout(600)
  void nothingAcceptedIsLostAndNothingIsDoubled() throws Exception {
    ChaosOptions options = ChaosOptions.of(KILLS, SEED);
    Path folder =
        ROOT.resolve("itests/chaos/target/chaos").resolve(String.valueOf(System.nanoTime()));
    Outcome outcome =
        new Campaign(ROOT, folder, options, new StoreOpener(Class::forName), new Lines()).run();
    new ChaosReport(options, outcome).lines().forEach(System.out::println);

    assertThat(outcome.verdict().complaints()).as("in %s", folder).isEmpty();
    assertThat(outcome.observations()).as("observations").isGreaterThan(KILLS);
    assertThat(outcome.orders()).as("orders").isGreaterThan(KILLS);
    assertThat(outcome.pictures()).as("pictures").isPositive();
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
