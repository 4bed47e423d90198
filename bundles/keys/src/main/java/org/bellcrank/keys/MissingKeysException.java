package org.bellcrank.keys;

/** Keys or certificates that cannot be had; one line says what was given and what is allowed. */
public final class MissingKeysException extends Exception {

  private static final long serialVersionUID = 1L;

  /** In one line; never holds a key. */
  public MissingKeysException(String message) {
    super(message);
  }

  /** As above, with what was behind it. */
  public MissingKeysException(String message, Throwable cause) {
    super(message, cause);
  }
}
