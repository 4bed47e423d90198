package org.bellcrank.vision;

import java.util.Arrays;

/** The newest values of a time, for percentiles. Safe for use by any number of threads. */
final class LatencyWindow {

  private static final int SIZE = 4096;

  private final long[] nanos = new long[SIZE];
  private long count;

  synchronized void add(long value) {
    nanos[(int) (count++ % SIZE)] = value;
  }

  Latency latency() {
    long[] sorted;
    long total;
    synchronized (this) {
      total = count;
      sorted = Arrays.copyOf(nanos, (int) Math.min(count, SIZE));
    }
    if (sorted.length == 0) {
      return new Latency(0, 0, 0, 0, 0);
    }
    Arrays.sort(sorted);
    return new Latency(
        total, rank(sorted, 0.5), rank(sorted, 0.95), rank(sorted, 0.99), rank(sorted, 1));
  }

  private static double rank(long[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }
}
