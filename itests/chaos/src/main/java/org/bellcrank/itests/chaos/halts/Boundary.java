package org.bellcrank.itests.chaos.halts;

/**
 * A place at which a gateway may be halted.
 *
 * @param kind on which side of what
 * @param what the journal entries of the unit of work, or the call
 * @param logBytes how long the database's log was before the unit of work; 0 for a call
 */
record Boundary(Kind kind, String what, long logBytes) {

  /** On which side of what. */
  enum Kind {
    /** A unit of work has done its work and is not committed. */
    BEFORE_COMMIT,
    /** A unit of work is committed and nobody was told. */
    AFTER_COMMIT,
    /** The intent of a call is on disk and nothing was sent. */
    BEFORE_CALL,
    /** The maintenance system answered, or will never, and no receipt was noted. */
    AFTER_CALL
  }

  String words() {
    return "%s %s".formatted(kind, what);
  }
}
