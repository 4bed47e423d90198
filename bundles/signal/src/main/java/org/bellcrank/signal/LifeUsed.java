package org.bellcrank.signal;

/**
 * How much of a part's life its actual stress has used up; shares of different stress add up (A.
 * Palmgren 1924, M. A. Miner 1945). Immutable.
 *
 * @param share 0 new, 1 at the end of its life; may go on above
 */
public record LifeUsed(double share) {

  /** Of a new part. */
  public static final LifeUsed NONE = new LifeUsed(0);

  /** Refuses less than nothing. */
  public LifeUsed {
    Given.between("share of life used", share, 0, Double.MAX_VALUE);
  }

  /** After some more stress. */
  public LifeUsed and(LifeUsed more) {
    return new LifeUsed(share + more.share);
  }

  /**
   * Time left if it is stressed from now on as it was lately.
   *
   * @param lately what was used in that stretch
   * @param seconds how long the stretch was, above 0
   * @return in seconds; 0 where the life is used up, infinite where lately nothing was used
   */
  public double left(LifeUsed lately, double seconds) {
    Given.above("stretch in s", seconds, 0);
    if (share >= 1) {
      return 0;
    }
    return lately.share == 0 ? Double.POSITIVE_INFINITY : (1 - share) / lately.share * seconds;
  }
}
