package org.bellcrank.calendar;

import java.time.LocalDate;

/**
 * Days on which neither a shift nor a production window begins; what began the day before goes on.
 *
 * @param from first day
 * @param to last day, included
 */
public record Holiday(String name, LocalDate from, LocalDate to) {

  boolean includes(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
