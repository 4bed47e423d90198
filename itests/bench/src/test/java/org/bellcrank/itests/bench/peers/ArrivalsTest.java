package org.bellcrank.itests.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private final Arrivals arrivals = new Arrivals();

  @Test
  void whatWasSentAndDidNotComeIsLost() {
    arrivals.sent("a", 0);
    arrivals.sent("b", 0);
    arrivals.came("b", 2_000_000);
    assertThat(arrivals.lost()).isEqualTo(1);
    assertThat(arrivals.arrived()).isEqualTo(1);
    assertThat(arrivals.millis(1)).isEqualTo(2);
  }

  @Test
  void whatComesTwiceIsDoubledAndHidesNoLoss() {
    arrivals.sent("a", 0);
    arrivals.sent("b", 0);
    arrivals.came("a", 1_000_000);
    arrivals.came("a", 9_000_000);
    assertThat(arrivals.doubled()).isEqualTo(1);
    assertThat(arrivals.lost()).isEqualTo(1);
    assertThat(arrivals.millis(1)).as("the first arrival counts").isEqualTo(1);
  }

  @Test
  void whatNobodySentIsStrange() {
    arrivals.came("a", 1);
    assertThat(arrivals.strange()).isEqualTo(1);
    assertThat(arrivals.arrived()).isZero();
    assertThat(arrivals.millis(0.99)).isNaN();
  }

  @Test
  void aPercentileIsAValueThatTheShareDoesNotPass() {
    for (int n = 1; n <= 200; n++) {
      arrivals.sent("m" + n, 0);
      arrivals.came("m" + n, n * 1_000_000L);
    }
    assertThat(arrivals.millis(0.99)).isEqualTo(198);
    assertThat(arrivals.millis(0.5)).isEqualTo(100);
  }

  @Test
  void whatIsLostOrDoubledInTheWarmUpCountsAndItsTimesDoNot() {
    arrivals.sent("warm", 0);
    arrivals.sent("lost", 0);
    arrivals.came("warm", 90_000_000);
    arrivals.measure(100_000_000);
    arrivals.sent("a", 100_000_000);
    arrivals.came("a", 103_000_000);
    arrivals.came("warm", 104_000_000);
    assertThat(arrivals.millis(1)).isEqualTo(3);
    assertThat(arrivals.lost()).isEqualTo(1);
    assertThat(arrivals.doubled()).isEqualTo(1);
    assertThat(arrivals.strange()).isZero();
    assertThat(arrivals.all()).isEqualTo(3);
  }
}
