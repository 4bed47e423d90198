package org.bellcrank.itests.chaos;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When the next kill falls.
 *
 * @param fromStart counted from the start of the process, so that it may fall before the intake
 *     answers; else from the moment at which the intake answers
 * @param after how long after that
 */
record KillPlan(boolean fromStart, Duration after) {

  private static final double DURING_START = 0.25;
  private static final int EARLIEST_MILLIS = 200;
  private static final int LATEST_MILLIS = 3500;

  /**
   * Draws a moment; early ones are more likely, since most happens then.
   *
   * @param usualStart how long a start took so far
   */
  static KillPlan draw(SplittableRandom random, Duration usualStart) {
    if (random.nextDouble() < DURING_START) {
      return new KillPlan(true, Duration.ofMillis(millis(random, usualStart.toMillis() * 1.3)));
    }
    double square = random.nextDouble() * random.nextDouble();
    return new KillPlan(
        false,
        Duration.ofMillis(EARLIEST_MILLIS + (long) (square * (LATEST_MILLIS - EARLIEST_MILLIS))));
  }

  private static long millis(SplittableRandom random, double most) {
    return EARLIEST_MILLIS + (long) (random.nextDouble() * Math.max(0, most - EARLIEST_MILLIS));
  }
}
