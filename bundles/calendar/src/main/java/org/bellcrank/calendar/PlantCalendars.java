package org.bellcrank.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Schema;
import org.bellcrank.document.Suggestion;

/** Reads calendars from documents. */
public final class PlantCalendars {

  /** What a calendar document may hold. */
  public static final Schema SCHEMA =
      Schema.ofResource(PlantCalendars.class, "/schema/calendar.schema.json");

  private PlantCalendars() {}

  /**
   * Reads one calendar.
   *
   * @throws InvalidDocumentException with everything that is wrong: what the schema says, unknown
   *     time zones, ends before their start, shifts that overlap
   */
  public static PlantCalendar read(Node node) throws InvalidDocumentException {
    MapNode map = SCHEMA.check(node).asMap();
    ZoneId zone = zone(map.get("zone"));
    List<Problem> problems = new ArrayList<>();
    List<Shift> shifts = new ArrayList<>();
    for (MapNode entry : map.maps("shifts")) {
      shifts.add(
          new Shift(entry.text("name"), days(entry), time(entry, "start"), time(entry, "end")));
    }
    overlaps(shifts, map.maps("shifts"), problems);
    List<DailyWindow> production = new ArrayList<>();
    for (MapNode entry : map.maps("production")) {
      production.add(new DailyWindow(days(entry), time(entry, "start"), time(entry, "end")));
    }
    List<Holiday> holidays = new ArrayList<>();
    for (MapNode entry : map.maps("holidays")) {
      holidays.add(holiday(entry, problems));
    }
    List<Shutdown> shutdowns = shutdowns(map, zone, problems);
    List<OnCall> roster = roster(map, zone, problems);
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    String id = map.optionalText("id").orElse("plant");
    return new PlantCalendar(id, zone, shifts, production, holidays, shutdowns, roster);
  }

  private static List<Shutdown> shutdowns(MapNode map, ZoneId zone, List<Problem> problems)
      throws InvalidDocumentException {
    List<Shutdown> shutdowns = new ArrayList<>();
    for (MapNode entry : map.maps("shutdowns")) {
      Instant from = moment(entry, "from", zone);
      Instant to = moment(entry, "to", zone);
      ordered(entry, from.isBefore(to), problems);
      shutdowns.add(new Shutdown(entry.text("name"), from, to));
    }
    return shutdowns;
  }

  private static List<OnCall> roster(MapNode map, ZoneId zone, List<Problem> problems)
      throws InvalidDocumentException {
    List<OnCall> roster = new ArrayList<>();
    for (MapNode entry : map.maps("onCall")) {
      Instant from = moment(entry, "from", zone);
      Instant to = moment(entry, "to", zone);
      ordered(entry, from.isBefore(to), problems);
      roster.add(new OnCall(entry.text("who"), entry.optionalText("contact"), from, to));
    }
    return roster;
  }

  static ZoneId zone(Node node) throws InvalidDocumentException {
    String name = node.asText();
    try {
      return ZoneId.of(name);
    } catch (ZoneRulesException unknown) {
      String hint =
          Suggestion.closest(name, ZoneId.getAvailableZoneIds())
              .map(z -> "did you mean " + z + "?")
              .orElse("");
      throw new InvalidDocumentException(
          node.problem("a time zone such as Europe/Berlin or UTC", hint));
    } catch (DateTimeException malformed) {
      throw new InvalidDocumentException(
          node.problem("a time zone such as Europe/Berlin or UTC", ""));
    }
  }

  static Set<DayOfWeek> days(MapNode entry) throws InvalidDocumentException {
    List<String> named = entry.texts("days");
    return Stream.of(DayOfWeek.values())
        .filter(d -> named.isEmpty() || named.contains(shortName(d)))
        .collect(Collectors.toSet());
  }

  private static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  static LocalTime time(MapNode entry, String key) throws InvalidDocumentException {
    return entry.read(key, node -> node.as("a time of day such as 06:00", LocalTime::parse));
  }

  private static LocalDate date(MapNode entry, String key) throws InvalidDocumentException {
    return entry.read(key, node -> node.as("a date such as 2026-03-29", LocalDate::parse));
  }

  /** A date alone means its whole day: as an end, the next midnight. */
  static Instant moment(MapNode entry, String key, ZoneId zone) throws InvalidDocumentException {
    return entry.read(
        key,
        node ->
            node.as(
                "a date such as 2026-08-03 or a local time such as 2026-08-03T06:00",
                text -> {
                  if (text.contains("T")) {
                    return DailyWindow.instant(LocalDateTime.parse(text), zone);
                  }
                  LocalDate day = LocalDate.parse(text).plusDays(key.equals("to") ? 1 : 0);
                  return DailyWindow.instant(day.atStartOfDay(), zone);
                }));
  }

  private static Holiday holiday(MapNode entry, List<Problem> problems)
      throws InvalidDocumentException {
    boolean single = entry.has("date");
    if (single == (entry.has("from") || entry.has("to"))) {
      problems.add(
          new Problem(
              entry.where(), entry.pointer(), "", "", "a holiday has either date, or from and to"));
      return new Holiday(entry.text("name"), LocalDate.MIN, LocalDate.MIN);
    }
    LocalDate from = date(entry, single ? "date" : "from");
    LocalDate to = date(entry, single ? "date" : "to");
    ordered(entry, !to.isBefore(from), problems);
    return new Holiday(entry.text("name"), from, to);
  }

  static void ordered(MapNode entry, boolean inOrder, List<Problem> problems) {
    if (!inOrder) {
      problems.add(entry.problem("to", "a time after from", "this ends before it begins"));
    }
  }

  /** Compares the shifts' minutes of the week, once around its end. */
  private static void overlaps(List<Shift> shifts, List<MapNode> entries, List<Problem> problems) {
    for (int i = 0; i < shifts.size(); i++) {
      for (int j = 0; j <= i; j++) {
        if (overlap(shifts.get(i), shifts.get(j), i == j)) {
          String other = i == j ? "itself on the next day" : "\"" + shifts.get(j).name() + '"';
          problems.add(
              new Problem(
                  entries.get(i).where(),
                  entries.get(i).pointer(),
                  "",
                  "",
                  "the shift \"" + shifts.get(i).name() + "\" overlaps " + other));
        }
      }
    }
  }

  private static boolean overlap(Shift a, Shift b, boolean same) {
    long week = Duration.ofDays(7).toMinutes();
    for (DayOfWeek dayA : a.days()) {
      for (DayOfWeek dayB : b.days()) {
        if (same && dayA == dayB) {
          continue;
        }
        long apart = Math.floorMod(minute(dayB, b) - minute(dayA, a), week);
        if (apart < a.window().length().toMinutes()
            || week - apart < b.window().length().toMinutes()) {
          return true;
        }
      }
    }
    return false;
  }

  private static long minute(DayOfWeek day, Shift shift) {
    return Duration.ofDays(day.ordinal()).toMinutes() + shift.start().toSecondOfDay() / 60;
  }
}
