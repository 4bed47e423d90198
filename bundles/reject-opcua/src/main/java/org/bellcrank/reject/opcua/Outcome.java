package org.bellcrank.reject.opcua;

/**
 * What became of one pulse.
 *
 * @param kind of the journal's entry about it
 * @param words why, for people; empty where all went as it should
 */
record Outcome(Kind kind, String words) {

  /** How sure it is. */
  enum Kind {
    /** True was read back, and false afterwards. */
    PULSED("reject.pulsed"),
    /** It was refused, and false was read afterwards. */
    REFUSED("reject.refused"),
    /** It may have been true; it is false now. */
    UNSURE("reject.unsure"),
    /** It may be true still; false is written until it is read back. */
    STUCK("reject.stuck");

    private final String entry;

    Kind(String entry) {
      this.entry = entry;
    }

    /** The kind of its entry in the journal. */
    String entry() {
      return entry;
    }
  }
}
