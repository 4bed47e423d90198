package org.bellcrank.itests.footage;

/** The screw's cross-section along its axis: land, edge, track, edge; read by phase 0..1. */
final class Profile {
  private static final int STEPS = 2048;

  private static final int SOFTNESS = 6;

  private final float[] slope;
  private final float[] shade;

  Profile(Look look) {
    float[] rises = new float[STEPS];
    float[] shades = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double phase = (i + 0.5) / STEPS;
      double v = (phase - look.groove() / 2) / (look.groove() / 2);
      double seam = Math.exp(-Math.pow((Math.abs(v) - 1) / 0.045, 2));
      double chamfer = Math.exp(-Math.pow((Math.abs(v) - 1.1) / 0.05, 2));
      double rise = 0;
      double hollow = 0;
      if (Math.abs(v) < 1) {
        rise = look.depth() * 4 * Math.signum(v) * Math.pow(Math.abs(v), 1.6);
        hollow = 0.28 * Math.pow(Math.abs(v), 5) + 0.05;
      }
      rises[i] = (float) rise;
      shades[i] = (float) ((1 - 0.62 * seam) * (1 - hollow) * (1 + 0.12 * chamfer));
    }
    slope = softened(rises);
    shade = softened(shades);
  }

  /** A pixel averages over its width; without that the edges would be stairs. */
  private static float[] softened(float[] sharp) {
    float[] soft = new float[STEPS];
    for (int i = 0; i < STEPS; i++) {
      float sum = 0;
      for (int d = -SOFTNESS; d <= SOFTNESS; d++) {
        sum += sharp[Math.floorMod(i + d, STEPS)];
      }
      soft[i] = sum / (2 * SOFTNESS + 1);
    }
    return soft;
  }

  /** Slope of the surface along the spindle; positive where it rises to the right. */
  double slope(double phase) {
    return slope[(int) (phase * STEPS)];
  }

  /** What of the light reaches the place past the edges, 0..1.2. */
  double shade(double phase) {
    return shade[(int) (phase * STEPS)];
  }

  /** The part after the point of a number of turns. */
  static double phase(double turns) {
    double part = turns - Math.floor(turns);
    return part >= 1 ? 0 : part;
  }
}
