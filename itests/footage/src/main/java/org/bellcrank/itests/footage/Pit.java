package org.bellcrank.itests.footage;

import java.time.Duration;

/**
 * A place where the track breaks out and goes on breaking.
 *
 * @param along centre along the spindle, 0 (left edge of the frame) to 1 (right edge)
 * @param around angle from the middle line in radians, -0.9 (up) to 0.9 (down), at rest
 * @param born time after the first frame at which it can first be seen
 * @param firstRadius radius at birth, in pixels of a frame 720 high
 * @param lastRadius radius it grows towards, same unit
 * @param tempo time in which it makes up 63 % of its growth
 * @param seed shapes its outline
 */
public record Pit(
    double along,
    double around,
    Duration born,
    double firstRadius,
    double lastRadius,
    Duration tempo,
    long seed) {

  /** The radius at the given time after the first frame; 0 before birth, never falling. */
  public double radius(Duration elapsed) {
    Duration age = elapsed.minus(born);
    if (age.isNegative()) {
      return 0;
    }
    double part = 1 - Math.exp(-(double) age.toSeconds() / tempo.toSeconds());
    return firstRadius + (lastRadius - firstRadius) * part;
  }
}
