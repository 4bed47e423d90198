package org.bellcrank.stream;

import java.util.List;

/**
 * Takes samples and waveforms of points, windows them in memory and reports what they say as
 * observations (a service). Safe for use by any number of threads.
 *
 * <p>Taking is not durable: what is in memory is lost with the process. What came of it, a crossing
 * or a trend, is an observation and durable as every other.
 */
public interface SampleIntake {

  /**
   * Takes samples, in the order given. Returns at once while there is room; waits while there is
   * none, so that a source that can push back does. Nothing is dropped silently: what a caller that
   * cannot wait gives up is to be counted by it and told.
   *
   * @throws InterruptedException while it waited; of the samples none or a first part was taken
   */
  void take(List<Sample> samples) throws InterruptedException;

  /**
   * As {@link #take(List)} without waiting. Of what finds no room the newest sample of each point
   * is kept, and looked at once there is room if none of its point is taken before: what is bad
   * now, or another value, must not be missed where a source tells only changes.
   *
   * @return how many of the first samples were taken; fewer than given means that there is no room
   */
  int offer(List<Sample> samples);

  /** Takes a stretch of a waveform; waits as {@link #take(List)} does. */
  void take(Waveform waveform) throws InterruptedException;

  /**
   * Takes what machines tell of parts; returns when it is on disk. What is told again is known, so
   * a source that is not sure tells it again. Where no document in force asks for routes, nothing
   * is kept, nor what is older than any look at them goes back; that is told.
   *
   * @throws org.bellcrank.journal.StoreException when it could not be written; the source must keep
   *     it
   * @throws UnsupportedOperationException where nothing takes passages
   */
  default void pass(List<Passage> passages) {
    throw new UnsupportedOperationException("nothing takes passages of parts here");
  }

  /**
   * Whether a document in force names a pipeline for the point. Who can have a value durable
   * otherwise, as a measurement, gives it here only then. Answers at once.
   */
  default boolean streams(String point) {
    return false;
  }
}
