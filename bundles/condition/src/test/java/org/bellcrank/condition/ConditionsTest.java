package org.bellcrank.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Finding;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant START = Instant.parse("2026-03-01T08:30:00Z");
  private static final Confirmation TWO = new Confirmation(2, 2);

  private final MemoryBook book = new MemoryBook();

  @Test
  void theSecondFrameInARowConfirms() {
    assertThat(observe(START, 1, 100, true).confirmed()).isFalse();
    assertThat(observe(START.plusSeconds(1), 2, 100, true).confirmed()).isTrue();
  }

  @Test
  void aFaintFindingLeavesTheHitsAsTheyAre() {
    observe(START, 1, 100, true);
    assertThat(observe(START.plusSeconds(1), 2, 100, false).hits()).isZero();
    assertThat(observe(START.plusSeconds(2), 3, 100, true).hits()).isEqualTo(1);
  }

  @Test
  void sourcesThatDoNotCountFramesConfirmByTheNextFinding() {
    Finding finding = finding(START, 100);
    new Conditions(book).observe("c", "a", finding, OptionalLong.empty(), TWO, true);
    Condition second =
        new Conditions(book).observe("c", "a", finding, OptionalLong.empty(), TWO, true);
    assertThat(second.confirmed()).isTrue();
  }

  @Test
  void decidingAgainCountsNothingTwice() {
    observe(START, 1, 100, true);
    Condition second = observe(START.plusSeconds(1), 2, 400, true);
    Finding finding = finding(START.plusSeconds(1), 400);
    for (int again = 0; again < 3; again++) {
      assertThat(new Conditions(book).recall("c", "a", finding, TWO, true)).isEqualTo(second);
    }
    assertThat(new Conditions(book).recall("c", "a", finding, TWO, false).hits()).isZero();
    assertThat(observe(START.plusSeconds(2), 3, 100, true).count30d()).isEqualTo(3);
  }

  @Test
  void recurrenceCountsThirtyDaysInWholeHours() {
    observe(START, 1, 100, true);
    Instant lastHour = START.plus(Duration.ofDays(30)).plus(Duration.ofMinutes(29));
    assertThat(observe(lastHour, 2, 100, true).count30d())
        .as("same hour 30 days later")
        .isEqualTo(2);
    Instant beyond = START.plus(Duration.ofDays(30)).plus(Duration.ofHours(1));
    assertThat(observe(beyond, 3, 100, true).count30d()).as("the first has left").isEqualTo(2);
  }

  @Test
  void growthIsTheSmoothedAreaOverTheFirst() {
    observe(START, 1, 100, true);
    Condition second = observe(START.plusSeconds(1), 2, 300, true);
    assertThat(second.areaPixels().orElseThrow()).isCloseTo(200, within(1e-9));
    assertThat(second.growth().orElseThrow()).isCloseTo(2.0, within(1e-9));
  }

  private Condition observe(Instant at, long frame, double area, boolean counts) {
    return new Conditions(book)
        .observe("c", "a", finding(at, area), OptionalLong.of(frame), TWO, counts);
  }

  private static Finding finding(Instant at, double area) {
    return new Finding(
        "o#0",
        "o",
        Finding.Kind.DETECTION,
        "p",
        "pitting",
        0.8,
        Optional.of(new Box(0, 0, area, 1)),
        Optional.empty(),
        Optional.empty(),
        new CaptureTime(at, CaptureTime.ClockQuality.SOURCE),
        List.of());
  }
}
