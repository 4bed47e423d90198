package org.bellcrank.rule;

/** Between which boundaries of the tiers a confidence lies, the least sure first. */
public enum Tier {
  BELOW,
  REVIEW,
  SCHEDULE,
  ORDER;

  /** The tier of a confidence; a boundary belongs to the tier above it. */
  public static Tier of(double confidence, Tiers tiers) {
    if (confidence >= tiers.order()) {
      return ORDER;
    }
    if (confidence >= tiers.schedule()) {
      return SCHEDULE;
    }
    return confidence >= tiers.review() ? REVIEW : BELOW;
  }
}
