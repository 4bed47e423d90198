package org.bellcrank.itests.doubles;

/** What a request wants of the CMMS; faults can be limited to one of these. */
public enum Operation {
  /** A search among orders. */
  FIND,
  /** A new order. */
  CREATE,
  /** One order, or something that hangs on it. */
  READ,
  /** A change of an order's fields. */
  UPDATE,
  /** A new attachment. */
  ATTACH,
  /** A change of an order's status. */
  STATUS,
  /** A change of how an asset is. */
  CONDITION,
  /** Everything else: assets, who am I. */
  OTHER
}
