package org.bellcrank.workorder;

/** Who approves an order before it goes to its CMMS. */
public enum Approval {
  /** The rule that made it; it is delivered at once. */
  AUTOMATIC,
  /** A person; until then it is a draft and nothing of it leaves the gateway. */
  PERSON
}
