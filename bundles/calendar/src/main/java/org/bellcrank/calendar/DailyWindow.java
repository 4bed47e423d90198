package org.bellcrank.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A stretch of local time that begins on certain days of the week.
 *
 * @param end at or before the start means on the next day
 */
record DailyWindow(Set<DayOfWeek> days, LocalTime start, LocalTime end) {

  DailyWindow {
    days = Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
  }

  /** A stretch of real time, its end excluded. */
  record Stretch(Instant start, Instant end) {

    boolean contains(Instant time) {
      return !time.isBefore(start) && time.isBefore(end);
    }
  }

  /**
   * What begins on a day; empty when nothing does, also when the clocks' change leaves nothing of
   * it.
   */
  Optional<Stretch> on(LocalDate day, ZoneId zone) {
    if (!days.contains(day.getDayOfWeek())) {
      return Optional.empty();
    }
    LocalDate last = end.isAfter(start) ? day : day.plusDays(1);
    Instant from = instant(day.atTime(start), zone);
    Instant to = instant(last.atTime(end), zone);
    return from.isBefore(to) ? Optional.of(new Stretch(from, to)) : Optional.empty();
  }

  /** Local length, on a day without a change of the clocks. */
  Duration length() {
    Duration length = Duration.between(start, end);
    return length.compareTo(Duration.ZERO) > 0 ? length : length.plusDays(1);
  }

  /**
   * The instant of a local time. A time that the clocks skip is the instant of the skip, one that
   * they show twice is the first of the two: so earlier local times never lie after later ones, and
   * windows apart on the wall clock stay apart.
   */
  static Instant instant(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    return local.atZone(zone).toInstant();
  }
}
