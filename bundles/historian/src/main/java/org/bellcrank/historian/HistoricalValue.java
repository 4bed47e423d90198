package org.bellcrank.historian;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.bellcrank.stream.Quality;

/**
 * One number of a historian.
 *
 * @param point the point's id, 1 to 128 characters
 * @param at when it was measured, by the historian
 * @param value the number; anything where the quality is BAD
 * @param unit UCUM unit as the historian told it; empty when it did not
 * @param quality how far it can be believed
 * @param note the historian's own words for a quality that is not GOOD; else empty
 * @param mark where it stands in the historian's order, from 1; several records may share one
 */
public record HistoricalValue(
    String point,
    Instant at,
    double value,
    Optional<String> unit,
    Quality quality,
    Optional<String> note,
    long mark)
    implements HistoricalRecord {

  /** Refuses nulls and a mark below 1. */
  public HistoricalValue {
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(note, "note");
    if (mark < 1) {
      throw new IllegalArgumentException(
          "point %s mark: given %d; allowed: 1 and more".formatted(point, mark));
    }
  }

  /** A good value without a unit. */
  public static HistoricalValue of(String point, Instant at, double value, long mark) {
    return new HistoricalValue(
        point, at, value, Optional.empty(), Quality.GOOD, Optional.empty(), mark);
  }

  /** A record without a value that can be used. */
  public static HistoricalValue bad(String point, Instant at, String words, long mark) {
    return new HistoricalValue(
        point, at, Double.NaN, Optional.empty(), Quality.BAD, Optional.of(words), mark);
  }

  @Override
  public String content() {
    return point + "@" + at + "=" + (quality == Quality.BAD ? "bad" : value) + "#" + mark;
  }
}
