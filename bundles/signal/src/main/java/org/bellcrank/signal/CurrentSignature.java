package org.bellcrank.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * A motor's current by the harmonics of the frequency it is fed with. The frequency is looked for,
 * as a drive changes it. Ratios after IEC 61000-4-7 (THD of the fundamental). Where the motor
 * stands its shares are those of noise over noise: look at the fundamental, or the machine's state,
 * first.
 *
 * @param line the frequency found, in Hz
 * @param fundamental its amplitude, peak, in the unit of the values; 0 only for a current that is 0
 * @param harmonics amplitude of the 2nd (index 0), 3rd ... harmonic, in the unit of the values; as
 *     many as lie below half the rate, at most what was asked for
 */
public record CurrentSignature(double line, double fundamental, List<Double> harmonics) {

  /** Keeps the list unchangeable. */
  public CurrentSignature {
    harmonics = List.copyOf(harmonics);
  }

  /**
   * Finds the fundamental as the highest line between two frequencies, and each harmonic within one
   * and a half lines of its multiple.
   *
   * @param values at least 8, all finite; enough that the fundamental has four periods in the
   *     block, the greatest power of two in them: eight periods always are
   * @param rate values a second in Hz
   * @param lowest of the fundamental, in Hz, above 0
   * @param highest of the fundamental, in Hz
   * @param upTo the highest harmonic asked for, 2 to 100
   */
  public static CurrentSignature of(
      double[] values, double rate, double lowest, double highest, int upTo) {
    Given.between("highest harmonic", upTo, 2, 100);
    Given.above("lowest line frequency in Hz", lowest, 0);
    Spectrum spectrum = Spectrum.of(values, rate);
    if (lowest < 4 * spectrum.resolution()) {
      throw new IllegalArgumentException(
          "line frequency: given from %s Hz with a line each %s Hz; allowed: from %s Hz"
              .formatted(lowest, spectrum.resolution(), 4 * spectrum.resolution()));
    }
    Peak first = spectrum.peak(lowest, highest);
    List<Double> harmonics = new ArrayList<>();
    for (int k = 2; k <= upTo && harmonicFits(spectrum, k * first.frequency()); k++) {
      double reach = 1.5 * spectrum.resolution();
      double at = k * first.frequency();
      harmonics.add(spectrum.peak(at - reach, at + reach).amplitude());
    }
    return new CurrentSignature(first.frequency(), first.amplitude(), harmonics);
  }

  private static boolean harmonicFits(Spectrum spectrum, double frequency) {
    return frequency + 1.5 * spectrum.resolution() <= spectrum.highest();
  }

  /**
   * A harmonic as a share of the fundamental, such as 0.05 for 5 %; 0 for a current that is 0.
   *
   * @param order 2 or more, at most the highest there is
   */
  public double share(int order) {
    if (order < 2 || order - 2 >= harmonics.size()) {
      throw new IllegalArgumentException(
          "harmonic: given %d; allowed: 2 to %d".formatted(order, harmonics.size() + 1));
    }
    return fundamental == 0 ? 0 : harmonics.get(order - 2) / fundamental;
  }

  /** Total harmonic distortion: root of the squares' sum of all shares; 0 for a pure sine. */
  public double distortion() {
    double sum = 0;
    for (int order = 2; order < harmonics.size() + 2; order++) {
      sum += share(order) * share(order);
    }
    return Math.sqrt(sum);
  }
}
