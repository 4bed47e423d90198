package org.bellcrank.itests.bench;

import java.util.List;

/** Nearest-rank percentiles. */
final class Percentiles {

  private Percentiles() {}

  /**
   * The value that a share of all values does not pass.
   *
   * @param share above 0, up to 1
   * @return not a number where there is no value
   */
  static double of(List<Double> values, double share) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
