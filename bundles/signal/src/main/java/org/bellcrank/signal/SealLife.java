package org.bellcrank.signal;

/**
 * Sliding seal: wear by pressure and distance (J. F. Archard, J. Appl. Phys. 24, 1953): depth is
 * wear rate times pressure times speed times time.
 *
 * @param wearRate of the pair of materials in m3 a N and m, above 0; 1e-16 to 1e-14 is common
 * @param depth that may be worn off, in m, above 0
 */
public record SealLife(double wearRate, double depth) {

  /** Refuses what does not wear. */
  public SealLife {
    Given.above("wear rate in m3/(N.m)", wearRate, 0);
    Given.above("depth of wear in m", depth, 0);
  }

  /**
   * What a stretch uses.
   *
   * @param pressure of the faces on each other in Pa, 0 or above
   * @param speed of sliding in m/s, 0 or above
   * @param seconds 0 or above
   */
  public LifeUsed used(double pressure, double speed, double seconds) {
    Given.between("pressure in Pa", pressure, 0, 1e12);
    Given.between("sliding speed in m/s", speed, 0, 1e6);
    Given.between("stretch in s", seconds, 0, 1e12);
    return new LifeUsed(wearRate * pressure * speed * seconds / depth);
  }
}
