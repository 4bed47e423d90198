package org.bellcrank.stream;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One value of a point as its source told it, before anything was made of it.
 *
 * @param point the point's id, 1 to 128 characters; one that no document names is let through as a
 *     measurement, like every sample of a point without a pipeline
 * @param at when it was measured, by the source's clock, or the gateway's where the source told
 *     none; need not rise from sample to sample
 * @param value the number in {@code unit}; NaN and infinities are taken and end as a device state,
 *     never as a measurement; anything where the quality is BAD
 * @param unit UCUM unit as the source told it; empty when it did not
 * @param quality how far it can be believed
 * @param note the source's own words for a quality that is not GOOD, such as a status code's name;
 *     empty when it told none
 * @param past whether its source says that it is none of now but kept since then, as an edge node
 *     tells what it stored while it was away: such a one is recorded and decides nothing
 */
public record Sample(
    String point,
    Instant at,
    double value,
    Optional<String> unit,
    Quality quality,
    Optional<String> note,
    boolean past) {

  /** Refuses nulls. */
  public Sample {
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(note, "note");
  }

  /** A value of now, or of a time that says by itself how old it is. */
  public Sample(
      String point,
      Instant at,
      double value,
      Optional<String> unit,
      Quality quality,
      Optional<String> note) {
    this(point, at, value, unit, quality, note, false);
  }

  /** A good value without a unit. */
  public static Sample of(String point, Instant at, double value) {
    return new Sample(point, at, value, Optional.empty(), Quality.GOOD, Optional.empty());
  }

  /** A value that cannot be used, with the source's words for it. */
  public static Sample bad(String point, Instant at, String note) {
    return new Sample(point, at, Double.NaN, Optional.empty(), Quality.BAD, Optional.of(note));
  }

  /** The same, and none of now. */
  public Sample ofThePast() {
    return new Sample(point, at, value, unit, quality, note, true);
  }
}
