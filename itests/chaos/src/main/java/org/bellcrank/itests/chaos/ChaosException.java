package org.bellcrank.itests.chaos;

/** The campaign cannot go on; the message says what stood still and where its log lies. */
public final class ChaosException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ChaosException(String message) {
    super(message);
  }

  public ChaosException(String message, Throwable cause) {
    super(message, cause);
  }
}
