package org.bellcrank.signal;

/**
 * Rolling bearing: fatigue by load and revolutions, basic rating life of ISO 281: {@code (C/P)^p}
 * million revolutions, reached by 90 of 100 bearings.
 *
 * @param rating basic dynamic load rating C in N, above 0
 * @param exponent p: 3 for balls, 10/3 for rollers
 */
public record BearingLife(double rating, double exponent) {

  /** Refuses what is no rating. */
  public BearingLife {
    Given.above("load rating in N", rating, 0);
    Given.between("life exponent", exponent, 1, 10);
  }

  /** With balls. */
  public static BearingLife balls(double rating) {
    return new BearingLife(rating, 3);
  }

  /** With rollers. */
  public static BearingLife rollers(double rating) {
    return new BearingLife(rating, 10 / 3.0);
  }

  /**
   * What a stretch at one load uses.
   *
   * @param load equivalent load P in N, 0 or above; 0 uses nothing
   * @param speed revolutions a second, 0 or above
   * @param seconds 0 or above
   */
  public LifeUsed used(double load, double speed, double seconds) {
    Given.between("equivalent load in N", load, 0, 1e12);
    Given.between("speed in Hz", speed, 0, 1e6);
    Given.between("stretch in s", seconds, 0, 1e12);
    return new LifeUsed(speed * seconds / 1e6 * Math.pow(load / rating, exponent));
  }
}
