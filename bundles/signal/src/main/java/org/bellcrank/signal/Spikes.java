package org.bellcrank.signal;

import java.util.Arrays;

/**
 * Single values that stand apart from their neighbours (F. R. Hampel's identifier): each is held
 * against the median of itself and three on either side.
 */
final class Spikes {

  private static final int BESIDE = 3;

  /** In robust deviations; of normal values fewer than one in ten thousand is beyond. */
  private static final double BEYOND = 4;

  private Spikes() {}

  /** The values, with those medians in the place of what stands apart. */
  static double[] without(double[] values) {
    int n = values.length;
    double[] medians = new double[n];
    Arrays.setAll(medians, i -> median(values, i));
    double[] apart = new double[n];
    Arrays.setAll(apart, i -> values[i] - medians[i]);
    double allowed = BEYOND * scatter(apart);
    double[] calm = new double[n];
    Arrays.setAll(calm, i -> Math.abs(apart[i]) > allowed ? medians[i] : values[i]);
    return calm;
  }

  /** At the ends the neighbours are all on one side. */
  private static double median(double[] values, int i) {
    int width = Math.min(values.length, 2 * BESIDE + 1);
    int from = Math.max(0, Math.min(values.length - width, i - BESIDE));
    return Summary.median(Arrays.copyOfRange(values, from, from + width));
  }

  private static double scatter(double[] apart) {
    return Math.max(Summary.robustDeviation(apart), Summary.of(apart).deviation() / 2);
  }
}
