package org.bellcrank.delivery;

/** What a closed order turned out to have been, as a verdict on the finding that raised it. */
public enum Outcome {
  /** The defect was there as it was told. */
  CONFIRMED,
  /** Nothing was wrong. */
  FALSE_ALARM,
  /** Something was wrong, but something else. */
  OTHER_FAULT,
  /** Whoever closed it did not say; no verdict may be drawn from it. */
  UNKNOWN
}
