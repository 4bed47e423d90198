package org.bellcrank.itests.plant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.signal.GrowthModel;

/**
 * A few machines with one start.
 *
 * @param machines in the order in which they are told to the outside
 */
public record Plant(List<Machine> machines) {

  /** Monday, midnight. */
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /** Keeps the list unchangeable. */
  public Plant {
    machines = List.copyOf(machines);
  }

  /**
   * One machine of each kind over 90 days. The pump cavitates on days 12 and 47; the spindle's
   * bearing spalls from day 10 and is at its limit on day 60; the compressor has four faults; the
   * conveyor jams three times and loses its counter once; the screw pits from day 0 to its limit on
   * day 90; the tool chips from day 3 to day 9.
   */
  public static Plant demo(long seed, Instant start) {
    return new Plant(
        List.of(
            new Pump(
                new Station("PU-101", seed, start),
                List.of(planted(Pump.CAVITATION, 12, 3), planted(Pump.CAVITATION, 47, 2))),
            new Spindle(
                new Station("VMC-1050-SP02", seed, start),
                growing("bearing-outer-race", GrowthModel.EXPONENTIAL, 10, 60, 0.06)),
            new Compressor(
                new Station("CO-201", seed, start),
                List.of(
                    planted(Compressor.VALVE_LEAK, 5, 4),
                    planted(Compressor.FOULED_COOLER, 21, 5),
                    planted(Compressor.BEARING, 33, 4),
                    planted(Compressor.VALVE_LEAK, 58, 3))),
            new Conveyor(
                new Station("CV-301", seed, start),
                growing("worn-rollers", GrowthModel.LINEAR, 20, 85, 0.1),
                List.of(
                    planted(Conveyor.JAM, 2, 1),
                    planted(Conveyor.JAM, 30, 1),
                    planted(Conveyor.JAM, 61, 1)),
                List.of(Duration.ofDays(40).plusHours(9))),
            new MachiningCentre(
                new Station("MC-3001-X", seed, start),
                growing("ball-screw-pitting", GrowthModel.LINEAR, 1, 90, 0.05)),
            new CuttingTool(
                new Station("ML-2007-T4", seed, start),
                growing("insert-chipping", GrowthModel.LINEAR, 3, 9, 0.1))));
  }

  /**
   * The same machines, which fail at once: on the first day, for five hours from 09:30 on, the pump
   * cavitates, the compressor's cooler is fouled and the conveyor is jammed. What wears begins to.
   */
  public static Plant firstDay(long seed, Instant start) {
    return new Plant(
        List.of(
            new Pump(new Station("PU-101", seed, start), List.of(planted(Pump.CAVITATION, 0, 5))),
            new Spindle(
                new Station("VMC-1050-SP02", seed, start),
                growing("bearing-outer-race", GrowthModel.EXPONENTIAL, 0, 50, 0.06)),
            new Compressor(
                new Station("CO-201", seed, start),
                List.of(planted(Compressor.FOULED_COOLER, 0, 5))),
            new Conveyor(
                new Station("CV-301", seed, start),
                growing("worn-rollers", GrowthModel.LINEAR, 0, 65, 0.1),
                List.of(planted(Conveyor.JAM, 0, 5)),
                List.of()),
            new MachiningCentre(
                new Station("MC-3001-X", seed, start),
                growing("ball-screw-pitting", GrowthModel.LINEAR, 0, 90, 0.05)),
            new CuttingTool(
                new Station("ML-2007-T4", seed, start),
                growing("insert-chipping", GrowthModel.LINEAR, 0, 6, 0.1))));
  }

  /** A fault in the production of a day, so many hours long, from 09:30 on. */
  private static Fault planted(String kind, int day, int hours) {
    Duration from = Duration.ofDays(day).plusMinutes(9 * 60 + 30);
    return new Fault(kind, from, from.plusHours(hours));
  }

  private static Growing growing(
      String kind, GrowthModel model, int onset, int limit, double first) {
    return new Growing(kind, model, Duration.ofDays(onset), Duration.ofDays(limit), first);
  }

  /** The machine of an asset. */
  public Optional<Machine> machine(String asset) {
    return machines.stream().filter(each -> each.station().asset().equals(asset)).findFirst();
  }
}
