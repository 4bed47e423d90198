package org.bellcrank.itests.footage;

/** Noise that depends on the seed and the place alone, so that every frame sees the same metal. */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = seed;
  }

  /** A value 0..1 of the whole-numbered place. */
  double at(long x, long y) {
    long h = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return ((h ^ (h >>> 31)) >>> 11) * 0x1.0p-53;
  }

  /** A smooth value 0..1. */
  double smooth(double x, double y) {
    long ix = (long) Math.floor(x);
    long iy = (long) Math.floor(y);
    double fx = ease(x - ix);
    double fy = ease(y - iy);
    double top = at(ix, iy) * (1 - fx) + at(ix + 1, iy) * fx;
    double low = at(ix, iy + 1) * (1 - fx) + at(ix + 1, iy + 1) * fx;
    return top * (1 - fy) + low * fy;
  }

  /** Three octaves, 0..1, coarse first. */
  double cloud(double x, double y) {
    return (smooth(x, y) * 4 + smooth(x * 2.1 + 17, y * 2.1 + 5) * 2 + smooth(x * 4.3, y * 4.3))
        / 7;
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }
}
