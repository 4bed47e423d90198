package org.bellcrank.itests.plant;

import java.time.Duration;
import org.bellcrank.signal.GrowthModel;

/**
 * A fault that grows from its onset on. Its measure is 1 at the limit; where it grows by its share
 * it begins at {@code first}.
 *
 * @param kind such as {@code bearing-outer-race}
 * @param model linear or exponential
 * @param onset when it begins, after the plant's start
 * @param limit when it is at its limit
 * @param first measure at the onset, above 0, below 1
 */
public record Growing(
    String kind, GrowthModel model, Duration onset, Duration limit, double first) {

  private static final Duration FOR_GOOD = Duration.ofDays(36_500);

  /** Refuses a limit that is not after the onset and a first measure out of range. */
  public Growing {
    if (limit.compareTo(onset) <= 0 || !(first > 0 && first < 1)) {
      throw new IllegalArgumentException(
          "growing fault %s: given onset %s, limit %s, first %s; allowed: rising, above 0 to 1"
              .formatted(kind, onset, limit, first));
    }
  }

  /** How far it is: {@code first} up to the onset, 1 at the limit, then on. */
  public double measure(Duration at) {
    double share = Math.max(0, (double) at.minus(onset).toMillis() / limit.minus(onset).toMillis());
    return model == GrowthModel.LINEAR
        ? first + (1 - first) * share
        : first * Math.pow(1 / first, share);
  }

  /** How long it takes yet to its limit; zero from there on. */
  public Duration left(Duration at) {
    Duration left = limit.minus(at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** As a planted fault: from the onset on, for good. */
  Fault fault() {
    return new Fault(kind, onset, FOR_GOOD);
  }
}
