package org.bellcrank.itests.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long things took, and their quantiles. */
public final class Recovery {

  private final List<Duration> all = new ArrayList<>();

  public void add(Duration took) {
    all.add(took);
  }

  /**
   * The quantile by the nearest rank; zero when nothing was measured.
   *
   * @param share 0 to 1
   */
  public Duration quantile(double share) {
    if (all.isEmpty()) {
      return Duration.ZERO;
    }
    List<Duration> sorted = all.stream().sorted().toList();
    return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
  }
}
