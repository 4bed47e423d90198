package org.bellcrank.signal;

/**
 * How a stretch is faded in and out before its spectrum is taken. Formulas after F. J. Harris, "On
 * the use of windows for harmonic analysis with the discrete Fourier transform", Proc. IEEE 66
 * (1978), periodic form.
 */
public enum Window {
  /** Not at all: exact where a whole number of periods fits, leaking widely where not. */
  RECTANGULAR(1.0),
  /** Half a raised cosine: what vibration analysers use by default. */
  HANN(1.5);

  private final double noiseBandwidth;

  Window(double noiseBandwidth) {
    this.noiseBandwidth = noiseBandwidth;
  }

  /** Equivalent noise bandwidth in bins: how much wider noise is counted than it is. */
  public double noiseBandwidth() {
    return noiseBandwidth;
  }

  /** The weight 0..1 of value {@code index} of {@code length}. */
  double weight(int index, int length) {
    return this == RECTANGULAR ? 1 : 0.5 - 0.5 * Math.cos(2 * Math.PI * index / length);
  }

  /** The sum of all weights. */
  double gain(int length) {
    return this == RECTANGULAR ? length : length / 2.0;
  }

  /**
   * How far beside a bin a single tone lies, 0..0.5, from the ratio of the higher neighbour to the
   * bin.
   */
  double offset(double ratio) {
    double raw = this == RECTANGULAR ? ratio / (1 + ratio) : (2 * ratio - 1) / (ratio + 1);
    return Math.max(0, Math.min(0.5, raw));
  }

  /** The share of a tone's amplitude that the bin shows when the tone lies so far beside it. */
  double seen(double offset) {
    if (offset < 1e-9) {
      return 1;
    }
    double sinc = Math.sin(Math.PI * offset) / (Math.PI * offset);
    return this == RECTANGULAR ? sinc : sinc / (1 - offset * offset);
  }
}
