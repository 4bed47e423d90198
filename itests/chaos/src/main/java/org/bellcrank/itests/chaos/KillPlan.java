package org.bellcrank.itests.chaos;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When the next kill falls.
 *
 * @param since what it is counted from
 * @param after how long after that
 */
record KillPlan(Since since, Duration after) {

  private static final int EARLIEST_MILLIS = 200;
  private static final int INTAKE_MILLIS = 2500;
  private static final int DELIVERY_MILLIS = 1500;

  /** What a moment is counted from. */
  enum Since {
    /** The process was started; the kill may fall before anything works. */
    START("the start of the process"),
    /** The intake answered: observations are taken and decided. */
    INTAKE("the intake answered"),
    /** A maintenance system was called: orders are created, read back, given their pictures. */
    DELIVERY("the first call of a maintenance system");

    private final String words;

    Since(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * Draws a moment.
   *
   * @param usualStart how long a start took so far
   */
  static KillPlan draw(SplittableRandom random, Duration usualStart) {
    double kind = random.nextDouble();
    if (kind < 0.25) {
      return new KillPlan(
          Since.START, millis(random, EARLIEST_MILLIS, usualStart.toMillis() * 3 / 2));
    }
    return kind < 0.55
        ? new KillPlan(Since.INTAKE, millis(random, EARLIEST_MILLIS, INTAKE_MILLIS))
        : new KillPlan(Since.DELIVERY, millis(random, 0, DELIVERY_MILLIS));
  }

  private static Duration millis(SplittableRandom random, long least, long most) {
    return Duration.ofMillis(random.nextLong(least, Math.max(least, most) + 1));
  }
}
