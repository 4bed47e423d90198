package org.bellcrank.driver.modbus;

/** A unit that did not give what was asked for; the line itself holds. */
final class UnansweredException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean undone;

  /** Whether the unit did what it was asked is not known. */
  UnansweredException(String message, Kind kind) {
    this(message, kind, false);
  }

  /**
   * With what is known.
   *
   * @param undone whether the unit surely did nothing of what it was asked
   */
  UnansweredException(String message, Kind kind, boolean undone) {
    super(message);
    this.kind = kind;
    this.undone = undone;
  }

  boolean undone() {
    return undone;
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
