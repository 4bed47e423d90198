package org.bellcrank.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of a point lately.
 *
 * @param point the point's id, as its source or a payload mapping made it
 * @param at when the newest was measured, by its source
 * @param unit UCUM unit as the source told it; empty where it told none
 * @param value the newest value; empty where it was no number, and for waveforms
 * @param rate values a second in Hz of the newest waveform; empty for samples
 * @param count samples since the gateway started; 0 for waveforms, which are not counted
 */
public record Heard(
    String point,
    Instant at,
    Optional<String> unit,
    Optional<Double> value,
    Optional<Double> rate,
    long count) {

  static Heard of(Sample newest, long count) {
    return new Heard(
        newest.point(),
        newest.at(),
        newest.unit(),
        Optional.of(newest.value()).filter(Double::isFinite),
        Optional.empty(),
        count);
  }

  static Heard of(Waveform newest) {
    return new Heard(
        newest.point(),
        newest.from(),
        newest.unit(),
        Optional.empty(),
        Optional.of(newest.rate()),
        0);
  }
}
