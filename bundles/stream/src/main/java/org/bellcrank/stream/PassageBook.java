package org.bellcrank.stream;

import java.time.Instant;
import java.util.List;

/** Which machines parts went through; a port of the unit of work. */
public interface PassageBook {

  /**
   * Adds one. What is told again is known; a judgement is added to a passage without one, and one
   * as bad stays.
   */
  void add(Passage passage);

  /**
   * All passages of the parts that were judged in a time, by part and then by time.
   *
   * @param from first time of a judgement
   * @param before no judgement then or later counts, and no passage
   * @param limit at most so many, with which the last part may be cut off
   */
  List<Passage> ofJudged(Instant from, Instant before, int limit);

  /**
   * Forgets the oldest.
   *
   * @param before only passages before this
   * @param limit at most so many
   * @return how many went
   */
  int remove(Instant before, int limit);
}
