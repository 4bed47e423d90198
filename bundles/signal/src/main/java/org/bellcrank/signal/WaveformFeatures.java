package org.bellcrank.signal;

/**
 * What a stretch of a waveform says without a spectrum. All but the mean are of the values about
 * their mean, so that a sensor's offset does not count. Definitions after ISO 13373-1 and R. B.
 * Randall, "Vibration-based Condition Monitoring" (2011), chapter 3.
 *
 * @param count how many values
 * @param mean in the unit of the values
 * @param rms root of the mean square, in the unit of the values; 0 for a constant
 * @param peak the greatest distance from the mean, in the unit of the values
 * @param peakToPeak greatest minus smallest value
 * @param crest peak divided by RMS, 1 or above; 0 for a constant
 * @param skewness third moment over the RMS cubed; 0 for what is symmetric and for a constant
 * @param kurtosis fourth moment over the RMS to the fourth, not reduced by 3: about 3 for noise,
 *     1.5 for a sine, above 4 where there are impacts; 0 for a constant
 */
public record WaveformFeatures(
    int count,
    double mean,
    double rms,
    double peak,
    double peakToPeak,
    double crest,
    double skewness,
    double kurtosis) {

  /**
   * Computes them in two passes.
   *
   * @param values at least one, all finite
   */
  public static WaveformFeatures of(double[] values) {
    Given.finite("waveform", values, 1);
    double mean = Spectrum.mean(values);
    double second = 0;
    double third = 0;
    double fourth = 0;
    double low = values[0];
    double high = values[0];
    for (double value : values) {
      double d = value - mean;
      second += d * d;
      third += d * d * d;
      fourth += d * d * d * d;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    int n = values.length;
    double rms = low == high ? 0 : Math.sqrt(second / n);
    double peak = low == high ? 0 : Math.max(high - mean, mean - low);
    if (rms == 0) {
      return new WaveformFeatures(n, mean, 0, 0, 0, 0, 0, 0);
    }
    return new WaveformFeatures(
        n,
        mean,
        rms,
        peak,
        high - low,
        peak / rms,
        third / n / (rms * rms * rms),
        fourth / n / (rms * rms * rms * rms));
  }
}
