package org.bellcrank.journal;

/** Nothing could be written or read; what was accepted before is unharmed. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what failed, where, and what happens next.
   *
   * @param cause what the disk or the database said; may be null
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
