package org.bellcrank.itests.chaos.mixed;

import org.bellcrank.itests.chaos.Sighting;

/** A way into the gateway. Used by one thread. */
interface Door extends AutoCloseable {

  /** One try; whether it was acknowledged. */
  boolean offer(Sighting sighting) throws InterruptedException;

  @Override
  default void close() {}
}
