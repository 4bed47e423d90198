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
}
