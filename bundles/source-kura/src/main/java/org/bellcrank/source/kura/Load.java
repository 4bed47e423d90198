package org.bellcrank.source.kura;

import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.observation.Observation;

/**
 * What came and is not kept yet.
 *
 * @param from who sent it, for logs and the journal
 * @param kind whether it may be shed early
 * @param bytes what it holds in memory, about
 * @param sent the message as it came, to be kept where it is refused; empty for readings
 * @param observation makes the observation; may write evidence, so it is asked on our own thread
 */
record Load(
    String from, Kind kind, int bytes, Optional<String> sent, Supplier<Observation> observation) {

  /** A reading, or what else is no message. */
  Load(String from, Kind kind, int bytes, Supplier<Observation> observation) {
    this(from, kind, bytes, Optional.empty(), observation);
  }

  /** What may be lost first. */
  enum Kind {
    /** A reading: another one follows. */
    READING,
    /** An inspection, prediction or device state: nobody sends it again. */
    MESSAGE
  }
}
