package org.bellcrank.stream;

import java.util.Arrays;

/** The newest samples of a point, in the order in which they came. For one thread. */
final class SampleRing {

  private static final int FIRST = 256;

  private final int room;
  private long[] times;
  private double[] values;
  private int next;
  private int count;
  private long first = Long.MAX_VALUE;
  private long gone = Long.MIN_VALUE;

  /**
   * Some samples.
   *
   * @param times nanoseconds since 1970, in the order in which they came
   * @param values as many, in the point's unit
   */
  record Slice(long[] times, double[] values) {}

  /** Takes its memory as samples come, never for more than so many of them. */
  SampleRing(int room) {
    this.room = room;
    times = new long[Math.min(room, FIRST)];
    values = new double[times.length];
  }

  void add(long at, double value) {
    if (count == times.length && count < room) {
      int more = (int) Math.min(room, 2L * count);
      times = Arrays.copyOf(times, more);
      values = Arrays.copyOf(values, more);
      next = count;
    }
    if (count == room) {
      gone = Math.max(gone, times[next]);
    } else {
      count++;
    }
    first = Math.min(first, at);
    times[next] = at;
    values[next] = value;
    next = next + 1 == times.length ? 0 : next + 1;
  }

  /** When the first of all samples was measured; the greatest number while none came. */
  long first() {
    return first;
  }

  /** The newest time of a sample that had to go; the least number while none had to. */
  long gone() {
    return gone;
  }

  /** What was measured from one time to another, both included. */
  Slice between(long from, long until) {
    int within = 0;
    for (int i = 0; i < count; i++) {
      within += times[i] >= from && times[i] <= until ? 1 : 0;
    }
    long[] someTimes = new long[within];
    double[] someValues = new double[within];
    int oldest = count == times.length ? next : 0;
    int to = 0;
    for (int i = 0; i < count; i++) {
      int at = (oldest + i) % times.length;
      if (times[at] >= from && times[at] <= until) {
        someTimes[to] = times[at];
        someValues[to++] = values[at];
      }
    }
    return new Slice(someTimes, someValues);
  }
}
