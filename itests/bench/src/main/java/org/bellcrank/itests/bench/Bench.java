package org.bellcrank.itests.bench;

import org.bellcrank.verb.Terminal;

/** One measurement. */
interface Bench {

  /** The word behind {@code bench}. */
  String name();

  /**
   * Measures.
   *
   * @param terminal for the progress line alone
   * @throws BenchException when it cannot be measured
   */
  Outcome run(Terminal terminal) throws BenchException, InterruptedException;
}
