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

  /**
   * How many frames of a recording were counted from its beginning, so that one that is read again
   * counts each frame once.
   *
   * @param recording the camera and what tells this recording from others
   * @return 0 while none was
   */
  long counted(String recording);

  /**
   * Notes how many frames of a recording are counted now; fewer than before change nothing.
   *
   * @param recording as in {@link #counted(String)}
   * @param frames frames from its beginning
   */
  void counted(String recording, long frames);
}
