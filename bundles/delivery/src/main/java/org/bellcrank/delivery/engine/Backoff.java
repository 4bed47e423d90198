package org.bellcrank.delivery.engine;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Doubling pauses with a cap and a fifth of jitter, so that many that failed together do not come
 * back together.
 */
record Backoff(Duration first, Duration longest, DoubleSupplier random) implements Walk.Pauses {

  private static final int MOST_DOUBLINGS = 30;
  private static final double JITTER = 0.2;

  @Override
  public Duration after(int failures) {
    double millis = first.toMillis() * Math.pow(2, Math.min(failures, MOST_DOUBLINGS) - 1.0);
    double capped = Math.min(millis, longest.toMillis());
    return Duration.ofMillis((long) (capped * (1 - JITTER * random.getAsDouble())));
  }
}
