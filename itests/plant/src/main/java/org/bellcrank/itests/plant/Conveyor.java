package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * A belt conveyor in two shifts: its motor's current, and pieces counted in 16 bits. While it is
 * jammed nothing is counted and the motor pulls. Worn rollers show as harmonics of the current.
 *
 * @param station where it stands
 * @param wear of its rollers; at its limit the 5th harmonic is {@value #LIMIT} of the fundamental
 * @param jams when nothing moves
 * @param resets when the counter is set to 0, rising
 */
public record Conveyor(Station station, Growing wear, List<Fault> jams, List<Duration> resets)
    implements Machine {

  /** The kind of its short faults. */
  public static final String JAM = "jam";

  /** Share of the 5th harmonic at the limit of wear. */
  public static final double LIMIT = 0.08;

  /** Pieces an hour while it runs. */
  public static final int PIECES_AN_HOUR = 3600;

  /** Values a second of the motor's current. */
  public static final double RATE = 10_000;

  private static final int COUNT = 8192;
  private static final double FED_WITH = 42.5;
  private static final Channel STATE = Channel.state();
  private static final Channel PIECES = new Channel("pieces", "", Channel.Kind.COUNTER);
  private static final Channel SPEED = Channel.value("speed", "m/s");
  private static final Channel PULL = Channel.value("current-rms", "A");
  private static final Channel CURRENT = Channel.waveform("current", "A");

  /** Keeps the lists unchangeable. */
  public Conveyor {
    jams = List.copyOf(jams);
    resets = List.copyOf(resets);
  }

  @Override
  public List<Channel> channels() {
    return List.of(STATE, PIECES, SPEED, PULL, CURRENT);
  }

  /** Pieces since the plant's start, resets and the counter's width apart. */
  public long pieces(Duration at) {
    Duration ran = Schedule.TWO_SHIFTS.spent(OperatingState.PRODUCTION, at);
    for (Fault jam : jams) {
      ran = ran.minus(stood(jam.from(), jam.to(), at));
    }
    return ran.toMillis() * PIECES_AN_HOUR / 3_600_000;
  }

  /** Production that a jam took until then. */
  private static Duration stood(Duration from, Duration to, Duration at) {
    Duration end = to.compareTo(at) < 0 ? to : at;
    if (end.compareTo(from) <= 0) {
      return Duration.ZERO;
    }
    return Schedule.TWO_SHIFTS
        .spent(OperatingState.PRODUCTION, end)
        .minus(Schedule.TWO_SHIFTS.spent(OperatingState.PRODUCTION, from));
  }

  private int counter(Duration at) {
    Duration last = Duration.ZERO;
    for (Duration reset : resets) {
      last = reset.compareTo(at) <= 0 ? reset : last;
    }
    return (int) ((pieces(at) - pieces(last)) % 65_536);
  }

  @Override
  public List<Sample> samples(Duration at) {
    OperatingState state = Schedule.TWO_SHIFTS.at(at).state();
    boolean jammed = jammed(at);
    boolean runs = state == OperatingState.PRODUCTION && !jammed;
    double speed = runs ? 0.6 + 0.004 * station.noise("speed", at) : 0;
    double pull = amplitude(state, jammed) / Math.sqrt(2) + 0.05 * station.noise("pull", at);
    return List.of(
        station.sample(STATE, at, state.ordinal()),
        station.sample(PIECES, at, counter(at)),
        station.sample(SPEED, at, speed),
        station.sample(PULL, at, Math.max(0, pull)));
  }

  @Override
  public List<Waveform> waveforms(Duration at) {
    Random chance = station.chance("current", at);
    double amplitude = amplitude(Schedule.TWO_SHIFTS.at(at).state(), jammed(at));
    double[] values = Waves.noise(COUNT, chance, 0.03);
    double fed = FED_WITH * (1 + 0.002 * chance.nextGaussian());
    double bad = LIMIT * wear.measure(at) * Math.exp(0.08 * chance.nextGaussian());
    Waves.tone(values, RATE, fed, amplitude, 0);
    Waves.tone(values, RATE, 5 * fed, bad * amplitude, 1);
    Waves.tone(values, RATE, 7 * fed, 0.6 * bad * amplitude, 2);
    return List.of(station.waveform(CURRENT, at, RATE, values, fed / 2));
  }

  @Override
  public Truth truth(Duration at) {
    List<Fault> there =
        new java.util.ArrayList<>(jams.stream().filter(fault -> fault.at(at)).toList());
    if (wear.fault().at(at)) {
      there.add(wear.fault());
    }
    return new Truth(
        Schedule.TWO_SHIFTS.at(at).state(), there, wear.measure(at), Optional.of(wear.left(at)));
  }

  private boolean jammed(Duration at) {
    return Schedule.TWO_SHIFTS.at(at).state() == OperatingState.PRODUCTION
        && jams.stream().anyMatch(jam -> jam.at(at));
  }

  private static double amplitude(OperatingState state, boolean jammed) {
    return switch (state) {
      case PRODUCTION -> jammed ? 19 : 12;
      case RAMP -> 16;
      case CLEANING -> 7;
      case IDLE, MAINTENANCE -> 0;
    };
  }
}
