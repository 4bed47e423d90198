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
  private boolean[] weightless; // of those that are kept
  private int kept;

  /**
   * An empty one.
   *
   * @param keeps whether it keeps the samples themselves, {@link WindowPlan#MOST_SAMPLES} at most
   */
  Pane(boolean keeps) {
    if (keeps) {
      values = new double[8];
      times = new long[8];
      weightless = new boolean[8];
    }
  }

  /** How many values; where none of them has a weight, they are one. */
  long count() {
    return count == 0 && lastAt != Long.MIN_VALUE ? 1 : count;
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
    if (values != null && !keep(at, value, false)) {
      return false;
    }
    if (count == 0) {
      mean = 0; // of a value without weight
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

  /**
   * Takes a value whose weight is told apart, by the values that are added while it stands: it is
   * among the least, the greatest, the ends and what crossings are counted of. Where nothing has a
   * weight, the newest is the mean. False as for {@link #add}.
   */
  boolean saw(long at, double value) {
    if (values != null && !keep(at, value, true)) {
      return false;
    }
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    ends(at, value, at, value);
    if (count == 0) {
      mean = last;
    }
    return true;
  }

  private boolean keep(long at, double value, boolean without) {
    if (kept >= WindowPlan.MOST_SAMPLES) {
      return false;
    }
    if (kept == values.length) {
      values = Arrays.copyOf(values, 2 * kept + 8);
      times = Arrays.copyOf(times, 2 * kept + 8);
      weightless = Arrays.copyOf(weightless, 2 * kept + 8);
    }
    values[kept] = value;
    times[kept] = at;
    weightless[kept++] = without;
    return true;
  }

  /** Joins another one to this; samples beyond the most that are kept are left out of medians. */
  void join(Pane other) {
    if (other.count() == 0) {
      return;
    }
    if (values != null && other.values != null) {
      int room = Math.min(other.kept, WindowPlan.MOST_SAMPLES - kept);
      values = Arrays.copyOf(values, kept + room);
      times = Arrays.copyOf(times, kept + room);
      weightless = Arrays.copyOf(weightless, kept + room);
      System.arraycopy(other.values, 0, values, kept, room);
      System.arraycopy(other.times, 0, times, kept, room);
      System.arraycopy(other.weightless, 0, weightless, kept, room);
      kept += room;
    }
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
    ends(other.firstAt, other.first, other.lastAt, other.last);
    if (other.count == 0) {
      mean = count == 0 ? last : mean;
      return;
    }
    double from = count == 0 ? 0 : mean;
    double off = other.mean - from;
    long all = count + other.count;
    squares += other.squares + off * off * ((double) count * other.count / all);
    mean = from + off * other.count / all;
    count = all;
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
    if (count() == 0) {
      return OptionalDouble.empty();
    }
    return switch (statistic) {
      case MEAN -> OptionalDouble.of(mean);
      case MIN -> OptionalDouble.of(least);
      case MAX -> OptionalDouble.of(greatest);
      case RANGE -> OptionalDouble.of(greatest - least);
      case LAST -> OptionalDouble.of(last);
      case COUNT -> OptionalDouble.of(count());
      case SUM -> OptionalDouble.of(mean * count());
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
    double[] sorted =
        IntStream.range(0, kept)
            .filter(i -> count == 0 || !weightless[i])
            .mapToDouble(i -> values[i])
            .sorted()
            .toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double crossings(double level) {
    int[] order =
        IntStream.range(0, kept)
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
