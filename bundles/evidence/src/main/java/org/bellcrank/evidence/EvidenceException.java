package org.bellcrank.evidence;

/** Evidence could not be written or read. */
public final class EvidenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what, where and what happens next.
   *
   * @param cause what the disk said; may be null
   */
  public EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
