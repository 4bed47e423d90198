package org.bellcrank.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Days on which clocks change, in zones that change at odd hours, by odd steps or skip a day. */
final class ClockChangeTest {

  private static final Instant SOME_TIME = Instant.parse("2011-01-01T00:00:00Z");

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "Asia/Beirut",
            "Pacific/Apia",
            "Africa/Cairo",
            "America/Havana",
            "UTC")
        .map(ZoneId::of);
  }

  /** Boundaries that divide the day into shifts, in minutes. */
  @Provide
  Arbitrary<List<Integer>> boundaries() {
    return Arbitraries.integers()
        .between(0, 1439)
        .set()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(minutes -> minutes.stream().sorted().toList());
  }

  @Property(tries = 300)
  void shiftsThatFillTheDayHoldEveryInstantExactlyOnce(
      @ForAll("zones") ZoneId zone,
      @ForAll("boundaries") List<Integer> boundaries,
      @ForAll @IntRange(min = 0, max = 12) int change) {
    PlantCalendar plant = around(zone, boundaries);
    Instant centre = change(zone, change);
    Instant from = centre.minus(Duration.ofHours(30));
    Instant to = centre.plus(Duration.ofHours(30));
    List<ShiftOccurrence> shifts = plant.shiftsBetween(from, to);
    assertThat(shifts).isNotEmpty();
    for (int i = 1; i < shifts.size(); i++) {
      assertThat(shifts.get(i).start())
          .as("one ends where the next begins")
          .isEqualTo(shifts.get(i - 1).end());
    }
    for (Instant time = from; time.isBefore(to); time = time.plusSeconds(1789)) {
      Instant now = time;
      assertThat(shifts.stream().filter(s -> s.contains(now)).count()).isEqualTo(1);
      assertThat(plant.shiftAt(now)).contains(occurrence(shifts, now));
      assertThat(plant.nextShiftStart(now)).contains(occurrence(shifts, now).end());
    }
  }

  @Property(tries = 100)
  void theLengthsOfADaysShiftsAddUpToItsRealLength(
      @ForAll("zones") ZoneId zone,
      @ForAll("boundaries") List<Integer> boundaries,
      @ForAll @IntRange(min = 0, max = 12) int change) {
    PlantCalendar plant = around(zone, boundaries);
    Instant centre = change(zone, change);
    List<ShiftOccurrence> shifts =
        plant.shiftsBetween(centre.minus(Duration.ofDays(3)), centre.plus(Duration.ofDays(3)));
    Duration sum =
        shifts.stream().map(ShiftOccurrence::duration).reduce(Duration.ZERO, Duration::plus);
    assertThat(sum)
        .isEqualTo(Duration.between(shifts.get(0).start(), shifts.get(shifts.size() - 1).end()));
  }

  private static ShiftOccurrence occurrence(List<ShiftOccurrence> shifts, Instant time) {
    return shifts.stream().filter(s -> s.contains(time)).findFirst().orElseThrow();
  }

  private static PlantCalendar around(ZoneId zone, List<Integer> boundaries) {
    List<Shift> shifts = new ArrayList<>();
    for (int i = 0; i < boundaries.size(); i++) {
      int next = boundaries.get((i + 1) % boundaries.size());
      shifts.add(
          new Shift("shift " + i, EnumSet.allOf(DayOfWeek.class), at(boundaries.get(i)), at(next)));
    }
    return new PlantCalendar("test", zone, shifts, List.of(), List.of(), List.of(), List.of());
  }

  private static LocalTime at(int minute) {
    return LocalTime.of(minute / 60, minute % 60);
  }

  private static Instant change(ZoneId zone, int number) {
    Instant time = SOME_TIME;
    for (int i = 0; i <= number; i++) {
      ZoneOffsetTransition next = zone.getRules().nextTransition(time);
      if (next == null) {
        return time;
      }
      time = next.getInstant();
    }
    return time;
  }
}
