package org.bellcrank.asset;

/** What a device holds cannot be told now; the message says why, for people. */
public final class UnbrowsableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With its cause, which may be null. */
  public UnbrowsableException(String message, Throwable cause) {
    super(message, cause);
  }
}
