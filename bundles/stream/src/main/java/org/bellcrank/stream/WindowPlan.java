package org.bellcrank.stream;

import java.time.Duration;
import java.util.List;

/**
 * What is computed over a stretch of samples.
 *
 * @param extent how the stretch is cut
 * @param level the value whose crossings from below {@link Statistic#CROSSINGS} counts, in the
 *     point's unit; not a number where none is asked for
 * @param outputs what is computed and which points get it
 */
public record WindowPlan(Extent extent, double level, List<Output> outputs) {

  /** Most samples in one window that keeps them all. */
  public static final int MOST_SAMPLES = 10_000;

  /** Keeps an unmodifiable copy. */
  public WindowPlan {
    outputs = List.copyOf(outputs);
  }

  /** Whether some output needs the samples themselves. */
  boolean keepsSamples() {
    return outputs.stream().anyMatch(output -> output.statistic().needsSamples);
  }

  /** How stretches are cut. */
  public sealed interface Extent {}

  /**
   * By the time at which samples were measured; windows begin at whole multiples of {@code slide}
   * since 1970.
   *
   * @param length of a window, a multiple of {@code slide}
   * @param slide from one window to the next, at least a millisecond
   */
  public record Time(Duration length, Duration slide) implements Extent {

    /** How many steps one window spans. */
    int steps() {
      return (int) (length.toMillis() / slide.toMillis());
    }
  }

  /**
   * By the number of samples, in the order of their coming.
   *
   * @param length samples in a window, 1 to {@link #MOST_SAMPLES}
   * @param slide samples from one window to the next, 1 to {@code length}
   */
  public record Count(int length, int slide) implements Extent {}

  /**
   * From one cycle of the machine to the next: a window ends when the value of a point changes.
   *
   * @param by id of the point that counts cycles
   */
  public record Cycle(String by) implements Extent {}

  /**
   * One result.
   *
   * @param statistic what is computed
   * @param to id of the point that gets it
   */
  public record Output(Statistic statistic, String to) {}

  /** What is computed. */
  public enum Statistic {
    /** Arithmetic mean. */
    MEAN(false),
    /** Least value. */
    MIN(false),
    /** Greatest value. */
    MAX(false),
    /** Greatest less least value. */
    RANGE(false),
    /** The newest value by time of measurement. */
    LAST(false),
    /** Standard deviation of the sample, divisor n - 1; none for one value. */
    STD(false),
    /** How many samples. */
    COUNT(false),
    /** Sum of the values, as for increments of a counter. */
    SUM(false),
    /** Newest less oldest value over the seconds between them; none for one moment. */
    RATE(false),
    /** The middle value; of an even number the mean of the middle two. */
    MEDIAN(true),
    /** How often the value rose to the level or above it, in the order of measurement. */
    CROSSINGS(true);

    final boolean needsSamples;

    Statistic(boolean needsSamples) {
      this.needsSamples = needsSamples;
    }
  }
}
