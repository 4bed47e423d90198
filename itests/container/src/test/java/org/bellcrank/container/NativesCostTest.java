package org.bellcrank.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What natives in a package cost. Kura installs every package again at each start, so what an
 * installation takes is also what each start takes longer; the copies that Kura itself makes of the
 * file before are not counted.
 */
class NativesCostTest {

  /** Above this, natives do not belong into a package; four times for a machine under load. */
  private static final double LIMIT_SECONDS = 5;

  private static final double LOADED = 4;

  @Test
  void installingThemTakesNoLongerThanAPackageMay() throws Exception {
    String natives = "bellcrank-vision-x86_64";
    try (GatewayFramework gateway = GatewayFramework.start(Target.current())) {
      for (String name : List.of("bellcrank-libs", "bellcrank-core", "bellcrank-vision")) {
        gateway.installPackage(Places.deploymentPackage(name));
      }
      double first = seconds(gateway, natives);
      double again = seconds(gateway, natives);
      System.out.printf(
          "%s on %s: installed in %.2f s (so is each start of Kura), again in %.2f s; at most %.0f s%n",
          natives, Target.current(), first, again, LIMIT_SECONDS);

      assertThat(first).isLessThan(LIMIT_SECONDS * LOADED);
      if (first > LIMIT_SECONDS) {
        System.err.printf("SLOW: %s took %.2f s, more than %.0f%n", natives, first, LIMIT_SECONDS);
      }
    }
  }

  private static double seconds(GatewayFramework gateway, String name) throws Exception {
    long begun = System.nanoTime();
    gateway.installPackage(Places.deploymentPackage(name));
    return (System.nanoTime() - begun) / 1e9;
  }
}
