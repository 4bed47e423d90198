package org.bellcrank.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * A shift of the weekly plan.
 *
 * @param name for people, for example {@code night}
 * @param days on which it begins; never empty
 * @param start local time
 * @param end local time; at or before the start means on the next day
 */
public record Shift(String name, Set<DayOfWeek> days, LocalTime start, LocalTime end) {

  public Shift {
    days = Set.copyOf(days);
  }

  DailyWindow window() {
    return new DailyWindow(days, start, end);
  }
}
