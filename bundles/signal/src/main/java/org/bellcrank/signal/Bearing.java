package org.bellcrank.signal;

/**
 * The geometry of a rolling bearing whose inner ring turns and whose outer ring stands.
 *
 * @param balls number of rolling elements, 2 or more
 * @param ballDiameter in any unit of length, above 0
 * @param pitchDiameter of the circle of their centres, in the same unit, above the ball's
 * @param contactAngle in radians, 0 to below pi/2; 0 for a deep groove bearing under radial load
 */
public record Bearing(int balls, double ballDiameter, double pitchDiameter, double contactAngle) {

  /** Refuses what is no bearing. */
  public Bearing {
    Given.atLeast("balls of a bearing", balls, 2);
    Given.above("ball diameter", ballDiameter, 0);
    Given.above("pitch diameter", pitchDiameter, ballDiameter);
    Given.between("contact angle in rad", contactAngle, 0, Math.nextDown(Math.PI / 2));
  }

  /**
   * How often a defect is struck, in Hz, without slip; real bearings slip by 1 to 2 percent, so
   * look around these (Randall and Antoni 2011, equations 1 to 4).
   *
   * @param outer a defect of the outer ring (BPFO)
   * @param inner of the inner ring (BPFI)
   * @param ball how often a ball turns (BSF); a defect of a ball strikes twice as often
   * @param cage how often the cage turns (FTF)
   */
  public record Frequencies(double outer, double inner, double ball, double cage) {}

  /**
   * The frequencies at a speed.
   *
   * @param speed of the shaft in revolutions a second, 0 or above
   */
  public Frequencies at(double speed) {
    Given.between("speed in Hz", speed, 0, 1e6);
    double ratio = ballDiameter / pitchDiameter * Math.cos(contactAngle);
    return new Frequencies(
        balls / 2.0 * speed * (1 - ratio),
        balls / 2.0 * speed * (1 + ratio),
        speed / (2 * ballDiameter / pitchDiameter) * (1 - ratio * ratio),
        speed / 2 * (1 - ratio));
  }
}
