package org.bellcrank.source.kura;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;

/**
 * What came and is not kept yet.
 *
 * @param from who sent it, for logs and the journal
 * @param kind whether it may be shed early
 * @param bytes what it holds in memory, about
 * @param sent the message as it came, to be kept where it is refused; empty for readings
 * @param keep hands it over; may write evidence and wait, so it is asked on our own thread
 */
record Load(
    String from,
    Kind kind,
    int bytes,
    Optional<String> sent,
    Function<ObservationIntake, CompletableFuture<?>> keep) {

  /** What is one observation, which is made on our own thread. */
  static Load of(
      String from, Kind kind, int bytes, Optional<String> sent, Supplier<Observation> observation) {
    return new Load(from, kind, bytes, sent, intake -> intake.submit(observation.get()));
  }

  /** A reading, or what else is no message. */
  static Load of(String from, Kind kind, int bytes, Supplier<Observation> observation) {
    return of(from, kind, bytes, Optional.empty(), observation);
  }

  /** What may be lost first. */
  enum Kind {
    /** A reading: another one follows. */
    READING,
    /** An inspection, prediction or device state: nobody sends it again. */
    MESSAGE
  }
}
