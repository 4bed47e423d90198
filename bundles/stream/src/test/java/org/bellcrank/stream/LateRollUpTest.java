package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LateRollUpTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final List<RollUp> told = new ArrayList<>();
  private final LateRollUp late = new LateRollUp("pump/pressure", Duration.ofMinutes(1), told::add);

  private void add(long second, double value) {
    late.add(TimeUnit.SECONDS.toNanos(START.getEpochSecond() + second), value);
  }

  @Test
  void samplesThatGoToAndFroBetweenIntervalsAreOneRowOfEach() {
    for (int i = 0; i < 20; i++) {
      add(i % 2 * 60 + i, i);
    }
    assertThat(told).as("until the tick").isEmpty();
    late.flush();
    assertThat(told).extracting(RollUp::count).containsExactly(10L, 10L);
    assertThat(told).extracting(RollUp::from).containsExactly(START, START.plusSeconds(60));
    late.flush();
    assertThat(told).as("told once").hasSize(2);
  }

  @Test
  void ofTooManyIntervalsTheOldestIsTold() {
    for (int i = 0; i <= LateRollUp.MOST; i++) {
      add(60 * i, i);
    }
    assertThat(told).extracting(RollUp::from).containsExactly(START);
    late.flush();
    assertThat(told).hasSize(LateRollUp.MOST + 1);
  }
}
