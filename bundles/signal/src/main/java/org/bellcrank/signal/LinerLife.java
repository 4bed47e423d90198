package org.bellcrank.signal;

/**
 * Liner of a pump, chute or mill: erosion by what runs over it, growing with its mass and a power
 * of its speed (I. Finnie, Wear 3, 1960: 2 to 3, by material).
 *
 * @param perTonne depth worn off by a tonne at the reference speed, in m, above 0; learnt from an
 *     earlier liner
 * @param reference speed in m/s, above 0
 * @param exponent of speed, 1 to 5
 * @param depth that may be worn off, in m, above 0
 */
public record LinerLife(double perTonne, double reference, double exponent, double depth) {

  /** Refuses what does not wear. */
  public LinerLife {
    Given.above("wear of a tonne in m", perTonne, 0);
    Given.above("reference speed in m/s", reference, 0);
    Given.between("exponent of speed", exponent, 1, 5);
    Given.above("depth of wear in m", depth, 0);
  }

  /**
   * What some load uses.
   *
   * @param tonnes that ran over it, 0 or above
   * @param speed in m/s, 0 or above
   */
  public LifeUsed used(double tonnes, double speed) {
    Given.between("mass in t", tonnes, 0, 1e12);
    Given.between("speed in m/s", speed, 0, 1e6);
    return new LifeUsed(perTonne * tonnes * Math.pow(speed / reference, exponent) / depth);
  }
}
