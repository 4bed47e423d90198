package org.bellcrank.itests.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bellcrank.signal.CurrentSignature;
import org.bellcrank.signal.Spectrum;
import org.bellcrank.signal.Unit;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.Test;

class MachinesTest {
  private final Plant plant = Plant.demo(7, Plant.START);

  @Test
  void anyMomentCanBeAskedForInAnyOrderAndIsTheSame() {
    Plant again = Plant.demo(7, Plant.START);
    Plant other = Plant.demo(8, Plant.START);
    List<Duration> moments =
        List.of(Duration.ofDays(50), Duration.ofHours(10), Duration.ofDays(12).plusHours(11));
    for (int i = 0; i < plant.machines().size(); i++) {
      Machine machine = plant.machines().get(i);
      for (Duration at : moments) {
        assertThat(machine.samples(at)).isEqualTo(again.machines().get(i).samples(at));
        assertThat(machine.samples(at)).isNotEqualTo(other.machines().get(i).samples(at));
        for (int w = 0; w < machine.waveforms(at).size(); w++) {
          assertThat(machine.waveforms(at).get(w).values())
              .isEqualTo(again.machines().get(i).waveforms(at).get(w).values());
        }
      }
    }
  }

  @Test
  void everyChannelIsToldInItsOrderWithAUnitThatIsOne() {
    for (Machine machine : plant.machines()) {
      Duration at = Duration.ofHours(10);
      List<String> told = new ArrayList<>();
      machine.samples(at).forEach(sample -> told.add(sample.point()));
      machine.waveforms(at).forEach(wave -> told.add(wave.point()));
      assertThat(told)
          .containsExactlyElementsOf(
              machine.channels().stream().map(machine.station()::point).toList());
      machine.samples(at).forEach(sample -> sample.unit().ifPresent(Unit::of));
      machine.waveforms(at).forEach(wave -> Unit.of(wave.unit().orElseThrow()));
    }
  }

  @Test
  void theCounterRollsOverAndIsResetAndItsStepsAddUpToThePiecesMade() {
    Conveyor conveyor = (Conveyor) plant.machine("CV-301").orElseThrow();
    long counted = 0;
    int rollOvers = 0;
    int resets = 0;
    double before = 0;
    Duration end = Duration.ofDays(60);
    for (Duration at = Duration.ZERO; at.compareTo(end) <= 0; at = at.plusMinutes(10)) {
      double now = conveyor.samples(at).get(1).value();
      assertThat(now).isBetween(0.0, 65_535.0);
      if (now >= before) {
        counted += (long) (now - before);
      } else if (before > 60_000) {
        rollOvers++;
        counted += (long) (now - before + 65_536);
      } else {
        // between two looks: what was made before it was set to 0 is lost to who looks
        resets++;
        counted += (long) now;
      }
      before = now;
    }
    assertThat(resets).isEqualTo(1);
    assertThat(rollOvers).isGreaterThan(40);
    assertThat(conveyor.pieces(end) - counted).isBetween(0L, 600L);
    // 15 h 20 min a day at one a second, less the hour of each of two jams
    assertThat(conveyor.pieces(end)).isEqualTo(60 * 55_200 - 2 * 3600);
  }

  @Test
  void aJamStopsTheBeltAndMakesTheMotorPull() {
    Conveyor conveyor = (Conveyor) plant.machine("CV-301").orElseThrow();
    List<Sample> jammed = conveyor.samples(Duration.ofDays(30).plusHours(10));
    List<Sample> running = conveyor.samples(Duration.ofDays(30).plusHours(12));
    assertThat(jammed.get(2).value()).isZero();
    assertThat(jammed.get(3).value()).isGreaterThan(1.4 * running.get(3).value());
    assertThat(conveyor.truth(Duration.ofDays(30).plusHours(10)).faults())
        .anyMatch(fault -> fault.kind().equals(Conveyor.JAM));
  }

  @Test
  void wornRollersShowAsHarmonicsOfTheBeltsCurrent() {
    Machine conveyor = plant.machine("CV-301").orElseThrow();
    assertThat(fifth(conveyor, 80)).isGreaterThan(4 * fifth(conveyor, 10));
  }

  private static double fifth(Machine conveyor, int day) {
    Waveform wave = conveyor.waveforms(Duration.ofDays(day).plusHours(12)).get(0);
    return CurrentSignature.of(wave.values(), wave.rate(), 30, 60, 9).share(5);
  }

  @Test
  void cavitationRattlesAboveTwoKilohertzAndLowersFlowAndInletPressure() {
    Machine pump = plant.machine("PU-101").orElseThrow();
    Duration well = Duration.ofDays(11).plusHours(11);
    Duration bad = Duration.ofDays(12).plusHours(11);
    assertThat(pump.truth(well).faulty()).isFalse();
    assertThat(pump.truth(bad).faults()).extracting(Fault::kind).containsExactly(Pump.CAVITATION);
    assertThat(rattle(pump, bad)).isGreaterThan(4 * rattle(pump, well));
    assertThat(pump.samples(bad).get(0).value()).isLessThan(pump.samples(well).get(0).value() - .3);
    assertThat(pump.samples(bad).get(2).value()).isLessThan(pump.samples(well).get(2).value());
  }

  private static double rattle(Machine pump, Duration at) {
    Waveform wave = pump.waveforms(at).get(0);
    return Spectrum.of(wave.values(), wave.rate()).rms(2000, 6000);
  }

  /** Limits as somebody would set them who knows the compressor in production only. */
  private static boolean crossed(List<Sample> samples) {
    return samples.get(1).value() < 6.5
        || samples.get(2).value() > 80
        || samples.get(3).value() > 90
        || samples.get(4).value() > 4.5;
  }

  @Test
  void theCompressorsFalseAlarmsFallByFourFifthsWhereItsStateIsHeardAndNoFaultIsMissed() {
    Compressor compressor = (Compressor) plant.machine("CO-201").orElseThrow();
    Set<Fault> found = new HashSet<>();
    int plain = 0;
    int gated = 0;
    boolean before = false;
    for (Duration at = Duration.ZERO; at.toDays() < 90; at = at.plusMinutes(1)) {
      boolean now = crossed(compressor.samples(at));
      Truth truth = compressor.truth(at);
      boolean heard =
          truth.state() == OperatingState.PRODUCTION
              && Compressor.SCHEDULE.at(at).since().toMinutes() >= 5;
      if (now && truth.faulty() && heard) {
        found.addAll(truth.faults());
      }
      if (now && !before && !truth.faulty()) {
        plain++;
        gated += heard ? 1 : 0;
      }
      before = now;
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(compressor.faults());
    assertThat(plain).isGreaterThan(500);
    assertThat(gated).isLessThanOrEqualTo(plain / 5);
  }

  @Test
  void aScheduleKnowsWhatIsDoneAndHowLongItWasDone() {
    Schedule.Standing standing = Schedule.TWO_SHIFTS.at(Duration.ofDays(3).plusHours(7));
    assertThat(standing.state()).isEqualTo(OperatingState.PRODUCTION);
    assertThat(standing.since()).isEqualTo(Duration.ofMinutes(50));
    assertThat(Schedule.TWO_SHIFTS.cycle()).isEqualTo(Duration.ofDays(1));
    assertThat(Schedule.TWO_SHIFTS.spent(OperatingState.IDLE, Duration.ofHours(50)))
        .isEqualTo(Duration.ofHours(18));
    assertThatThrownBy(() -> new Schedule(List.of())).hasMessageContaining("allowed: spans");
  }

  @Test
  void aFaultOfAnotherMachineIsRefused() {
    Fault fault = new Fault(Pump.CAVITATION, Duration.ZERO, Duration.ofHours(1));
    assertThatThrownBy(() -> new Compressor(new Station("CO-1", 1, Plant.START), List.of(fault)))
        .hasMessageContaining("fault of a compressor: given cavitation");
    assertThatThrownBy(() -> new Fault("x", Duration.ofHours(1), Duration.ofHours(1)))
        .hasMessageContaining("allowed: an end after its begin");
  }
}
