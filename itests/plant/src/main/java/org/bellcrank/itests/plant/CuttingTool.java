package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * A tool of a lathe whose insert chips: the spindle motor's current gets harmonics, and the cut
 * emits bursts of sound, more and louder.
 *
 * @param station where it stands
 * @param chipping the fault; at its limit the 5th harmonic is {@value #LIMIT} of the fundamental
 */
public record CuttingTool(Station station, Growing chipping) implements Machine {

  /** Share of the 5th harmonic at the fault's limit. */
  public static final double LIMIT = 0.06;

  /** Values a second of the current. */
  public static final double CURRENT_RATE = 10_000;

  /** Values a second of the acoustic emission, after the sensor's detector. */
  public static final double EMISSION_RATE = 100_000;

  private static final int COUNT = 8192;
  private static final double FED_WITH = 66.7;
  private static final Channel STATE = Channel.state();
  private static final Channel PULL = Channel.value("current-rms", "A");
  private static final Channel CURRENT = Channel.waveform("current", "A");
  private static final Channel EMISSION = Channel.waveform("emission", "V");

  @Override
  public List<Channel> channels() {
    return List.of(STATE, PULL, CURRENT, EMISSION);
  }

  @Override
  public List<Sample> samples(Duration at) {
    OperatingState state = Schedule.TWO_SHIFTS.at(at).state();
    double pull = amplitude(at) / Math.sqrt(2) + 0.05 * station.noise("pull", at);
    return List.of(
        station.sample(STATE, at, state.ordinal()), station.sample(PULL, at, Math.max(0, pull)));
  }

  @Override
  public List<Waveform> waveforms(Duration at) {
    return List.of(current(at), emission(at));
  }

  private Waveform current(Duration at) {
    Random chance = station.chance("current", at);
    double[] values = Waves.noise(COUNT, chance, 0.05);
    double fed = FED_WITH * (1 + 0.002 * chance.nextGaussian());
    double amplitude = amplitude(at);
    double bad = LIMIT * chipping.measure(at) * Math.exp(0.1 * chance.nextGaussian());
    Waves.tone(values, CURRENT_RATE, fed, amplitude, 0);
    Waves.tone(values, CURRENT_RATE, 5 * fed, bad * amplitude, 1);
    Waves.tone(values, CURRENT_RATE, 7 * fed, 0.7 * bad * amplitude, 2);
    return station.waveform(CURRENT, at, CURRENT_RATE, values, fed / 2);
  }

  private Waveform emission(Duration at) {
    Random chance = station.chance("emission", at);
    double[] values = Waves.noise(COUNT, chance, 0.02);
    double bad = amplitude(at) > 0 ? chipping.measure(at) : 0;
    var ring = new Waves.Ring(20_000, 0.0002);
    for (int burst = 0; burst < 25 * bad; burst++) {
      double moment = COUNT / EMISSION_RATE * chance.nextDouble();
      Waves.strike(values, EMISSION_RATE, moment, 0.3 + 0.7 * bad, ring);
    }
    return station.waveform(EMISSION, at, EMISSION_RATE, values, FED_WITH / 2);
  }

  @Override
  public Truth truth(Duration at) {
    Fault fault = chipping.fault();
    return new Truth(
        Schedule.TWO_SHIFTS.at(at).state(),
        fault.at(at) ? List.of(fault) : List.of(),
        chipping.measure(at),
        Optional.of(chipping.left(at)));
  }

  private static double amplitude(Duration at) {
    return switch (Schedule.TWO_SHIFTS.at(at).state()) {
      case PRODUCTION -> 22;
      case RAMP -> 30;
      case CLEANING -> 4;
      case IDLE, MAINTENANCE -> 0;
    };
  }
}
