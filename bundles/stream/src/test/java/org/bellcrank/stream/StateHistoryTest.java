package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.StateGate;
import org.bellcrank.stream.StateHistory.Hearing;
import org.bellcrank.stream.StateHistory.Standing;
import org.junit.jupiter.api.Test;

/** What an asset did, and a limit tried on the past with it. */
class StateHistoryTest {

  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  private static final StateGate PRODUCTION = gate(Duration.ZERO);
  private static final StateHistory DAY =
      new StateHistory(
          List.of(
              standing("idle", 10),
              standing("production", 20),
              standing(null, 40),
              standing("production", 50)));

  @Test
  void anIntervalIsHeardWholeInPartOrNot() {
    assertThat(hearing(PRODUCTION, 10, 20)).isEqualTo(Hearing.NOT);
    assertThat(hearing(PRODUCTION, 12, 13)).isEqualTo(Hearing.NOT);
    assertThat(hearing(PRODUCTION, 15, 25)).isEqualTo(Hearing.PARTLY);
    assertThat(hearing(PRODUCTION, 20, 21)).isEqualTo(Hearing.WHOLE);
    assertThat(hearing(PRODUCTION, 20, 40)).isEqualTo(Hearing.WHOLE);
    assertThat(hearing(PRODUCTION, 5, 60)).isEqualTo(Hearing.PARTLY);
  }

  @Test
  void whatIsNotKnownIsHeardAndToldToBeUnknown() {
    assertThat(hearing(PRODUCTION, 0, 10)).as("before the first word").isEqualTo(Hearing.WHOLE);
    assertThat(hearing(PRODUCTION, 41, 42)).isEqualTo(Hearing.WHOLE);
    assertThat(known(0, 1)).isFalse();
    assertThat(known(9, 11)).isFalse();
    assertThat(known(10, 40)).isTrue();
    assertThat(known(39, 41)).isFalse();
    assertThat(known(50, 99)).isTrue();
    assertThat(StateHistory.NONE.known(at(0), at(1))).isFalse();
    assertThat(StateHistory.NONE.hearing(PRODUCTION, at(0), at(1))).isEqualTo(Hearing.WHOLE);
  }

  @Test
  void aStateThatMustLastFirstIsHeardFromThenOn() {
    StateGate settled = gate(Duration.ofMinutes(5));
    assertThat(hearing(settled, 20, 25)).isEqualTo(Hearing.NOT);
    assertThat(hearing(settled, 20, 26)).isEqualTo(Hearing.PARTLY);
    assertThat(hearing(settled, 25, 26)).isEqualTo(Hearing.WHOLE);
    assertThat(hearing(gate(Duration.ofMinutes(30)), 20, 40)).isEqualTo(Hearing.NOT);
  }

  @Test
  void aLimitIsTriedInTheStatesInWhichItIsHeard() {
    // minutes 12 to 14 lie in idle, 30 in production
    List<RollUp> recorded =
        List.of(row(11, 1), row(12, 99), row(13, 99), row(14, 1), row(30, 99), row(31, 1));
    Limit limit = limit(PRODUCTION);
    LimitTrial trial = LimitTrial.of(limit, recorded, DAY);
    assertThat(trial.crossings())
        .containsExactly(new LimitTrial.Crossing(at(30), Optional.of(at(31))));
    assertThat(trial.intervals()).isEqualTo(6);
    assertThat(trial.shut()).isEqualTo(4);
    assertThat(trial.beyond()).as("what is not heard is not beyond").isEqualTo(1);
    assertThat(LimitTrial.of(limit(StateGate.OPEN), recorded, DAY).crossings()).hasSize(2);
  }

  @Test
  void whatStaysBeyondALimitCrossesItAsSoonAsItIsHeard() {
    List<RollUp> recorded = List.of(row(18, 99), row(19, 99), row(20, 99), row(21, 99));
    LimitTrial trial = LimitTrial.of(limit(PRODUCTION), recorded, DAY);
    assertThat(trial.crossings())
        .containsExactly(new LimitTrial.Crossing(at(20), Optional.empty()));
  }

  @Test
  void anIntervalInWhichTheStateChangedCountsWholeAndIsTold() {
    RollUp wide = new RollUp("p", Duration.ofMinutes(10), at(15), 60, 0, 99, 9);
    LimitTrial trial = LimitTrial.of(limit(PRODUCTION), List.of(wide), DAY);
    assertThat(trial.crossings()).hasSize(1);
    assertThat(trial.partly()).isEqualTo(1);
    assertThat(trial.unknown()).isZero();
  }

  private static Hearing hearing(StateGate gate, int from, int until) {
    return DAY.hearing(gate, at(from), at(until));
  }

  private static boolean known(int from, int until) {
    return DAY.known(at(from), at(until));
  }

  private static Standing standing(String state, int minute) {
    return new Standing(Optional.ofNullable(state), at(minute), at(minute));
  }

  private static StateGate gate(Duration settle) {
    return new StateGate(List.of("production"), settle);
  }

  private static Limit limit(StateGate gate) {
    return new Limit("l", "p", Optional.of(50.0), Optional.empty(), 0, Duration.ZERO, "hot", gate);
  }

  private static RollUp row(int minute, double greatest) {
    return new RollUp("p", Duration.ofMinutes(1), at(minute), 60, 0, greatest, 0.5);
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
