package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SEN-25: a machine without a digital output, by a current loop of 4 to 20 mA and a dry contact on
 * a remote input. The documents are those of the planner's page; the values are what a point with
 * {@code scale: 1.5625, offset: -6.25} makes of milliamperes.
 */
class LegacyMachineTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: press-4, name: Press 4, level: machine, parent: works }
      points:
        - { id: press-4/pressure, asset: press-4, unit: bar }
        - { id: press-4/contact, asset: press-4 }
      streams:
        - { point: press-4/pressure, valid: { low: -0.3125, high: 25.78125 } }
      operatingStates:
        - asset: press-4
          points: { contact: press-4/contact }
          states: [ { state: running, when: 'contact > 0.5' } ]
          otherwise: stopped
      """;

  private Plant plant;
  private int second;

  @BeforeEach
  void open() throws Exception {
    plant = new Plant(PLANT, START);
  }

  @Test
  void aLoopIsAPressureAndWhatNoTransmitterSendsIsTheSensorsFaultAndNotTheMachines() {
    loop(4);
    loop(12);
    loop(20);
    loop(3.8); // still a measurement, below its range
    loop(20.5);
    assertThat(plant.devices).isEmpty();
    int before = plant.measured.size();
    loop(3.5); // a wire is broken, or the transmitter says that it failed
    loop(0);
    assertThat(plant.devices).containsExactly("press-4/pressure OUT_OF_RANGE");
    assertThat(plant.measured).hasSize(before);
    loop(12);
    loop(21.5); // a short circuit
    assertThat(plant.devices)
        .containsExactly(
            "press-4/pressure OUT_OF_RANGE",
            "press-4/pressure OK",
            "press-4/pressure OUT_OF_RANGE");
  }

  @Test
  void aContactIsAStateWithAName() {
    contact(0);
    contact(1);
    contact(1);
    contact(0);
    assertThat(plant.changes())
        .containsExactly("press-4 stopped", "press-4 running", "press-4 stopped");
    plant.take(Sample.bad("press-4/contact", START.plusSeconds(second++), "connection refused"));
    assertThat(plant.changes()).last().isEqualTo("press-4 null");
  }

  private void loop(double milliamperes) {
    plant.take(
        Sample.of("press-4/pressure", START.plusSeconds(second++), milliamperes * 1.5625 - 6.25));
  }

  private void contact(double closed) {
    plant.take(Sample.of("press-4/contact", START.plusSeconds(second++), closed));
  }
}
