package org.bellcrank.signal;

/**
 * The geometry of a ball screw whose screw turns and whose nut does not.
 *
 * @param ballsPerTurn balls in one turn of the loaded thread, 2 or more
 * @param ballDiameter in any unit of length, above 0
 * @param pitchDiameter of the helix of their centres, in the same unit, above the ball's
 * @param contactAngle in radians, 0 to below pi/2; 45 degrees is common
 * @param lead travel of the nut in one revolution, in the same unit, 0 or above; of a screw with
 *     several starts that of the revolution, not of the pitch
 */
public record BallScrew(
    int ballsPerTurn, double ballDiameter, double pitchDiameter, double contactAngle, double lead) {

  /** Refuses what is no ball screw. */
  public BallScrew {
    Given.atLeast("balls per turn", ballsPerTurn, 2);
    Given.above("ball diameter", ballDiameter, 0);
    Given.above("pitch diameter", pitchDiameter, ballDiameter);
    Given.between("contact angle in rad", contactAngle, 0, Math.nextDown(Math.PI / 2));
    Given.between("lead", lead, 0, 1e6);
  }

  /**
   * How often a ball passes a place of the nut's thread, in Hz, without slip: {@code z/2 n (1 - d/D
   * cos(a) cos(l)^2)} with the lead angle l, {@code tan l = lead / (pi D)}. Our derivation: seen
   * from the nut the screw moves along its own thread, the ball rolls between both and its centre
   * has half the speed of the screw's point of contact. With a lead of 0 it is a bearing's BPFO.
   *
   * @param speed of the screw in revolutions a second, 0 or above
   */
  public double nutPass(double speed) {
    return ballsPerTurn / 2.0 * turns(speed) * (1 - slowing());
  }

  /** How often a ball passes a place of the screw's thread, in Hz, as {@link #nutPass}. */
  public double screwPass(double speed) {
    return ballsPerTurn / 2.0 * turns(speed) * (1 + slowing());
  }

  private static double turns(double speed) {
    return Given.between("speed in Hz", speed, 0, 1e6);
  }

  private double slowing() {
    double leadAngle = Math.atan(lead / (Math.PI * pitchDiameter));
    double cos = Math.cos(leadAngle);
    return ballDiameter / pitchDiameter * Math.cos(contactAngle) * cos * cos;
  }
}
