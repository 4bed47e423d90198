package org.bellcrank.itests.chaos.halts;

/** Is told of each boundary before it is passed, on the thread that passes it. */
@FunctionalInterface
interface Watch {

  /** Lets nobody be halted. */
  Watch NONE = boundary -> {};

  /** Returns when the thread may go on. */
  void pass(Boundary boundary);
}
