package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden curves: what each part has used after so much of its stress, computed by hand. */
class LifeTest {
  private static final double HOUR = 3600;

  @ParameterizedTest
  @CsvSource({
    // C = 30 kN; L10 of balls at 3 kN is 1000 million revolutions: 11,111.1 h at 1500 /min
    "3000, 25, 11111.111, 1",
    "3000, 25, 5555.5556, 0.5",
    "6000, 25, 1388.8889, 1",
    "3000, 50, 5555.5556, 1",
    "0, 50, 100000, 0",
    "3000, 0, 100000, 0",
  })
  void aBearingsLifeIsThatOfIso281(double load, double speed, double hours, double share) {
    assertThat(BearingLife.balls(30_000).used(load, speed, hours * HOUR).share())
        .isCloseTo(share, within(1e-6));
  }

  @Test
  void rollersCareMoreForLoad() {
    // 2^(10/3) = 10.0794
    BearingLife rollers = BearingLife.rollers(30_000);
    assertThat(rollers.used(6000, 25, HOUR).share() / rollers.used(3000, 25, HOUR).share())
        .isCloseTo(10.0794, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({
    // 1e-15 * 500 kPa * 10 m/s is 5e-9 m a second: 1 mm in 200,000 s
    "500000, 10, 200000, 1",
    "250000, 10, 200000, 0.5",
    "500000, 5, 100000, 0.25",
    "0, 10, 200000, 0",
  })
  void aSealWearsByPressureAndDistance(
      double pressure, double speed, double seconds, double share) {
    assertThat(new SealLife(1e-15, 1e-3).used(pressure, speed, seconds).share())
        .isCloseTo(share, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    // 1 um a tonne at 8 m/s, 20 mm thick: 20,000 t; at twice the speed 2^2.5 = 5.65685 as fast
    "20000, 8, 1",
    "5000, 8, 0.25",
    "5000, 16, 1.414214",
    "5000, 0, 0",
  })
  void aLinerWearsByWhatRunsOverItAndMuchFasterByItsSpeed(
      double tonnes, double speed, double share) {
    assertThat(new LinerLife(1e-6, 8, 2.5, 0.02).used(tonnes, speed).share())
        .isCloseTo(share, within(1e-6));
  }

  @Test
  void stretchesOfDifferentStressAddUp() {
    BearingLife bearing = BearingLife.balls(30_000);
    LifeUsed light = bearing.used(3000, 25, 2000 * HOUR); // 0.18
    LifeUsed heavy = bearing.used(6000, 25, 250 * HOUR); // 0.18
    LifeUsed both = LifeUsed.NONE.and(light).and(heavy);

    assertThat(both.share()).isCloseTo(0.36, within(1e-9));
    assertThatThrownBy(() -> bearing.used(-1, 25, 1))
        .hasMessageContaining("equivalent load in N: given -1.0");
  }
}
