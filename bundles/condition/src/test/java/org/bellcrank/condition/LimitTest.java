package org.bellcrank.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  /** One line per value: second, value, what it does. Hysteresis 5, held for 30 s, limit 75. */
  @Test
  void crossesAfterTheDurationAndClearsBelowTheHysteresis() {
    Limit limit = high(75, 5, Duration.ofSeconds(30));
    Object[][] steps = {
      {0, 70.0, Limit.Event.NOTHING},
      {10, 75.0, Limit.Event.NOTHING}, // on the bound is beyond it, the clock starts
      {39, 80.0, Limit.Event.NOTHING}, // 29 s
      {40, 80.0, Limit.Event.CROSSED}, // 30 s
      {50, 90.0, Limit.Event.NOTHING}, // once only
      {60, 70.0, Limit.Event.NOTHING}, // back by exactly the hysteresis is not enough
      {70, 69.9, Limit.Event.CLEARED},
      {80, 80.0, Limit.Event.NOTHING}, // starts over
      {110, 80.0, Limit.Event.CROSSED},
    };
    Limit.State state = Limit.State.CLEAR;
    for (Object[] step : steps) {
      Limit.Step taken =
          limit.step(state, (double) step[1], START.plusSeconds(((Integer) step[0]).longValue()));
      assertThat(taken.event()).as("at second %s with %s", step[0], step[1]).isEqualTo(step[2]);
      state = taken.state();
    }
  }

  @Test
  void oneValueBelowTheLimitStartsTheDurationAnew() {
    Limit limit = high(10, 0, Duration.ofSeconds(10));
    Limit.State state = limit.step(Limit.State.CLEAR, 11, START).state();
    state = limit.step(state, 9.9, START.plusSeconds(5)).state();
    assertThat(limit.step(state, 11, START.plusSeconds(12)).event()).isEqualTo(Limit.Event.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"-1.0, true", "0.0, true", "0.5, false", "5.0, false", "10.0, true", "11.0, true"})
  void bothBoundsCount(double value, boolean beyond) {
    Limit limit =
        new Limit("l", "p", Optional.of(10.0), Optional.of(0.0), 0, Duration.ZERO, "drift");
    assertThat(limit.beyond(value)).isEqualTo(beyond);
  }

  @Test
  void theStateSurvivesItsKeptForm() {
    Limit.State state = new Limit.State(true, Optional.of(START));
    assertThat(Limit.State.from(state.facts())).isEqualTo(state);
    assertThat(Limit.State.from(Limit.State.CLEAR.facts())).isEqualTo(Limit.State.CLEAR);
  }

  @Test
  void aLimitWithoutABoundIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Limit("l", "p", Optional.empty(), Optional.empty(), 0, Duration.ZERO, "x"))
        .withMessageContaining("high, low or both");
  }

  private static Limit high(double bound, double hysteresis, Duration holdFor) {
    return new Limit(
        "hot", "p", Optional.of(bound), Optional.empty(), hysteresis, holdFor, "overheating");
  }
}
