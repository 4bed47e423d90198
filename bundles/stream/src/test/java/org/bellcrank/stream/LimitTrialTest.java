package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.condition.Limit;
import org.junit.jupiter.api.Test;

/** A limit tried on recorded intervals. */
class LimitTrialTest {

  private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void theGreatestOfAnIntervalCountsAgainstAnUpperBoundAndTheLeastAgainstALower() {
    List<RollUp> recorded = recorded(between(1, 5), between(1, 11), between(-3, 5));
    assertThat(LimitTrial.of(limit(10.0, null, 0, Duration.ZERO), recorded).crossings())
        .containsExactly(crossing(1, 2));
    assertThat(LimitTrial.of(limit(null, -2.0, 0, Duration.ZERO), recorded).crossings())
        .containsExactly(new LimitTrial.Crossing(at(2), Optional.empty()));
  }

  @Test
  void aLimitWithTwoBoundsIsCrossedAtEitherAndBackOnlyWithinBoth() {
    LimitTrial trial =
        LimitTrial.of(
            limit(10.0, -10.0, 1, Duration.ZERO),
            recorded(between(0, 10), between(-9.5, 0), between(-8, 8), between(-10, 0)));
    assertThat(trial.crossings())
        .as("the second interval lies within the hysteresis of the lower bound")
        .containsExactly(crossing(0, 2), new LimitTrial.Crossing(at(3), Optional.empty()));
    assertThat(trial.beyond()).isEqualTo(2);
    assertThat(trial.intervals()).isEqualTo(4);
  }

  @Test
  void whatIsBackBeforeTheDurationIsNoCrossing() {
    Limit held = limit(10.0, null, 0, Duration.ofMinutes(2));
    assertThat(
            LimitTrial.of(held, recorded(between(0, 11), between(0, 12), between(0, 1)))
                .crossings())
        .isEmpty();
    assertThat(
            LimitTrial.of(held, recorded(between(0, 11), between(0, 12), between(0, 13)))
                .crossings())
        .containsExactly(new LimitTrial.Crossing(at(2), Optional.empty()));
  }

  @Test
  void whatWasRecordedLastStandsWhereNothingIsRecordedAfterIt() {
    Limit held = limit(10.0, null, 0, Duration.ofMinutes(30));
    RollUp beyond = new RollUp("p", MINUTE, at(0), 1, 11, 11, 11);
    RollUp back = new RollUp("p", MINUTE, at(240), 1, 5, 5, 5);
    assertThat(LimitTrial.of(held, List.of(beyond, back)).crossings())
        .containsExactly(crossing(30, 240));
    RollUp soon = new RollUp("p", MINUTE, at(30), 1, 5, 5, 5);
    assertThat(LimitTrial.of(held, List.of(beyond, soon)).crossings()).isEmpty();
  }

  @Test
  void nothingRecordedTellsNothing() {
    assertThat(LimitTrial.of(limit(10.0, null, 0, Duration.ZERO), List.of()))
        .isEqualTo(new LimitTrial(0, 0, 0, 0, 0, List.of()));
  }

  private static LimitTrial.Crossing crossing(int from, int cleared) {
    return new LimitTrial.Crossing(at(from), Optional.of(at(cleared)));
  }

  private static Instant at(int minute) {
    return START.plus(MINUTE.multipliedBy(minute));
  }

  private static double[] between(double least, double greatest) {
    return new double[] {least, greatest};
  }

  private static List<RollUp> recorded(double[]... bounds) {
    List<RollUp> made = new ArrayList<>();
    for (double[] each : bounds) {
      made.add(
          new RollUp("p", MINUTE, at(made.size()), 60, each[0], each[1], (each[0] + each[1]) / 2));
    }
    return made;
  }

  private static Limit limit(Double high, Double low, double hysteresis, Duration holdFor) {
    return new Limit(
        "l", "p", Optional.ofNullable(high), Optional.ofNullable(low), hysteresis, holdFor, "wear");
  }
}
