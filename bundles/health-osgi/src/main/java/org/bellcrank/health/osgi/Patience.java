package org.bellcrank.health.osgi;

import java.time.Duration;
import java.util.Optional;
import org.bellcrank.health.HealthReport;

/**
 * How long a report waits before anybody is told. What does not work is told at once. What is
 * merely not there may still come while a gateway starts or packages are installed one after
 * another: it is told when nothing has changed for a while, at the latest some time after it was
 * first missed. For one thread.
 */
final class Patience {

  private final Duration still;
  private final Duration longest;
  private Optional<Long> missedAt = Optional.empty();

  /**
   * @param still for how long nothing changes before what is missing is told
   * @param longest how long it may be missing untold, whatever changes
   */
  Patience(Duration still, Duration longest) {
    this.still = still;
    this.longest = longest;
  }

  /**
   * How much longer a report is kept back; zero where it is to be told.
   *
   * @param quiet how long nothing has changed
   * @param now nanoseconds of a clock that never goes back
   */
  Duration left(HealthReport report, Duration quiet, long now) {
    if (!report.onlyLacks()) {
      missedAt = Optional.empty();
      return Duration.ZERO;
    }
    missedAt = missedAt.or(() -> Optional.of(now));
    Duration missed = Duration.ofNanos(now - missedAt.get());
    Duration left = still.minus(quiet);
    Duration most = longest.minus(missed);
    Duration shorter = left.compareTo(most) < 0 ? left : most;
    return shorter.isNegative() ? Duration.ZERO : shorter;
  }
}
