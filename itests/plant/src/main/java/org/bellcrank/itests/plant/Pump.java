package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * A centrifugal pump that runs day and night. When it cavitates its inlet pressure is low, its flow
 * falls and flutters, and it rattles above 2 kHz.
 *
 * @param station where it stands
 * @param faults of the kind {@value #CAVITATION}
 */
public record Pump(Station station, List<Fault> faults) implements Machine {

  /** The one kind of fault it has. */
  public static final String CAVITATION = "cavitation";

  /** Values a second of its vibration. */
  public static final double RATE = 12_800;

  private static final int COUNT = 8192;
  private static final double SPEED = 2950 / 60.0;
  private static final Channel INLET = Channel.value("inlet-pressure", "bar");
  private static final Channel OUTLET = Channel.value("outlet-pressure", "bar");
  private static final Channel FLOW = Channel.value("flow", "m3/h");
  private static final Channel TEMPERATURE = Channel.value("temperature", "Cel");
  private static final Channel VIBRATION = Channel.waveform("vibration", "m/s2");

  /** Keeps the list unchangeable. */
  public Pump {
    faults = List.copyOf(faults);
  }

  @Override
  public List<Channel> channels() {
    return List.of(INLET, OUTLET, FLOW, TEMPERATURE, VIBRATION);
  }

  @Override
  public List<Sample> samples(Duration at) {
    double bad = strength(at);
    double day = Math.sin(2 * Math.PI * (at.toSeconds() % 86_400) / 86_400.0);
    return List.of(
        station.sample(INLET, at, 0.8 - 0.5 * bad + 0.01 * station.noise("inlet", at)),
        station.sample(OUTLET, at, 6 - 0.4 * bad + 0.03 * (1 + 4 * bad) * station.noise("out", at)),
        station.sample(FLOW, at, 42 - 5 * bad + 0.3 * (1 + 5 * bad) * station.noise("flow", at)),
        station.sample(TEMPERATURE, at, 48 + 3 * day + 2 * bad + 0.2 * station.noise("temp", at)));
  }

  @Override
  public List<Waveform> waveforms(Duration at) {
    Random chance = station.chance("vibration", at);
    double[] values = Waves.noise(COUNT, chance, 0.4);
    Waves.tone(values, RATE, SPEED, 0.6, chance.nextDouble());
    Waves.tone(values, RATE, 6 * SPEED, 0.9, chance.nextDouble()); // six vanes
    double bad = strength(at);
    if (bad > 0) {
      // bubbles burst at random moments; each rings the casing
      var ring = new Waves.Ring(3800, 0.0006);
      double end = COUNT / RATE;
      for (int bubble = 0; bubble < 600 * bad; bubble++) {
        double height = 14 * bad * (0.3 + chance.nextDouble());
        Waves.strike(values, RATE, end * chance.nextDouble(), height, ring);
      }
    }
    return List.of(station.waveform(VIBRATION, at, RATE, values, SPEED));
  }

  @Override
  public Truth truth(Duration at) {
    return new Truth(
        OperatingState.PRODUCTION,
        faults.stream().filter(fault -> fault.at(at)).toList(),
        strength(at));
  }

  private double strength(Duration at) {
    return faults.stream().mapToDouble(fault -> fault.strength(at)).max().orElse(0);
  }
}
