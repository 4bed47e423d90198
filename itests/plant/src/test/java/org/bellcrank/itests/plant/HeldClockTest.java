package org.bellcrank.itests.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time that stands, and the plant that fails on its first day. */
class HeldClockTest {

  private static final Duration BEFORE = Duration.ofHours(9).plusMinutes(28);

  @Test
  void itStandsUntilItIsLetGoAndRunsOnFromThere() {
    HandClock hand = new HandClock();
    HeldClock held = new HeldClock(hand);
    PlantClock plant = PlantClock.start(held, BEFORE, 600);
    hand.leap(Duration.ofSeconds(30));
    assertThat(plant.now()).isEqualTo(BEFORE);
    held.release();
    assertThat(plant.now()).as("no leap").isEqualTo(BEFORE);
    hand.leap(Duration.ofSeconds(6));
    held.release();
    assertThat(plant.now()).isEqualTo(BEFORE.plusHours(1));
  }

  @Test
  void onTheFirstDayThreeMachinesFailAtOnce() {
    Plant plant = Plant.firstDay(7, Plant.START);
    for (String asset : new String[] {"PU-101", "CO-201", "CV-301"}) {
      Machine machine = plant.machine(asset).orElseThrow();
      assertThat(machine.truth(BEFORE).state()).isEqualTo(OperatingState.PRODUCTION);
      assertThat(machine.truth(BEFORE).faults()).extracting(Fault::kind).doesNotContain("jam");
      assertThat(machine.truth(BEFORE.plusHours(2)).faults())
          .as(asset)
          .hasSizeGreaterThan(machine.truth(BEFORE).faults().size());
    }
  }
}
