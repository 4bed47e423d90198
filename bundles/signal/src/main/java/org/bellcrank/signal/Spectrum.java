package org.bellcrank.signal;

import java.util.Objects;

/**
 * The one-sided amplitude spectrum of a waveform. Line k stands for {@code k * resolution} Hz and
 * shows the peak amplitude of a tone there, in the unit of the values; the mean is taken out
 * before, so line 0 is about 0. Values at an even rate whose number is no power of two are cut into
 * half overlapping blocks of the greatest power of two that fits, the last flush with the end, and
 * the squares of the blocks are averaged (P. D. Welch, IEEE Trans. Audio Electroacoust. 15, 1967).
 *
 * <p>Equality is that of the array, not of its numbers. The array may not be changed.
 *
 * @param resolution distance of two lines in Hz, above 0: the rate divided by the block's length
 * @param amplitudes lines 0 to half the rate, each 0 or above
 * @param window what the blocks were faded with
 */
public record Spectrum(double resolution, double[] amplitudes, Window window) {

  /** Refuses a resolution that is not above 0 and fewer than three lines. */
  public Spectrum {
    Given.above("resolution in Hz", resolution, 0);
    Given.finite("spectrum", amplitudes, 3);
    Objects.requireNonNull(window, "window");
  }

  /**
   * With a Hann window.
   *
   * @param values at least 8, all finite
   * @param rate values a second in Hz, above 0
   */
  public static Spectrum of(double[] values, double rate) {
    return of(values, rate, Window.HANN);
  }

  /** As {@link #of(double[], double)} with another window. */
  public static Spectrum of(double[] values, double rate, Window window) {
    Given.finite("waveform", values, 8);
    Given.above("rate in Hz", rate, 0);
    int length = Fourier.block(values.length);
    double mean = mean(values);
    double[] squares = new double[length / 2 + 1];
    int blocks = 0;
    for (int start : starts(values.length, length)) {
      addSquares(squares, values, start, length, mean, window);
      blocks++;
    }
    for (int k = 0; k < squares.length; k++) {
      boolean edge = k == 0 || k == length / 2;
      squares[k] = (edge ? 1 : 2) * Math.sqrt(squares[k] / blocks) / window.gain(length);
    }
    return new Spectrum(rate / length, squares, window);
  }

  private static void addSquares(
      double[] squares, double[] values, int start, int length, double mean, Window window) {
    double[] block = new double[length];
    for (int i = 0; i < length; i++) {
      block[i] = (values[start + i] - mean) * window.weight(i, length);
    }
    double[][] parts = Fourier.forward(block);
    for (int k = 0; k < squares.length; k++) {
      squares[k] += parts[0][k] * parts[0][k] + parts[1][k] * parts[1][k];
    }
  }

  /** Where the blocks begin: each half a block after the other, the last flush with the end. */
  static int[] starts(int total, int length) {
    int steps = (int) Math.ceil((total - length) / (length / 2.0));
    int[] starts = new int[steps + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Math.min(i * (length / 2), total - length);
    }
    return starts;
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The frequency of the last line in Hz: half the rate. */
  public double highest() {
    return resolution * (amplitudes.length - 1);
  }

  /**
   * The highest line from one frequency to another, both included, in Hz.
   *
   * @throws IllegalArgumentException where no line lies between them or they leave the spectrum
   */
  public Peak peak(double from, double to) {
    int best = line(from, to);
    double[] a = amplitudes;
    boolean edge = best == 0 || best == a.length - 1;
    if (edge || a[best] == 0 || a[best] < a[best - 1] || a[best] < a[best + 1]) {
      return new Peak(best * resolution, a[best]);
    }
    int side = a[best + 1] >= a[best - 1] ? 1 : -1;
    double offset = window.offset(a[best + side] / a[best]);
    return new Peak((best + side * offset) * resolution, a[best] / window.seen(offset));
  }

  private int line(double from, double to) {
    int low = (int) Math.ceil(from / resolution - 1e-9);
    int high = (int) Math.floor(to / resolution + 1e-9);
    if (!(from >= 0) || high < low || high >= amplitudes.length) {
      throw new IllegalArgumentException(
          "peak of a spectrum: given %s to %s Hz; allowed: 0 to %s Hz with a line each %s Hz"
              .formatted(from, to, highest(), resolution));
    }
    int best = low;
    for (int k = low + 1; k <= high; k++) {
      best = amplitudes[k] > amplitudes[best] ? k : best;
    }
    return best;
  }

  /**
   * The highest line near a frequency: within so many lines on either side, at least one.
   *
   * @param frequency in Hz
   */
  public Peak near(double frequency, int lines) {
    double reach = Given.atLeast("lines on either side", lines, 1) * resolution;
    return peak(Math.max(0, frequency - reach), Math.min(highest(), frequency + reach));
  }

  /**
   * RMS of what lies from one frequency to another, both included, in the unit of the values. The
   * window's noise bandwidth is taken out, so that over all lines it is the RMS of the values about
   * their mean (Parseval), exactly so for {@link Window#RECTANGULAR} and one block.
   *
   * @return 0 where no line lies between them
   */
  public double rms(double from, double to) {
    double sum = 0;
    int last = amplitudes.length - 1;
    int low = Math.max(0, (int) Math.ceil(from / resolution - 1e-9));
    int high = (int) Math.min(last, Math.floor(to / resolution + 1e-9));
    for (int k = low; k <= high; k++) {
      double square = amplitudes[k] * amplitudes[k];
      sum += k == 0 || k == last ? square : square / 2;
    }
    return Math.sqrt(sum / window.noiseBandwidth());
  }

  /** The square of {@link #rms} for neighbouring bands given by their edges in Hz, rising. */
  public double[] bandEnergies(double... edges) {
    double[] energies = new double[Given.atLeast("edges of bands", edges.length, 2) - 1];
    for (int i = 0; i < energies.length; i++) {
      double from = edges[i];
      double to = Math.nextDown(edges[i + 1] * (1 - 2e-9));
      Given.above("upper edge of a band in Hz", edges[i + 1], from);
      double rms = rms(from, i == energies.length - 1 ? edges[i + 1] : to);
      energies[i] = rms * rms;
    }
    return energies;
  }

  /**
   * Integrated over time: from acceleration to velocity, from velocity to displacement; each line
   * divided by 2 pi f. Line 0 becomes 0. What slowly drifts is enlarged thereby; look only at bands
   * some lines above 0, as ISO 20816 does with 10 Hz.
   *
   * @return in the unit of the values times a second
   */
  public Spectrum integrated() {
    double[] lines = new double[amplitudes.length];
    for (int k = 1; k < lines.length; k++) {
      lines[k] = amplitudes[k] / (2 * Math.PI * k * resolution);
    }
    return new Spectrum(resolution, lines, window);
  }
}
