package org.bellcrank.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Acoustic emission of a stretch: how often it crossed a threshold, in how many bursts, how strong.
 * Words after ASTM E1316 (count, hit, hit definition time).
 *
 * @param counts how often the value rose above the threshold
 * @param bursts the bursts in their order; one that had begun before the stretch begins with it
 * @param rms of the whole stretch about zero, in the unit of the values
 */
public record AcousticEmission(int counts, List<Burst> bursts, double rms) {

  /** Keeps the list unchangeable. */
  public AcousticEmission {
    bursts = List.copyOf(bursts);
  }

  /**
   * One burst.
   *
   * @param start of its first count, in seconds after the stretch's first value
   * @param duration from the first value above the threshold to the last, in seconds; 0 for one
   *     value
   * @param peak its highest value
   * @param counts how often it rose above the threshold, 1 or more
   */
  public record Burst(double start, double duration, double peak, int counts) {}

  /**
   * Counts.
   *
   * @param values at least one, all finite
   * @param rate values a second in Hz
   * @param threshold in the unit of the values, above 0; a value equal to it is not above
   * @param dead seconds without a value above the threshold that end a burst, 0 or above
   */
  public static AcousticEmission of(double[] values, double rate, double threshold, double dead) {
    Given.finite("acoustic emission", values, 1);
    Given.above("rate in Hz", rate, 0);
    Given.above("threshold", threshold, 0);
    Given.between("dead time in s", dead, 0, 1e6);
    List<Burst> bursts = new ArrayList<>();
    double square = 0;
    int counts = 0;
    Open open = null;
    for (int i = 0; i < values.length; i++) {
      square += values[i] * values[i];
      if (values[i] <= threshold) {
        continue;
      }
      boolean rise = i == 0 || values[i - 1] <= threshold;
      counts += rise ? 1 : 0;
      if (open == null || rise && (i - open.last) / rate > dead) {
        close(open, bursts, rate);
        open = new Open(i);
      }
      open.take(i, values[i], rise);
    }
    close(open, bursts, rate);
    return new AcousticEmission(counts, bursts, Math.sqrt(square / values.length));
  }

  private static void close(Open open, List<Burst> bursts, double rate) {
    if (open != null) {
      double duration = (open.last - open.first) / rate;
      bursts.add(new Burst(open.first / rate, duration, open.peak, open.counts));
    }
  }

  /** A burst that may go on. */
  private static final class Open {
    private final int first;
    private int last;
    private double peak;
    private int counts;

    Open(int first) {
      this.first = first;
    }

    void take(int index, double value, boolean rise) {
      last = index;
      peak = Math.max(peak, value);
      counts += rise ? 1 : 0;
    }
  }
}
