package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * A screw compressor whose load changes three times a day. What is well in one state would be a
 * fault in another: no pressure while it idles, much vibration and current while it ramps up, heat
 * while it is flushed. The planted faults show in production.
 *
 * @param station where it stands
 * @param faults of the kinds {@value #VALVE_LEAK}, {@value #FOULED_COOLER}, {@value #BEARING}
 */
public record Compressor(Station station, List<Fault> faults) implements Machine {

  /** It loses pressure. */
  public static final String VALVE_LEAK = "valve-leak";

  /** It gets hot. */
  public static final String FOULED_COOLER = "fouled-cooler";

  /** It shakes. */
  public static final String BEARING = "bearing";

  /** Eight hours: idle, ramp, production, cleaning. */
  public static final Schedule SCHEDULE =
      new Schedule(
          List.of(
              new Schedule.Span(OperatingState.IDLE, Duration.ofMinutes(60)),
              new Schedule.Span(OperatingState.RAMP, Duration.ofMinutes(10)),
              new Schedule.Span(OperatingState.PRODUCTION, Duration.ofMinutes(380)),
              new Schedule.Span(OperatingState.CLEANING, Duration.ofMinutes(30))));

  private static final Channel STATE = Channel.state();
  private static final Channel PRESSURE = Channel.value("pressure", "bar");
  private static final Channel CURRENT = Channel.value("current", "A");
  private static final Channel TEMPERATURE = Channel.value("temperature", "Cel");
  private static final Channel VIBRATION = Channel.value("vibration", "mm/s");

  /** Keeps the list unchangeable and refuses other kinds. */
  public Compressor {
    faults = List.copyOf(faults);
    List<String> kinds = List.of(VALVE_LEAK, FOULED_COOLER, BEARING);
    for (Fault fault : faults) {
      if (!kinds.contains(fault.kind())) {
        throw new IllegalArgumentException(
            "fault of a compressor: given %s; allowed: %s".formatted(fault.kind(), kinds));
      }
    }
  }

  /** How a state looks: pressure in bar, current in A, temperature in Cel, vibration in mm/s. */
  private record Look(double pressure, double current, double temperature, double vibration) {}

  private static Look look(Schedule.Standing standing) {
    double share = standing.share();
    return switch (standing.state()) {
      case IDLE -> new Look(7.5 - 3.5 * share, 12, 60, 0.8);
      case RAMP -> new Look(4 + 3.5 * share, 95 - 25 * share, 60 + 20 * share, 6.5 - 3.5 * share);
      case PRODUCTION -> new Look(7.5, 62, 82, 2);
      case CLEANING, MAINTENANCE -> new Look(1, 25, 96, 3.4);
    };
  }

  @Override
  public List<Channel> channels() {
    return List.of(STATE, PRESSURE, CURRENT, TEMPERATURE, VIBRATION);
  }

  @Override
  public List<Sample> samples(Duration at) {
    Schedule.Standing standing = SCHEDULE.at(at);
    Look look = look(standing);
    boolean works = standing.state() == OperatingState.PRODUCTION;
    double leak = works ? strength(VALVE_LEAK, at) : 0;
    double heat = works ? strength(FOULED_COOLER, at) : 0;
    double shake = works ? strength(BEARING, at) : 0;
    return List.of(
        station.sample(STATE, at, standing.state().ordinal()),
        station.sample(
            PRESSURE, at, look.pressure() - 1.6 * leak + 0.05 * station.noise("pressure", at)),
        station.sample(CURRENT, at, look.current() + 6 * leak + 0.8 * station.noise("current", at)),
        station.sample(
            TEMPERATURE, at, look.temperature() + 14 * heat + 0.5 * station.noise("heat", at)),
        station.sample(
            VIBRATION,
            at,
            Math.max(0, look.vibration() + 4 * shake + 0.15 * station.noise("vibration", at))));
  }

  @Override
  public List<Waveform> waveforms(Duration at) {
    return List.of();
  }

  @Override
  public Truth truth(Duration at) {
    List<Fault> there = faults.stream().filter(fault -> fault.at(at)).toList();
    double wear = there.stream().mapToDouble(fault -> fault.strength(at)).max().orElse(0);
    return new Truth(SCHEDULE.at(at).state(), there, wear);
  }

  private double strength(String kind, Duration at) {
    return faults.stream()
        .filter(fault -> fault.kind().equals(kind))
        .mapToDouble(fault -> fault.strength(at))
        .max()
        .orElse(0);
  }
}
