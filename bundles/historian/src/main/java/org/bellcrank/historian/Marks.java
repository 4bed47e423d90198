package org.bellcrank.historian;

/** How far a historian was read; for one thread at a time. */
public interface Marks {

  /** The mark up to which all was handed on; 0 before anything was. */
  long mark();

  /**
   * Moves forward, durably.
   *
   * @throws org.bellcrank.journal.StoreException when it could not be kept
   */
  void move(long to);
}
