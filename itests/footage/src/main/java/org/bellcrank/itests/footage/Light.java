package org.bellcrank.itests.footage;

/** The lamp of one frame: it sways, dims and flickers a little from frame to frame. */
final class Light {
  private final double x;
  private final double y;
  private final double z;
  private final double halfX;
  private final double halfY;
  private final double halfZ;
  private final double gain;

  Light(Look look, Noise noise, int index) {
    double sway = 0.16 * (noise.smooth(index * 0.09, 21) - 0.5);
    double lx = look.lightX() + sway;
    double ly = look.lightY() + 0.5 * sway;
    double length = Math.sqrt(lx * lx + ly * ly + 0.64);
    x = lx / length;
    y = ly / length;
    z = 0.8 / length;
    double half = Math.sqrt(x * x + y * y + (z + 1) * (z + 1));
    halfX = x / half;
    halfY = y / half;
    halfZ = (z + 1) / half;
    double slow = 0.20 * (noise.smooth(index * 0.13, 31) - 0.5);
    gain = 1 + slow + 0.05 * (noise.at(index, 41) - 0.5);
  }

  double gain() {
    return gain;
  }

  /** Diffuse light on metal that rises by {@code slope} to the right, at a height -1..1. */
  double on(double slope, double down) {
    double nz = Math.sqrt(Math.max(0, 1 - down * down));
    double length = Math.sqrt(slope * slope + 1);
    double main = Math.max(0, (-slope * x + down * y + nz * z) / length);
    double fill = Math.max(0, (slope * x + down * 0.5 + nz * 0.5) / length);
    return gain * (0.12 + 0.95 * main + 0.22 * fill);
  }

  /** Mirrored light, a broad streak on brushed metal. */
  double shine(double slope, double down) {
    double nz = Math.sqrt(Math.max(0, 1 - down * down));
    double length = Math.sqrt(slope * slope + 1);
    double facing = Math.max(0, (-slope * halfX + down * halfY + nz * halfZ) / length);
    return gain * 0.85 * Math.pow(facing, 26);
  }
}
