package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private long now;
  private final Gathering gathering = new Gathering(() -> now, nanos -> now += nanos);

  /** Nobody is waited for until a while has passed: what counts begins after that. */
  @BeforeEach
  void warmUp() {
    for (int i = 0; i < Gathering.PASSED; i++) {
      commit(3);
    }
  }

  private long commit(int units) {
    long before = now;
    gathering.await();
    long waited = now - before;
    gathering.committed(units);
    return waited;
  }

  @Test
  void aUnitThatComesToAStoreAtRestIsWrittenAtOnce() {
    now += Gathering.MOMENT;

    assertThat(commit(1)).isZero();
  }

  @Test
  void whileUnitsKeepComingCommitsKeepAMomentBetweenThem() {
    assertThat(commit(5)).isEqualTo(Gathering.MOMENT);
    now += Gathering.MOMENT / 4;
    assertThat(commit(5)).isEqualTo(Gathering.MOMENT - Gathering.MOMENT / 4);
  }

  @Test
  void oneCallerWhoWaitsForEachAnswerIsHeldUpOnceInAWhile() {
    assertThat(commit(1)).isEqualTo(Gathering.MOMENT);
    long waited = 0;
    for (int i = 0; i < Gathering.PASSED; i++) {
      waited += commit(1);
    }
    assertThat(waited).isZero();
    assertThat(commit(1)).as("then it is tried again").isEqualTo(Gathering.MOMENT);
  }

  @Test
  void aParkThatEndsEarlyIsGoneOnWith() {
    Gathering restless = new Gathering(() -> now, nanos -> now += Math.max(1, nanos / 2));
    for (int i = 0; i < Gathering.PASSED; i++) {
      restless.await();
      restless.committed(3);
    }
    long before = now;
    restless.await();
    assertThat(now - before).isEqualTo(Gathering.MOMENT);
  }
}
