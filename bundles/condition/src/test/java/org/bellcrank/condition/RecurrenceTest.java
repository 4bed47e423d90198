package org.bellcrank.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Finding;
import org.junit.jupiter.api.Test;

/** SPC-10 and the chart of daily findings, where days begin, end, and are shorter or longer. */
class RecurrenceTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Confirmation ONE = new Confirmation(1, 1);

  private final MemoryBook book = new MemoryBook();

  @Test
  void midnightEndsNothing() {
    ZonedDateTime evening = ZonedDateTime.of(2026, 6, 30, 23, 59, 59, 0, BERLIN);
    assertThat(see(evening.toInstant())).isEqualTo(1);
    assertThat(see(evening.plusSeconds(1).toInstant())).as("0:00 in Berlin").isEqualTo(2);
    assertThat(see(evening.plusSeconds(2).toInstant())).isEqualTo(3);
    assertThat(see(Instant.parse("2026-07-01T00:00:00Z"))).as("0:00 UTC").isEqualTo(4);
  }

  @Test
  void anHourThatTheClocksSkipOrShowTwiceIsAnHourLikeAnyOther() {
    ZonedDateTime spring = ZonedDateTime.of(2026, 3, 29, 1, 59, 0, 0, BERLIN);
    assertThat(see(spring.toInstant())).isEqualTo(1);
    assertThat(see(spring.plusMinutes(1).toInstant())).as("3:00, a minute later").isEqualTo(2);
    ZonedDateTime autumn = ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, BERLIN);
    assertThat(see(autumn.withEarlierOffsetAtOverlap().toInstant())).isEqualTo(1);
    assertThat(see(autumn.withLaterOffsetAtOverlap().toInstant())).as("2:30 again").isEqualTo(2);
  }

  /** Thirty days are 720 hours, also when the month between had a day of 23 or 25 of them. */
  @Test
  void thirtyDaysAreAsLongInEverySeason() {
    for (String start : List.of("2026-03-15T10:30:00Z", "2026-10-10T10:30:00Z")) {
      Instant first = Instant.parse(start);
      MemoryBook fresh = new MemoryBook();
      see(fresh, first);
      assertThat(see(fresh, first.plus(Duration.ofHours(720)))).isEqualTo(2);
      assertThat(see(fresh, first.plus(Duration.ofHours(721))))
          .as("the first has left")
          .isEqualTo(2);
    }
  }

  /** A source whose clock was set back reports earlier times: they count where they belong. */
  @Test
  void aClockThatIsSetBackCountsNothingTwiceAndLosesNothing() {
    Instant noon = Instant.parse("2026-06-01T12:00:00Z");
    see(noon);
    see(noon.plus(Duration.ofHours(2)));
    assertThat(see(noon.minus(Duration.ofHours(3))))
        .as("what lay after it is not past")
        .isEqualTo(1);
    assertThat(see(noon.plus(Duration.ofHours(3)))).isEqualTo(4);
  }

  @Test
  void theChartNeedsThirtyDaysAndOneFindingADay() {
    Instant first = Instant.parse("2026-01-01T00:30:00Z");
    for (int day = 0; day < 40; day++) {
      for (int i = 0; i < 4; i++) {
        book.count("a", "pitting", first.plus(Duration.ofHours(24L * day + 5L * i)));
      }
    }
    Instant last = first.plus(Duration.ofHours(24 * 39 + 23));
    for (int i = 0; i < 8; i++) {
      book.count("a", "pitting", last);
    }
    assertThat(position(first, last).orElseThrow())
        .as("12 where 4 are usual: (12 - 4) / 2")
        .isCloseTo(4.0, within(1e-9));
    assertThat(position(last.minus(Duration.ofDays(29)), last)).as("seen 29 days").isEmpty();
    assertThat(DailyChart.position(book, "b", "pitting", first, last)).as("too few").isEmpty();
  }

  private Optional<Double> position(Instant firstSeen, Instant at) {
    return DailyChart.position(book, "a", "pitting", firstSeen, at);
  }

  private long see(Instant at) {
    return see(book, at);
  }

  private static long see(MemoryBook book, Instant at) {
    Finding finding =
        new Finding(
            "o#0",
            "o",
            Finding.Kind.DETECTION,
            "p",
            "pitting",
            0.8,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new CaptureTime(at, CaptureTime.ClockQuality.SOURCE),
            List.of());
    return new Conditions(book)
        .observe("c", "a", finding, OptionalLong.empty(), ONE, true)
        .count30d();
  }
}
