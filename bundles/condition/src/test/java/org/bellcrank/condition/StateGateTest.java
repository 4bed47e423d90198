package org.bellcrank.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateGateTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final StateGate PRODUCTION =
      new StateGate(List.of("production"), Duration.ofSeconds(60));

  @ParameterizedTest
  @CsvSource({
    "production, 59, false",
    "production, 60, true",
    "cleaning, 600, false",
    "production, -1, false"
  })
  void isOpenInItsStatesOnceTheyHaveSettled(String state, long second, boolean open) {
    Instant at = START.plusSeconds(second);
    assertThat(PRODUCTION.open(state, START, at)).isEqualTo(open);
    assertThat(PRODUCTION.shut(state, START, at).isEmpty()).isEqualTo(open);
  }

  @Test
  void anUnknownStateShutsNothing() {
    assertThat(PRODUCTION.shut(Map.of(), START)).isEmpty();
    assertThat(PRODUCTION.shut(Map.of(StateGate.STATE, "idle"), START)).isEmpty();
    assertThat(PRODUCTION.shut(Map.of(StateGate.STATE, "idle", StateGate.SINCE, "noon"), START))
        .isEmpty();
  }

  @Test
  void saysWhyItIsShut() {
    Map<String, String> cleaning =
        Map.of(StateGate.STATE, "cleaning", StateGate.SINCE, START.toString());
    assertThat(PRODUCTION.shut(cleaning, START.plusSeconds(5)))
        .contains("the asset is in cleaning since 2026-03-01T08:00:00Z; counts in production");
    Map<String, String> fresh =
        Map.of(StateGate.STATE, "production", StateGate.SINCE, START.toString());
    assertThat(PRODUCTION.shut(fresh, START.plusSeconds(5)))
        .contains("the asset is in production only since 2026-03-01T08:00:00Z; counts after PT1M");
  }

  @Test
  void aTimeBelowZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StateGate(List.of("idle"), Duration.ofSeconds(-1)))
        .withMessageContaining("allowed: 0 or more");
  }

  @Test
  void aCrossingThatNobodyHeardCrossesAnewOnceWhenItIsHeard() {
    Limit limit =
        new Limit(
            "hot",
            "p",
            java.util.Optional.of(75.0),
            java.util.Optional.empty(),
            5,
            Duration.ZERO,
            "overheating");
    LimitStanding standing = LimitStanding.CLEAR;
    LimitStanding.Step unheard = standing.step(limit, 80, START, false);
    assertThat(unheard.event()).isEqualTo(Limit.Event.CROSSED);
    LimitStanding.Step still = unheard.standing().step(limit, 81, START.plusSeconds(1), false);
    assertThat(still.event()).isEqualTo(Limit.Event.NOTHING);
    assertThat(still.standing()).isSameAs(unheard.standing());
    LimitStanding.Step heard = still.standing().step(limit, 81, START.plusSeconds(2), true);
    assertThat(heard.event()).isEqualTo(Limit.Event.CROSSED);
    assertThat(heard.standing().step(limit, 81, START.plusSeconds(3), true).event())
        .isEqualTo(Limit.Event.NOTHING);
    assertThat(LimitStanding.from(unheard.standing().facts())).isEqualTo(unheard.standing());
  }
}
