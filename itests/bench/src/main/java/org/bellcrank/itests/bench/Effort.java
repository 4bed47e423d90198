package org.bellcrank.itests.bench;

import java.time.Duration;

/**
 * Processor time that this whole process took since this was made: it says the same on a busy
 * machine as on an idle one, other than rates do.
 */
final class Effort {

  private final Duration before = now();

  /** Milliseconds of one processor for each of so many things. */
  double millisEach(long things) {
    return things == 0 ? Double.NaN : now().minus(before).toNanos() / 1e6 / things;
  }

  private static Duration now() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
