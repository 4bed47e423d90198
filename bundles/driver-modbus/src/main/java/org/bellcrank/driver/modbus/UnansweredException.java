package org.bellcrank.driver.modbus;

/** A unit that did not give what was asked for; the line itself holds. */
final class UnansweredException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  UnansweredException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** Why. */
  enum Kind {
    /** It has no such items; fewer at once may be there. */
    ADDRESS,
    /** It said nothing in time. */
    SILENT,
    /** It refused, or answered something else. */
    OTHER
  }
}
