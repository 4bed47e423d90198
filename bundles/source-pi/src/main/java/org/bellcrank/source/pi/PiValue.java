package org.bellcrank.source.pi;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.historian.HistoricalValue;
import org.bellcrank.journal.Facts;
import org.bellcrank.stream.Quality;

/**
 * Reads one value. A state of a digital tag is an object with its name and number; one of the
 * system, such as I/O Timeout, stands where a value is missing and is BAD, as is what is not Good.
 */
final class PiValue {

  private PiValue() {}

  static HistoricalValue of(String point, Instant at, long mark, Facts given) {
    Object value = given.values().get("Value");
    boolean good = given.bool("Good").orElse(true);
    if (value instanceof Facts state) {
      String name = state.text("Name").orElse("state without a name");
      boolean system = state.bool("IsSystem").orElse(false);
      if (system || !good || state.number("Value").isEmpty()) {
        return HistoricalValue.bad(point, at, name, mark);
      }
      return usable(point, at, state.number("Value").getAsDouble(), mark, given);
    }
    if (!good) {
      return HistoricalValue.bad(point, at, "not good: " + value, mark);
    }
    if (value instanceof Number number) {
      return usable(point, at, number.doubleValue(), mark, given);
    }
    if (value instanceof Boolean truth) {
      return usable(point, at, truth ? 1 : 0, mark, given);
    }
    return HistoricalValue.bad(point, at, value == null ? "no value" : "no number: " + value, mark);
  }

  /** PI's abbreviations of units are the site's own and no UCUM; the documents name the unit. */
  private static HistoricalValue usable(
      String point, Instant at, double value, long mark, Facts given) {
    boolean questionable = given.bool("Questionable").orElse(false);
    boolean substituted = given.bool("Substituted").orElse(false);
    if (questionable || substituted) {
      return new HistoricalValue(
          point,
          at,
          value,
          Optional.empty(),
          Quality.UNCERTAIN,
          Optional.of(questionable ? "questionable" : "substituted"),
          mark);
    }
    return HistoricalValue.of(point, at, value, mark);
  }
}
