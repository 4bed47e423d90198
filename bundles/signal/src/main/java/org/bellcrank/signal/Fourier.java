package org.bellcrank.signal;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/** The transform itself, for lengths that are powers of two. */
final class Fourier {
  private Fourier() {}

  /** The greatest power of two that is not above the length. */
  static int block(int length) {
    return Integer.highestOneBit(length);
  }

  /** Real and imaginary parts of the transform. */
  static double[][] forward(double[] values) {
    double[][] parts = {values.clone(), new double[values.length]};
    FastFourierTransformer.transformInPlace(
        parts, DftNormalization.STANDARD, TransformType.FORWARD);
    return parts;
  }

  /** Back to time, in place. */
  static double[][] inverse(double[][] parts) {
    FastFourierTransformer.transformInPlace(
        parts, DftNormalization.STANDARD, TransformType.INVERSE);
    return parts;
  }
}
