package org.bellcrank.itests.footage;

import java.util.SplittableRandom;

/**
 * Shape, colour and lighting of a spindle.
 *
 * @param radius of the spindle as a share of the frame's height
 * @param pitch of the screw as a share of the frame's height
 * @param groove share of the pitch that is track
 * @param depth how deep the track is, 0.05..0.5
 * @param red metal's tint
 * @param lightX where the lamp stands, -1 left to 1 right
 * @param lightY -1 above to 1 below
 * @param dirt how much grease gathers until the end, 0..1
 * @param scratches number of scratches by the end
 */
public record Look(
    double radius,
    double pitch,
    double groove,
    double depth,
    double red,
    double green,
    double blue,
    double lightX,
    double lightY,
    double dirt,
    int scratches) {

  static final Look WARM =
      new Look(0.475, 0.36, 0.60, 0.20, 0.80, 0.75, 0.58, -0.25, -0.45, 0.45, 26);
  static final Look COOL =
      new Look(0.455, 0.30, 0.56, 0.24, 0.66, 0.70, 0.74, 0.30, -0.40, 0.55, 30);

  static Look random(SplittableRandom random) {
    double warm = random.nextDouble(-0.12, 0.12);
    double bright = random.nextDouble(0.55, 0.9);
    return new Look(
        random.nextDouble(0.44, 0.75),
        random.nextDouble(0.2, 0.55),
        random.nextDouble(0.45, 0.7),
        random.nextDouble(0.1, 0.35),
        bright + warm,
        bright + warm / 3,
        bright - warm,
        random.nextDouble(-0.6, 0.6),
        random.nextDouble(-0.7, 0.2),
        random.nextDouble(0.1, 0.9),
        random.nextInt(5, 50));
  }
}
