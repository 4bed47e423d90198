package org.bellcrank.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;

final class PlantCalendarTest {

  static final String PLANT =
      """
      zone: Europe/Berlin
      shifts:
        - { name: early, days: [mon, tue, wed, thu, fri], start: 06:00, end: 14:00 }
        - { name: late,  days: [mon, tue, wed, thu, fri], start: 14:00, end: 22:00 }
        - { name: night, days: [sun, mon, tue, wed, thu], start: 22:00, end: 06:00 }
        - { name: weekend, days: [sat], start: 22:00, end: 06:00 }
      production:
        - { days: [mon, tue, wed, thu, fri], start: 06:00, end: 22:00 }
      holidays:
        - { name: Christmas, from: 2026-12-24, to: 2026-12-26 }
        - { name: May Day, date: 2026-05-01 }
      shutdowns:
        - { name: summer, from: 2026-08-03, to: 2026-08-16 }
        - { name: boiler, from: 2026-06-10T06:00, to: 2026-06-10T18:00 }
      onCall:
        - { who: Ada, contact: "+49 30 1", from: 2026-01-05T07:00, to: 2026-01-12T07:00 }
        - { who: Grace, from: 2026-01-12T07:00, to: 2026-01-19T07:00 }
      """;

  private final PlantCalendar plant = read(PLANT);

  @Test
  void aShiftThatCrossesMidnightBelongsToTheDayItBeginsOn() {
    ShiftOccurrence night = plant.shiftAt(at("2026-03-04T03:00:00+01:00")).orElseThrow();
    assertThat(night.shift().name()).isEqualTo("night");
    assertThat(night.day()).isEqualTo(LocalDate.parse("2026-03-03"));
    assertThat(night.start()).isEqualTo(at("2026-03-03T22:00:00+01:00"));
    assertThat(night.end()).isEqualTo(at("2026-03-04T06:00:00+01:00"));
  }

  @Test
  void theEndOfAShiftBelongsToTheNext() {
    assertThat(plant.shiftAt(at("2026-03-03T14:00:00+01:00")).orElseThrow().shift().name())
        .isEqualTo("late");
    assertThat(plant.shiftAt(at("2026-03-07T12:00:00+01:00"))).as("a Saturday noon").isEmpty();
  }

  @Test
  void aNightShiftIsAnHourShorterInSpringAndLongerInAutumn() {
    assertThat(plant.shiftAt(at("2026-03-29T01:00:00Z")).orElseThrow().duration())
        .isEqualTo(Duration.ofHours(7));
    assertThat(plant.shiftAt(at("2026-10-25T01:00:00Z")).orElseThrow().duration())
        .isEqualTo(Duration.ofHours(9));
    assertThat(plant.shiftAt(at("2026-10-18T01:00:00Z")).orElseThrow().duration())
        .isEqualTo(Duration.ofHours(8));
  }

  @Test
  void theNextShiftBeginsAfterTheGivenTime() {
    assertThat(plant.nextShiftStart(at("2026-03-03T13:59:59+01:00")))
        .contains(at("2026-03-03T14:00:00+01:00"));
    assertThat(plant.nextShiftStart(at("2026-03-03T14:00:00+01:00")))
        .contains(at("2026-03-03T22:00:00+01:00"));
    assertThat(plant.nextShift(at("2026-03-07T12:00:00+01:00")).orElseThrow().shift().name())
        .isEqualTo("weekend");
    assertThat(PlantCalendar.always(ZoneId.of("UTC")).nextShiftStart(Instant.EPOCH)).isEmpty();
  }

  @Test
  void onAHolidayNothingBegins() {
    assertThat(plant.shiftAt(at("2026-12-24T05:00:00+01:00")).orElseThrow().day())
        .as("the night before goes on")
        .isEqualTo(LocalDate.parse("2026-12-23"));
    assertThat(plant.shiftAt(at("2026-12-24T10:00:00+01:00"))).isEmpty();
    assertThat(plant.nextShift(at("2026-12-24T10:00:00+01:00")).orElseThrow().start())
        .as("Christmas hides the weekend shift of Saturday the 26th")
        .isEqualTo(at("2026-12-27T22:00:00+01:00"));
    assertThat(plant.isProduction(at("2026-05-01T10:00:00+02:00"))).isFalse();
  }

  @Test
  void productionFollowsItsWindowsAndStopsInAShutdown() {
    assertThat(plant.isProduction(at("2026-03-03T21:59:59+01:00"))).isTrue();
    assertThat(plant.isProduction(at("2026-03-03T22:00:00+01:00"))).isFalse();
    assertThat(plant.isProduction(at("2026-08-03T10:00:00+02:00"))).isFalse();
    assertThat(plant.shiftAt(at("2026-08-03T10:00:00+02:00")))
        .as("maintenance works in a shutdown")
        .isPresent();
    assertThat(plant.isProduction(at("2026-08-17T06:00:00+02:00"))).isTrue();
  }

  @Test
  void withoutWindowsProductionIsWhenAShiftRunsAndWithoutShiftsAlways() {
    PlantCalendar shifts = read("zone: UTC\nshifts: [{name: day, start: 08:00, end: 16:00}]\n");
    assertThat(shifts.isProduction(at("2026-03-03T08:00:00Z"))).isTrue();
    assertThat(shifts.isProduction(at("2026-03-03T16:00:00Z"))).isFalse();
    PlantCalendar always = PlantCalendar.always(ZoneId.of("UTC"));
    assertThat(always.isProduction(Instant.EPOCH)).isTrue();
  }

  @Test
  void shutdownsAreFoundAheadAndWhileTheyRun() {
    assertThat(plant.nextShutdown(at("2026-06-10T03:59:59Z")).orElseThrow().name())
        .isEqualTo("boiler");
    assertThat(plant.nextShutdown(at("2026-06-10T04:00:00Z")).orElseThrow().name())
        .as("the one that runs is not the next")
        .isEqualTo("summer");
    assertThat(plant.shutdownAt(at("2026-06-10T04:00:00Z")).orElseThrow().duration())
        .isEqualTo(Duration.ofHours(12));
    Shutdown summer = plant.shutdownAt(at("2026-08-10T00:00:00Z")).orElseThrow();
    assertThat(summer.duration()).as("both days included").isEqualTo(Duration.ofDays(14));
    assertThat(plant.nextShutdown(at("2026-08-10T00:00:00Z"))).isEmpty();
  }

  @Test
  void theRosterSaysWhoAnswers() {
    assertThat(plant.onCallAt(at("2026-01-12T05:59:00Z")).orElseThrow().who()).isEqualTo("Ada");
    assertThat(plant.onCallAt(at("2026-01-12T06:00:00Z")).orElseThrow().who()).isEqualTo("Grace");
    assertThat(plant.onCallAt(at("2026-02-12T06:00:00Z"))).isEmpty();
  }

  @Test
  void shiftsOfAStretchComeInTheirOrder() {
    assertThat(
            plant.shiftsBetween(at("2026-03-03T13:00:00+01:00"), at("2026-03-04T06:00:00+01:00")))
        .extracting(s -> s.shift().name())
        .containsExactly("early", "late", "night");
  }

  @Test
  void mistakesAreNamedTogetherWithTheirPlaces() {
    assertThat(
            problems(
                """
                zone: UTC
                shifts:
                  - { name: a, start: 06:00, end: 14:00 }
                  - { name: b, days: [mon], start: 13:00, end: 20:00 }
                holidays:
                  - { name: never }
                shutdowns:
                  - { name: back, from: 2026-08-16, to: 2026-08-03 }
                """))
        .containsExactly(
            "calendar.yaml:4:5 /shifts/1: the shift \"b\" overlaps \"a\"",
            "calendar.yaml:6:5 /holidays/0: a holiday has either date, or from and to",
            "calendar.yaml:8:41 /shutdowns/0/to: this ends before it begins, given \"2026-08-03\","
                + " allowed a time after from");
  }

  @Test
  void anOverlapAroundTheEndOfTheWeekIsFound() {
    assertThat(
            problems(
                """
                zone: UTC
                shifts:
                  - { name: sunday night, days: [sun], start: 22:00, end: 06:00 }
                  - { name: monday, days: [mon], start: 05:00, end: 14:00 }
                """))
        .containsExactly(
            "calendar.yaml:4:5 /shifts/1: the shift \"monday\" overlaps \"sunday night\"");
  }

  @Test
  void anUnknownZoneIsRefusedWithTheNearestOne() {
    assertThat(problems("zone: Europe/Berln\n"))
        .containsExactly(
            "calendar.yaml:1:7 /zone: did you mean Europe/Berlin?, given \"Europe/Berln\", allowed a"
                + " time zone such as Europe/Berlin or UTC");
    assertThat(problems("zone: '???'\n")).hasSize(1);
  }

  @Test
  void whatTheSchemaForbidsIsRefused() {
    assertThat(problems("zone: UTC\nshifts: [{name: a, start: 6:00, end: 24:00, dys: [mon]}]\n"))
        .hasSize(3)
        .anyMatch(p -> p.contains("did you mean \"days\"?"));
    assertThat(problems("zone: UTC\nshutdowns: [{name: a, from: 2026-02-30, to: 2026-03-01}]\n"))
        .hasSize(1);
  }

  static PlantCalendar read(String text) {
    try {
      return PlantCalendars.read(Documents.parse("calendar.yaml", text));
    } catch (InvalidDocumentException invalid) {
      throw new AssertionError(invalid.problems().toString(), invalid);
    }
  }

  private static List<String> problems(String text) {
    InvalidDocumentException invalid =
        catchThrowableOfType(
            InvalidDocumentException.class,
            () -> PlantCalendars.read(Documents.parse("calendar.yaml", text)));
    assertThat(invalid).as(text).isNotNull();
    return invalid.problems().stream().map(Problem::text).toList();
  }

  private static Instant at(String time) {
    return OffsetDateTime.parse(time).toInstant();
  }
}
