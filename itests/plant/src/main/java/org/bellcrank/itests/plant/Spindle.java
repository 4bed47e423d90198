package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.signal.Bearing;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * A machining spindle in two shifts whose rear bearing gets a spall in its outer ring. Each ball
 * that rolls over it strikes; the strikes grow. Later the bearing gets warm, too.
 *
 * @param station where it stands
 * @param spall the fault; at its limit the strikes are {@value #LIMIT} m/s2 high
 */
public record Spindle(Station station, Growing spall) implements Machine {

  /** Height of the strikes in m/s2 at the fault's limit. */
  public static final double LIMIT = 40;

  /** Values a second of its vibration. */
  public static final double RATE = 25_600;

  /** Its rear bearing, in mm and rad: an angular contact bearing of 70 mm bore, about. */
  public static final Bearing BEARING = new Bearing(19, 11.1, 90, Math.toRadians(15));

  /** The band in which its housing rings, lower edge in Hz. */
  public static final double RINGS_FROM = 3500;

  /** The band in which its housing rings, upper edge in Hz. */
  public static final double RINGS_TO = 7500;

  private static final int COUNT = 16_384;
  private static final double SPEED = 8000 / 60.0;
  private static final Channel STATE = Channel.state();
  private static final Channel SPEED_CHANNEL = Channel.value("speed", "/min");
  private static final Channel LOAD = Channel.value("load", "%");
  private static final Channel TEMPERATURE = Channel.value("temperature", "Cel");
  private static final Channel VIBRATION = Channel.waveform("vibration", "m/s2");

  @Override
  public List<Channel> channels() {
    return List.of(STATE, SPEED_CHANNEL, LOAD, TEMPERATURE, VIBRATION);
  }

  @Override
  public List<Sample> samples(Duration at) {
    Schedule.Standing standing = Schedule.TWO_SHIFTS.at(at);
    double turns = speed(standing);
    boolean cuts = standing.state() == OperatingState.PRODUCTION;
    double load = cuts ? Math.max(0, 45 + 12 * station.noise("load", at)) : turns > 0 ? 6 : 0;
    double warmth = 22 + 20 * turns / SPEED + 12 * Math.max(0, spall.measure(at) - 0.5);
    return List.of(
        station.sample(STATE, at, standing.state().ordinal()),
        station.sample(SPEED_CHANNEL, at, 60 * turns * (1 + 0.001 * station.noise("speed", at))),
        station.sample(LOAD, at, load),
        station.sample(TEMPERATURE, at, warmth + 0.4 * station.noise("temperature", at)));
  }

  @Override
  public List<Waveform> waveforms(Duration at) {
    Random chance = station.chance("vibration", at);
    double turns = speed(Schedule.TWO_SHIFTS.at(at));
    double[] values = Waves.noise(COUNT, chance, turns > 0 ? 0.8 : 0.05);
    if (turns > 0) {
      Waves.tone(values, RATE, turns, 1.2, chance.nextDouble());
      Waves.tone(values, RATE, 2 * turns, 0.4, chance.nextDouble());
      // what is cut at the moment changes how hard the balls press
      double height = LIMIT * spall.measure(at) * Math.exp(0.15 * chance.nextGaussian());
      var ring = new Waves.Ring(5200, 0.0005);
      Waves.strikes(values, RATE, BEARING.at(turns).outer(), height, ring, chance);
    }
    return List.of(station.waveform(VIBRATION, at, RATE, values, turns));
  }

  @Override
  public Truth truth(Duration at) {
    Fault fault = spall.fault();
    return new Truth(
        Schedule.TWO_SHIFTS.at(at).state(),
        fault.at(at) ? List.of(fault) : List.of(),
        spall.measure(at),
        Optional.of(spall.left(at)));
  }

  private static double speed(Schedule.Standing standing) {
    return switch (standing.state()) {
      case PRODUCTION -> SPEED;
      case RAMP -> SPEED * standing.share();
      case CLEANING -> SPEED / 10;
      case IDLE, MAINTENANCE -> 0;
    };
  }
}
