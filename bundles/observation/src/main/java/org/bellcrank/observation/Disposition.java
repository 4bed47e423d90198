package org.bellcrank.observation;

/**
 * The state of a finding. Every finding at or above its point's floor is in exactly one state and
 * reaches exactly one final one.
 */
public enum Disposition {
  /** Accepted, not decided yet. */
  PENDING(false),
  /** Waits until a time or state, with a deadline. */
  HELD(false),
  /** In a person's queue. */
  IN_REVIEW(false),
  /** Became a new order. */
  RAISED(true),
  /** Joined the open order of the same cause. */
  MERGED(true),
  /** Recorded only. */
  LOGGED(true),
  /** Silenced for a reason. */
  SUPPRESSED(true),
  /** Dismissed by a person. */
  DISMISSED(true),
  /** A canary of the gateway's own; it was never a finding and counts among none. */
  TEST(true);

  private final boolean isFinal;

  Disposition(boolean isFinal) {
    this.isFinal = isFinal;
  }

  /** Whether it is the end of the finding's way. */
  public boolean isFinal() {
    return isFinal;
  }
}
