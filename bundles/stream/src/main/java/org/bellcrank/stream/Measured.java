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
 */
record Measured(
    Instant at,
    Instant claimed,
    double value,
    Optional<String> unit,
    boolean marked,
    String state,
    Instant since) {}
