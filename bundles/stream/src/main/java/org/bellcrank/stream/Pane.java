package org.bellcrank.stream;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What is known of a stretch of samples. For one thread. Mean and spread are updated by Welford's
 * recurrence and joined by the rule of Chan, Golub and LeVeque (1983), which lose no digits where
 * values are large and close together.
 */
final class Pane {

  private long count;
  private double mean;
  private double squares; // sum of squared distances from the mean
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private long firstAt = Long.MAX_VALUE; // nanoseconds since 1970
  private double first;
  private long lastAt = Long.MIN_VALUE;
  private double last;
  private double[] values;
  private long[] times;

  /**
   * An empty one.
   *
   * @param keeps whether it keeps the samples themselves, {@link WindowPlan#MOST_SAMPLES} at most
   */
  Pane(boolean keeps) {
    if (keeps) {
      values = new double[8];
      times = new long[8];
    }
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  double last() {
    return last;
  }

  /** Takes a value; false when there is no room for it where samples are kept. */
  boolean add(long at, double value) {
    if (values != null && !keep(at, value)) {
      return false;
    }
    count++;
    double off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    ends(at, value, at, value);
    return true;
  }

  private boolean keep(long at, double value) {
    if (count >= WindowPlan.MOST_SAMPLES) {
      return false;
    }
    int n = (int) count;
    if (n == values.length) {
      values = Arrays.copyOf(values, 2 * n);
      times = Arrays.copyOf(times, 2 * n);
    }
    values[n] = value;
    times[n] = at;
    return true;
  }

  /** Joins another one to this; samples beyond the most that are kept are left out of medians. */
  void join(Pane other) {
    if (other.count == 0) {
      return;
    }
    if (values != null && other.values != null) {
      int room = (int) Math.min(other.count, WindowPlan.MOST_SAMPLES - kept());
      int n = kept();
      values = Arrays.copyOf(values, n + room);
      times = Arrays.copyOf(times, n + room);
      System.arraycopy(other.values, 0, values, n, room);
      System.arraycopy(other.times, 0, times, n, room);
    }
    double off = other.mean - mean;
    long all = count + other.count;
    squares += other.squares + off * off * ((double) count * other.count / all);
    mean += off * other.count / all;
    count = all;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    ends(other.firstAt, other.first, other.lastAt, other.last);
  }

  private int kept() {
    return (int) Math.min(count, WindowPlan.MOST_SAMPLES);
  }

  private void ends(long from, double fromValue, long to, double toValue) {
    if (from < firstAt) {
      firstAt = from;
      first = fromValue;
    }
    if (to >= lastAt) {
      lastAt = to;
      last = toValue;
    }
  }

  /** One statistic; empty where the samples do not say it. */
  OptionalDouble value(WindowPlan.Statistic statistic, double level) {
    if (count == 0) {
      return OptionalDouble.empty();
    }
    return switch (statistic) {
      case MEAN -> OptionalDouble.of(mean);
      case MIN -> OptionalDouble.of(least);
      case MAX -> OptionalDouble.of(greatest);
      case RANGE -> OptionalDouble.of(greatest - least);
      case LAST -> OptionalDouble.of(last);
      case COUNT -> OptionalDouble.of(count);
      case SUM -> OptionalDouble.of(mean * count);
      case STD ->
          count < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (count - 1)));
      case RATE ->
          lastAt == firstAt
              ? OptionalDouble.empty()
              : OptionalDouble.of((last - first) / ((lastAt - firstAt) / 1e9));
      case MEDIAN -> OptionalDouble.of(median());
      case CROSSINGS -> OptionalDouble.of(crossings(level));
    };
  }

  private double median() {
    double[] sorted = Arrays.copyOf(values, kept());
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double crossings(double level) {
    int[] order =
        IntStream.range(0, kept())
            .boxed()
            .sorted(Comparator.comparingLong(i -> times[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int crossings = 0;
    for (int i = 1; i < order.length; i++) {
      if (values[order[i]] >= level && values[order[i - 1]] < level) {
        crossings++;
      }
    }
    return crossings;
  }
}
