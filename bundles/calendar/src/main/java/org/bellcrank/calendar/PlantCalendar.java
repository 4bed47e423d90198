package org.bellcrank.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When shifts run, when the plant produces, when it stands still and whom to call. Immutable; safe
 * for any thread. Right on days on which the clocks change.
 */
public final class PlantCalendar {

  /** No search for a next shift looks further ahead. */
  private static final int DAYS_AHEAD = 800;

  /**
   * A window that began this many days ago may still run, even where a zone once left out a day.
   */
  private static final int DAYS_BACK = 2;

  private final String id;
  private final ZoneId zone;
  private final List<Shift> shifts;
  private final List<DailyWindow> production;
  private final List<Holiday> holidays;
  private final List<Shutdown> shutdowns;
  private final List<OnCall> roster;

  PlantCalendar(
      String id,
      ZoneId zone,
      List<Shift> shifts,
      List<DailyWindow> production,
      List<Holiday> holidays,
      List<Shutdown> shutdowns,
      List<OnCall> roster) {
    this.id = id;
    this.zone = zone;
    this.shifts = List.copyOf(shifts);
    this.production = List.copyOf(production);
    this.holidays = List.copyOf(holidays);
    this.shutdowns = shutdowns.stream().sorted(Comparator.comparing(Shutdown::start)).toList();
    this.roster = List.copyOf(roster);
  }

  /** For a site without a calendar: no shifts, always producing. */
  public static PlantCalendar always(ZoneId zone) {
    return new PlantCalendar("always", zone, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  public String id() {
    return id;
  }

  public ZoneId zone() {
    return zone;
  }

  /** The weekly plan, in the document's order. */
  public List<Shift> shifts() {
    return shifts;
  }

  public List<Holiday> holidays() {
    return holidays;
  }

  /** By start. */
  public List<Shutdown> shutdowns() {
    return shutdowns;
  }

  /** The shift that runs at a time; at most one does. */
  public Optional<ShiftOccurrence> shiftAt(Instant time) {
    LocalDate day = day(time);
    return days(day.minusDays(DAYS_BACK), day.plusDays(1))
        .flatMap(this::shiftsOn)
        .filter(shift -> shift.contains(time))
        .findFirst();
  }

  /** The first shift that begins after a time; empty when none does within two years. */
  public Optional<ShiftOccurrence> nextShift(Instant time) {
    LocalDate day = day(time);
    return days(day.minusDays(1), day.plusDays(DAYS_AHEAD))
        .map(d -> shiftsOn(d).filter(s -> s.start().isAfter(time)).min(BY_START))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** When the first shift after a time begins; empty when none does within two years. */
  public Optional<Instant> nextShiftStart(Instant time) {
    return nextShift(time).map(ShiftOccurrence::start);
  }

  /** The shifts that touch a stretch of time, by start. */
  public List<ShiftOccurrence> shiftsBetween(Instant from, Instant to) {
    List<ShiftOccurrence> found = new ArrayList<>();
    days(day(from).minusDays(DAYS_BACK), day(to).plusDays(1))
        .flatMap(this::shiftsOn)
        .filter(shift -> shift.start().isBefore(to) && shift.end().isAfter(from))
        .forEach(found::add);
    found.sort(BY_START);
    return List.copyOf(found);
  }

  /**
   * Whether the plant produces: no shutdown, and within a production window; where none are
   * declared, within a shift; where there are no shifts either, always but on holidays.
   */
  public boolean isProduction(Instant time) {
    if (shutdownAt(time).isPresent()) {
      return false;
    }
    if (production.isEmpty()) {
      return shifts.isEmpty() ? !isHoliday(day(time)) : shiftAt(time).isPresent();
    }
    LocalDate day = day(time);
    return days(day.minusDays(DAYS_BACK), day.plusDays(1))
        .filter(d -> !isHoliday(d))
        .flatMap(d -> production.stream().flatMap(window -> window.on(d, zone).stream()))
        .anyMatch(stretch -> stretch.contains(time));
  }

  /** The shutdown that covers a time. */
  public Optional<Shutdown> shutdownAt(Instant time) {
    return shutdowns.stream().filter(shutdown -> shutdown.contains(time)).findFirst();
  }

  /** The first shutdown that begins after a time. */
  public Optional<Shutdown> nextShutdown(Instant time) {
    return shutdowns.stream().filter(shutdown -> shutdown.start().isAfter(time)).findFirst();
  }

  /** Who is on call at a time. */
  public Optional<OnCall> onCallAt(Instant time) {
    return roster.stream().filter(entry -> entry.contains(time)).findFirst();
  }

  /** The local day of a time. */
  public LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, zone);
  }

  public boolean isHoliday(LocalDate day) {
    return holidays.stream().anyMatch(holiday -> holiday.includes(day));
  }

  private static final Comparator<ShiftOccurrence> BY_START =
      Comparator.comparing(ShiftOccurrence::start);

  private Stream<ShiftOccurrence> shiftsOn(LocalDate day) {
    if (isHoliday(day)) {
      return Stream.empty();
    }
    return shifts.stream()
        .flatMap(
            shift ->
                shift
                    .window()
                    .on(day, zone)
                    .map(s -> new ShiftOccurrence(shift, day, s.start(), s.end()))
                    .stream());
  }

  private static Stream<LocalDate> days(LocalDate first, LocalDate last) {
    return first.datesUntil(last.plusDays(1));
  }
}
