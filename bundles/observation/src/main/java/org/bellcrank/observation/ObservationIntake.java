package org.bellcrank.observation;

import java.util.concurrent.CompletableFuture;

/**
 * Takes observations. Returning means durable: the observation and its evidence are on disk. Safe
 * for use by any number of threads; callers that arrive together share one fsync.
 */
public interface ObservationIntake {

  /**
   * Takes an observation whose evidence is already kept. One whose time cannot be, by the gateway's
   * clock, gets the gateway's time and keeps the source's beside it ({@link CaptureTime#claimed}).
   *
   * @return where it stands, or that it was known before
   * @throws RefusedObservationException when it is not well formed; nothing was kept
   * @throws org.bellcrank.journal.StoreException when it could not be written; the source must keep
   *     it
   */
  Accepted accept(Observation observation);

  /** As {@link #accept}, without waiting; the future completes when it is on disk. */
  CompletableFuture<Accepted> submit(Observation observation);

  /**
   * What became of an accepted observation.
   *
   * @param id the observation's id
   * @param position its place among all accepted observations, from 1
   * @param repeated true when the same id had been accepted before; nothing was added then
   */
  record Accepted(String id, long position, boolean repeated) {}
}
