package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, and says so when it does not come. */
final class Until {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Until() {}

  static void is(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      Thread.sleep(5);
    }
  }
}
