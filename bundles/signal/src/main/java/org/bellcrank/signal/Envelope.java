package org.bellcrank.signal;

/**
 * Finds how often something strikes: the band in which the structure rings is cut out, and the
 * height of its ringing over time is looked at as a signal of its own. The height is that of the
 * analytic signal (band cut and Hilbert transform in the frequency domain), as in R. B. Randall and
 * J. Antoni, "Rolling element bearing diagnostics - A tutorial", Mech. Syst. Signal Process. 25
 * (2011).
 */
public final class Envelope {
  private Envelope() {}

  /**
   * The height of the ringing over time.
   *
   * @param values at least 8, all finite; of a number that is no power of two the first that are
   *     one
   * @param rate values a second in Hz
   * @param from lower edge of the band in Hz, 0 or above
   * @param to upper edge in Hz, above the lower one, at most half the rate
   * @return as many values as were used, each 0 or above, in the unit of the values
   */
  public static double[] of(double[] values, double rate, double from, double to) {
    Given.finite("waveform", values, 8);
    check(rate, from, to);
    return block(values, 0, Fourier.block(values.length), rate, from, to);
  }

  /**
   * The spectrum of that height, with a Hann window, its mean taken out; blocks as in {@link
   * Spectrum}.
   */
  public static Spectrum spectrum(double[] values, double rate, double from, double to) {
    Given.finite("waveform", values, 8);
    check(rate, from, to);
    int length = Fourier.block(values.length);
    double[] sum = new double[length / 2 + 1];
    int[] starts = Spectrum.starts(values.length, length);
    for (int start : starts) {
      double[] height = block(values, start, length, rate, from, to);
      double[] lines = Spectrum.of(height, rate).amplitudes();
      for (int k = 0; k < sum.length; k++) {
        sum[k] += lines[k] * lines[k];
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] = Math.sqrt(sum[k] / starts.length);
    }
    return new Spectrum(rate / length, sum, Window.HANN);
  }

  private static void check(double rate, double from, double to) {
    Given.above("rate in Hz", rate, 0);
    if (!(from >= 0 && to > from && to <= rate / 2)) {
      throw new IllegalArgumentException(
          "band of an envelope: given %s to %s Hz; allowed: rising, within 0 to %s Hz"
              .formatted(from, to, rate / 2));
    }
  }

  private static double[] block(
      double[] values, int start, int length, double rate, double from, double to) {
    double[] cut = new double[length];
    System.arraycopy(values, start, cut, 0, length);
    double[][] parts = Fourier.forward(cut);
    for (int k = 0; k < length; k++) {
      double frequency = k * rate / length;
      // positive frequencies doubled, negative ones dropped: the analytic signal
      double keep = k > 0 && k < length / 2 && frequency >= from && frequency <= to ? 2 : 0;
      parts[0][k] *= keep;
      parts[1][k] *= keep;
    }
    Fourier.inverse(parts);
    double[] height = new double[length];
    for (int i = 0; i < length; i++) {
      height[i] = Math.hypot(parts[0][i], parts[1][i]);
    }
    return height;
  }
}
