package org.bellcrank.observation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceReference;

/** Accepted observations in the order of their acceptance; a port of the unit of work. */
public interface ObservationBook {

  /** Adds an observation, or tells that its id is known; {@code at} is the gateway's time. */
  ObservationIntake.Accepted add(Observation observation, Instant at);

  /** Observations after a place, oldest first, at most {@code limit} of them. */
  List<Stored> after(long position, int limit);

  /** One observation by id. */
  Optional<Stored> find(String id);

  /**
   * Notes that a piece of evidence belongs to an accepted observation, though it came later: it is
   * kept as long as the observation's own, and goes with it.
   *
   * @throws IllegalArgumentException when no observation has this id
   */
  void names(String observation, EvidenceReference evidence);

  /** Place of the newest observation; 0 while there is none. */
  long lastPosition();

  /**
   * An accepted observation.
   *
   * @param position place, from 1
   * @param acceptedAt intake time by the gateway's clock; deadlines and latencies use it
   */
  record Stored(long position, Instant acceptedAt, Observation observation) {}
}
