package org.bellcrank.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * The plant stands still.
 *
 * @param start included
 * @param end excluded
 */
public record Shutdown(String name, Instant start, Instant end) {

  public boolean contains(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }

  public Duration duration() {
    return Duration.between(start, end);
  }
}
