package org.bellcrank.historian;

import java.util.Map;

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

  /** The mark up to which a series was handed on; 0 where none was kept. */
  default long series(String name) {
    return 0;
  }

  /**
   * Moves series forward, durably, all of them or none.
   *
   * @throws org.bellcrank.journal.StoreException when it could not be kept
   */
  default void moveSeries(Map<String, Long> to) {}
}
