package org.bellcrank.replay;

/** A recording that cannot be replayed; the message says why and what is allowed. */
public final class ReplayException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says why. */
  public ReplayException(String message) {
    super(message);
  }
}
