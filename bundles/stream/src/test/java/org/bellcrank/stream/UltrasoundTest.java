package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.bellcrank.signal.Decibel;
import org.junit.jupiter.api.Test;

/**
 * SEN-18: a leak that an ultrasonic detector hears. The document is that of the planner's page: the
 * reference stands in the unit, so it goes wherever the value goes.
 */
class UltrasoundTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: valve-2, name: Valve 2, level: machine, parent: works }
      points:
        - { id: valve-2/ultrasound, asset: valve-2, unit: "dB{re 1 uV}" }
      streams:
        - { point: valve-2/ultrasound, rollup: PT1H }
      limits:
        - { id: valve-2-leaks, point: valve-2/ultrasound, high: 40, hysteresis: 3, failureMode: leak }
      trends:
        - { id: valve-2-leak, point: valve-2/ultrasound, limit: { above: 40 }, window: P10D, every: PT6H, horizon: P7D, failureMode: leak }
      """;

  @Test
  void aLeakThatGrowsIsToldBeforeItCrossesAndCrossesOnceInDecibelsWithTheirReference()
      throws Exception {
    Plant plant = run(1);
    assertThat(plant.expected).isNotEmpty().containsOnly("leak");
    assertThat(plant.crossed)
        .singleElement()
        .asString()
        .matches("leak at 4[01]\\.\\d+ dB\\{re 1 uV}");
    assertThat(plant.at.get(0)).isBefore(START.plus(Duration.ofDays(19)));
  }

  @Test
  void aValveThatIsTightTellsNothing() throws Exception {
    Plant plant = run(0);
    assertThat(plant.expected).isEmpty();
    assertThat(plant.crossed).isEmpty();
  }

  /** Twenty days, one value an hour; a leak of 1 is loud enough at the end. */
  private static Plant run(double leak) throws Exception {
    Plant plant = new Plant(PLANT, START);
    Random random = new Random(11);
    for (int hour = 0; hour < 20 * 24; hour++) {
      double worn = leak * hour / (20.0 * 24);
      double volts = 10e-6 * Math.pow(10, 1.6 * worn) * (1 + 0.05 * random.nextGaussian());
      double level = Decibel.MICROVOLT.level(volts); // 20 dB when tight
      plant.take(Sample.of("valve-2/ultrasound", START.plus(Duration.ofHours(hour)), level));
    }
    return plant;
  }
}
