package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;

/** A measured time against its promise, which holds on a quiet machine. */
final class Figure {

  private static final double BUSY = 1.5;

  private Figure() {}

  /** Prints; fails beyond the limit, unless more waits for each core than the test brings along. */
  static void check(String what, Duration took, Duration limit) {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    double load = machine.getSystemLoadAverage() / machine.getAvailableProcessors();
    System.out.printf(
        "MEASURED %s: %.2f s of %d s (%.1f waiting for each core)%n",
        what, took.toMillis() / 1000.0, limit.toSeconds(), load);
    if (took.compareTo(limit) > 0 && load > BUSY) {
      System.err.println("MISSED on a busy machine: " + what);
      return;
    }
    assertThat(took).as(what).isLessThanOrEqualTo(limit);
  }
}
