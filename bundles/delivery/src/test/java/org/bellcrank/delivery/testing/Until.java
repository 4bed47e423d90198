package org.bellcrank.delivery.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition with a deadline. */
public final class Until {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Until() {}

  /** Returns as soon as it is true; fails with the state when it does not become so. */
  public static void is(BooleanSupplier condition, Supplier<Object> state) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + DEADLINE + ": " + state.get());
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
