package org.bellcrank.vision;

/** A model cannot be loaded or run. */
public final class DetectorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what, where, what is allowed and what happens next, in one line.
   *
   * @param cause what the runtime said; may be null
   */
  public DetectorException(String message, Throwable cause) {
    super(message, cause);
  }
}
