package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.signal.BallScrew;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * The X axis of a machining centre. Its vibration is taken on a measuring stroke at a fixed speed;
 * pits in the nut's thread shake it at the nut-pass frequency, more and more.
 *
 * @param station where it stands
 * @param pitting the fault; at its limit the amplitude is {@value #LIMIT} m/s2
 */
public record MachiningCentre(Station station, Growing pitting) implements Machine {

  /** Amplitude at nut-pass frequency in m/s2 at the fault's limit. */
  public static final double LIMIT = 2.0;

  /** Values a second of its vibration. */
  public static final double RATE = 6400;

  /** The screw, in mm and rad: 40 by 10. */
  public static final BallScrew SCREW = new BallScrew(20, 6.35, 41, Math.toRadians(45), 10);

  /** Revolutions a second on the measuring stroke. */
  public static final double SPEED = 25;

  private static final int COUNT = 8192;
  private static final Channel STATE = Channel.state();
  private static final Channel LOAD = Channel.value("load", "%");
  private static final Channel TEMPERATURE = Channel.value("temperature", "Cel");
  private static final Channel VIBRATION = Channel.waveform("vibration", "m/s2");

  @Override
  public List<Channel> channels() {
    return List.of(STATE, LOAD, TEMPERATURE, VIBRATION);
  }

  @Override
  public List<Sample> samples(Duration at) {
    OperatingState state = Schedule.TWO_SHIFTS.at(at).state();
    boolean runs = state == OperatingState.PRODUCTION;
    double load = runs ? Math.max(0, 30 + 10 * station.noise("load", at)) : 0;
    return List.of(
        station.sample(STATE, at, state.ordinal()),
        station.sample(LOAD, at, load),
        station.sample(TEMPERATURE, at, (runs ? 34 : 23) + 0.4 * station.noise("temperature", at)));
  }

  @Override
  public List<Waveform> waveforms(Duration at) {
    Random chance = station.chance("vibration", at);
    boolean runs = Schedule.TWO_SHIFTS.at(at).state() == OperatingState.PRODUCTION;
    double[] values = Waves.noise(COUNT, chance, runs ? 0.3 : 0.03);
    double turns = runs ? SPEED * (1 + 0.003 * chance.nextGaussian()) : 0;
    if (runs) {
      double height = LIMIT * pitting.measure(at) * Math.exp(0.12 * chance.nextGaussian());
      double often = SCREW.nutPass(turns);
      Waves.tone(values, RATE, turns, 0.35, chance.nextDouble());
      Waves.tone(values, RATE, often, height, chance.nextDouble());
      Waves.tone(values, RATE, 2 * often, 0.3 * height, chance.nextDouble());
    }
    return List.of(station.waveform(VIBRATION, at, RATE, values, turns));
  }

  @Override
  public Truth truth(Duration at) {
    Fault fault = pitting.fault();
    return new Truth(
        Schedule.TWO_SHIFTS.at(at).state(),
        fault.at(at) ? List.of(fault) : List.of(),
        pitting.measure(at),
        Optional.of(pitting.left(at)));
  }
}
