package org.bellcrank.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * A value that can be believed.
 *
 * @param at when it was measured
 * @param claimed what the source said, where that cannot be and {@code at} is the gateway's time;
 *     null otherwise
 * @param value in the point's unit, finite
 * @param unit the unit of the value as it goes out
 * @param marked whether its source did not vouch for it
 * @param state operating state of the asset then; null where none is known
 * @param since since when the asset was in it; null where none is known
 * @param stands where this is a value once more, because time went by and it stands: when it was
 *     told; null where a source told this one
 */
record Measured(
    Instant at,
    Instant claimed,
    double value,
    Optional<String> unit,
    boolean marked,
    String state,
    Instant since,
    Instant stands) {

  /** A value that a source told. */
  Measured(
      Instant at,
      Instant claimed,
      double value,
      Optional<String> unit,
      boolean marked,
      String state,
      Instant since) {
    this(at, claimed, value, unit, marked, state, since, null);
  }

  /** The same value as of the gateway's time; what the source said of it cannot be. */
  Measured seen(Instant now) {
    return new Measured(now, at, value, unit, marked, state, since, stands);
  }

  /** The same value, which still stands at a later time, in the state of the asset then. */
  Measured still(Instant later, OperatingStates.Standing standing) {
    Instant first = stands == null ? at : stands;
    return new Measured(
        later, null, value, unit, marked, standing.state(), standing.since(), first);
  }
}
