package org.bellcrank.source.kura;

import java.util.function.Supplier;
import org.bellcrank.observation.Observation;

/**
 * What came and is not kept yet.
 *
 * @param from who sent it, for logs and the journal
 * @param kind whether it may be shed early
 * @param bytes what it holds in memory, about
 * @param observation makes the observation; may write evidence, so it is asked on our own thread
 */
record Load(String from, Kind kind, int bytes, Supplier<Observation> observation) {

  /** What may be lost first. */
  enum Kind {
    /** A reading: another one follows. */
    READING,
    /** An inspection, prediction or device state: nobody sends it again. */
    MESSAGE
  }
}
