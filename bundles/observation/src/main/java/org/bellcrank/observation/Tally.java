package org.bellcrank.observation;

import java.time.Instant;

/** Counts of what is not worth an observation of its own; a port of the unit of work. */
public interface Tally {

  /**
   * Adds to the counts of a point in a window of one hour.
   *
   * @param point the point
   * @param hour start of the hour, capture time
   * @param looked frames looked at
   * @param belowFloor detections below the point's floor
   */
  void add(String point, Instant hour, long looked, long belowFloor);

  /** Frames looked at since ever at a point. */
  long looked(String point);
}
