package org.bellcrank.signal;

/**
 * A toothed wheel on a shaft.
 *
 * @param teeth 1 or more
 */
public record Gear(int teeth) {

  /** Refuses a wheel without teeth. */
  public Gear {
    Given.atLeast("teeth of a gear", teeth, 1);
  }

  /**
   * How often teeth meet, in Hz: teeth times speed; the same for both wheels of a pair.
   *
   * @param speed of this wheel's shaft in revolutions a second, 0 or above
   */
  public double mesh(double speed) {
    return teeth * Given.between("speed in Hz", speed, 0, 1e6);
  }
}
