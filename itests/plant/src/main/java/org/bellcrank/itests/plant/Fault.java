package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.Objects;

/**
 * Something planted in a machine.
 *
 * @param kind such as {@code cavitation}
 * @param from when it begins, after the plant's start
 * @param to when it is gone again
 */
public record Fault(String kind, Duration from, Duration to) {

  /** Refuses an end that is not after the begin. */
  public Fault {
    Objects.requireNonNull(kind, "kind");
    if (from.isNegative() || to.compareTo(from) <= 0) {
      throw new IllegalArgumentException(
          "fault %s: given %s to %s; allowed: an end after its begin".formatted(kind, from, to));
    }
  }

  /** Whether it is there. */
  public boolean at(Duration time) {
    return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
  }

  /** How far it is, 0..1 over its first fifth, then 1; 0 while it is not there. */
  double strength(Duration time) {
    if (!at(time)) {
      return 0;
    }
    double share = (double) time.minus(from).toMillis() / to.minus(from).toMillis();
    return Math.min(1, 5 * share);
  }
}
