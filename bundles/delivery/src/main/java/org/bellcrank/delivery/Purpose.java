package org.bellcrank.delivery;

/** What a row of the outbox is for. */
public enum Purpose {
  /** Bring a new order into its CMMS. */
  CREATE,
  /** Bring an order that is there up to date. */
  UPDATE,
  /** Add one picture or document to an order that is there. */
  ATTACH
}
