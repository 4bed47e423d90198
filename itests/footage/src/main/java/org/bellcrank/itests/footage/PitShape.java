package org.bellcrank.itests.footage;

/**
 * The outline and inside of one pit. Its "reach" at a place is fixed for all time and the pit is
 * where the reach is below the radius: what is broken out never heals.
 */
final class PitShape {
  private final Noise noise;
  private final double stretch;

  PitShape(long seed) {
    noise = new Noise(seed);
    stretch = 0.75 + 0.55 * noise.at(1, 1);
  }

  /** Distance from the centre as the pit feels it, in pixels of a frame 720 high. */
  double reach(double dx, double dy) {
    double distance = Math.hypot(dx / stretch, dy * stretch);
    double lobes = noise.smooth(dx / 17 + 40, dy / 17 + 40) - 0.5;
    double teeth = noise.smooth(dx / 6 + 90, dy / 6 + 90) - 0.5;
    return distance * Math.max(0.82, 1 + 0.8 * lobes + 0.32 * teeth);
  }

  /** How much light comes back from inside, 0..1: mottled, mostly dark, a bright flake here. */
  double inside(double dx, double dy, double reach, double radius) {
    double mottle = noise.smooth(dx / 4 + 7, dy / 4 + 7);
    double coarse = noise.smooth(dx / 9 + 27, dy / 9 + 27);
    double flake = mottle > 0.86 && radius > 12 ? 0.5 : 0;
    double shallow = 0.22 * Math.max(0, 1 - Math.abs(reach - radius) / 4) * coarse;
    return Math.min(1, 0.16 + 0.30 * mottle * coarse + 0.22 * coarse + shallow + flake);
  }
}
