package org.bellcrank.itests.chaos.halts;

/** Ends the threads of a gateway that was halted; nothing they do afterwards counts. */
final class HaltedError extends Error {

  private static final long serialVersionUID = 1L;

  HaltedError() {
    super("halted", null, false, false);
  }
}
