package org.bellcrank.journal;

import java.time.Instant;

/** Counts per hour, which go first where room is short; a port of the unit of work. */
public interface RollUps {

  /**
   * Removes the oldest.
   *
   * @param before only counts of hours before this
   * @param limit at most about so many rows
   * @return how many rows went
   */
  int remove(Instant before, int limit);
}
