package org.bellcrank.signal;

/** Refuses what cannot be computed with, in words that say what was given and what is allowed. */
final class Given {
  private Given() {}

  /** The values, none of them NaN or infinite, at least so many. */
  static double[] finite(String what, double[] values, int atLeast) {
    if (values.length < atLeast) {
      throw new IllegalArgumentException(
          "%s: given %d values; allowed: %d or more".formatted(what, values.length, atLeast));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s: given %s at index %d; allowed: finite numbers".formatted(what, values[i], i));
      }
    }
    return values;
  }

  static double above(String what, double value, double bound) {
    if (!(value > bound) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s: given %s; allowed: a finite number above %s".formatted(what, value, bound));
    }
    return value;
  }

  static double between(String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s: given %s; allowed: %s to %s".formatted(what, value, low, high));
    }
    return value;
  }

  /** A share that is neither 0 nor 1. */
  static double share(String what, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: given %s; allowed: above 0 and below 1".formatted(what, value));
    }
    return value;
  }

  static int atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: given %d; allowed: %d or more".formatted(what, value, least));
    }
    return value;
  }
}
