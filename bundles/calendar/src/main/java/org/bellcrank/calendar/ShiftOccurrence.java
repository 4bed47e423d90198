package org.bellcrank.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A shift on one day.
 *
 * @param shift of the plan
 * @param day the local day on which it begins
 * @param start included
 * @param end excluded
 */
public record ShiftOccurrence(Shift shift, LocalDate day, Instant start, Instant end) {

  /** Its real length: an hour more or less when the clocks change within it. */
  public Duration duration() {
    return Duration.between(start, end);
  }

  public boolean contains(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }
}
