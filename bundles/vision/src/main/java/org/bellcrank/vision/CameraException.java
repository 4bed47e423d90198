package org.bellcrank.vision;

/** A camera or recording cannot be opened or read. */
public final class CameraException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what, where, what is allowed and what happens next, in one line.
   *
   * @param cause what the decoder or the disk said; may be null
   */
  public CameraException(String message, Throwable cause) {
    super(message, cause);
  }
}
