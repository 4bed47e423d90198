package org.bellcrank.signal;

/** How a fault is taken to grow. */
public enum GrowthModel {
  /** By the same amount in the same time: wear. */
  LINEAR,
  /** By the same share in the same time, such as a spall of a bearing; values and limit above 0. */
  EXPONENTIAL;

  double forward(double value) {
    if (this == EXPONENTIAL && !(value > 0)) {
      throw new IllegalArgumentException(
          "exponential growth: given %s; allowed: values and limits above 0".formatted(value));
    }
    return this == LINEAR ? value : Math.log(value);
  }

  double back(double value) {
    return this == LINEAR ? value : Math.exp(value);
  }
}
