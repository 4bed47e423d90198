package org.bellcrank.delivery;

/** Where a row of the outbox stands. */
public enum DeliveryState {
  /** Waits until the order itself is acknowledged, or until the stage before it is done. */
  HELD,
  /** Is sent as soon as its time has come. */
  WAITING,
  /** Is in the CMMS, read back. */
  DONE,
  /** Was refused, by the CMMS or before it was sent; waits on the workbench for a person. */
  REFUSED,
  /** May or may not be in the CMMS and cannot be looked up; waits for a person to say. */
  UNSURE;

  /** Whether the gateway goes on by itself. */
  public boolean isOpen() {
    return this == HELD || this == WAITING;
  }

  /** Whether a person is asked. */
  public boolean needsPerson() {
    return this == REFUSED || this == UNSURE;
  }
}
