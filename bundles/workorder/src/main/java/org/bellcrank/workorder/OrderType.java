package org.bellcrank.workorder;

/** Why an order exists (EN 13306). */
public enum OrderType {
  /** Something is broken or worn. */
  CORRECTIVE,
  /** Something will fail. */
  PREDICTIVE,
  /** Work planned for a window, without hurry. */
  SCHEDULED,
  /** Look again. */
  INSPECTION,
  /** Find out what it is. */
  INVESTIGATION
}
