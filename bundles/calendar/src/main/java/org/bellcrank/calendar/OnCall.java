package org.bellcrank.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * Who answers.
 *
 * @param who person or team
 * @param contact number or address, shown to people
 * @param start included
 * @param end excluded
 */
public record OnCall(String who, Optional<String> contact, Instant start, Instant end) {

  public boolean contains(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }
}
