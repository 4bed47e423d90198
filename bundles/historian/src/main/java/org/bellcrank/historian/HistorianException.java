package org.bellcrank.historian;

/** A historian cannot be read now, or answers what cannot be taken; it is asked again. */
public final class HistorianException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With words for a person: what was given, what is allowed, where. */
  public HistorianException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With words for a person: what was given, what is allowed, where. */
  public HistorianException(String message) {
    super(message);
  }
}
