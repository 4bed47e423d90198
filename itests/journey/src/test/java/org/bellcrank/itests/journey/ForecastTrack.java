package org.bellcrank.itests.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.bellcrank.itests.plant.Machine;
import org.bellcrank.itests.plant.MachiningCentre;
import org.bellcrank.itests.plant.OperatingState;
import org.bellcrank.itests.plant.Plant;
import org.bellcrank.itests.plant.Spindle;
import org.bellcrank.signal.CurrentSignature;
import org.bellcrank.signal.Envelope;
import org.bellcrank.signal.Forecast;
import org.bellcrank.signal.Series;
import org.bellcrank.signal.Spectrum;
import org.bellcrank.signal.TimeToLimit;
import org.bellcrank.stream.TrendPlan;
import org.bellcrank.stream.TrendTrial;
import org.bellcrank.stream.Waveform;

/**
 * A machine of the plant as it wears to its limit, what its trend tells meanwhile, and what it
 * would have said at each look, told or not. The plan comes of the plant's documents.
 */
record ForecastTrack(Machine machine, TrendPlan plan, List<TrendTrial.Value> values) {

  private static final double DAY = 86_400;

  /**
   * What is looked at of a kind of machine.
   *
   * @param asset its id
   * @param point of the trend
   * @param hours of the day at which it is looked at, 30 minutes past
   * @param feature of its first waveform
   */
  record Kind(String asset, String point, Set<Integer> hours, ToDoubleFunction<Waveform> feature) {}

  /** As the documents say it, at the hours of the stories. */
  static final List<Kind> KINDS =
      List.of(
          new Kind(
              "VMC-1050-SP02",
              "VMC-1050-SP02/outer-ring",
              PlantStoriesTest.HOURS.get("VMC-1050-SP02"),
              wave ->
                  Envelope.spectrum(
                          wave.values(), wave.rate(), Spindle.RINGS_FROM, Spindle.RINGS_TO)
                      .near(Spindle.BEARING.at(wave.speed().orElseThrow()).outer(), 25)
                      .amplitude()),
          new Kind(
              "MC-3001-X",
              "MC-3001-X/nut-pass",
              PlantStoriesTest.HOURS.get("MC-3001-X"),
              wave ->
                  Spectrum.of(wave.values(), wave.rate())
                      .near(MachiningCentre.SCREW.nutPass(wave.speed().orElseThrow()), 3)
                      .amplitude()),
          new Kind(
              "ML-2007-T4",
              "ML-2007-T4/fifth",
              PlantStoriesTest.HOURS.get("ML-2007-T4"),
              wave -> CurrentSignature.of(wave.values(), wave.rate(), 40, 100, 9).share(5)));

  /**
   * What a forecast said at one look.
   *
   * @param days until the limit, 0 or above
   * @param earliest begin of the 90 % interval
   * @param latest its end, may be infinite
   * @param confidence with which the limit is reached within the horizon
   * @param left what the machine truly had left, in days
   */
  record Said(double days, double earliest, double latest, double confidence, double left) {

    boolean held() {
      return earliest <= left && left <= latest;
    }
  }

  /** Looks at a machine until its fault is at its limit. */
  static ForecastTrack of(Kind kind, TrendPlan plan, long seed) {
    Machine machine = Plant.demo(seed, Plant.START).machine(kind.asset()).orElseThrow();
    List<TrendTrial.Value> values = new ArrayList<>();
    for (int hour = 0; true; hour++) {
      Duration at = Duration.ofHours(hour).plusMinutes(30);
      var truth = machine.truth(at);
      if (truth.left().orElseThrow().isZero()) {
        return new ForecastTrack(machine, plan, values);
      }
      if (kind.hours().contains(hour % 24) && truth.state() == OperatingState.PRODUCTION) {
        double value = kind.feature().applyAsDouble(machine.waveforms(at).get(0));
        values.add(new TrendTrial.Value(Plant.START.plus(at), value));
      }
    }
  }

  /** What was told first; empty where the limit came without a word. */
  Optional<Said> first() {
    return TrendTrial.of(plan, values).told().stream()
        .findFirst()
        .map(
            told ->
                new Said(
                    told.days(),
                    told.earliest(),
                    told.latest(),
                    told.confidence(),
                    left(told.at())));
  }

  /** What was expected at every look at which there was a trend to the limit. */
  List<Said> all() {
    List<Said> all = new ArrayList<>();
    for (int end = plan.least(); end <= values.size(); end++) {
      Instant now = values.get(end - 1).at();
      Instant since = now.minus(plan.window());
      List<TrendTrial.Value> within =
          values.subList(0, end).stream().filter(each -> each.at().isAfter(since)).toList();
      if (within.size() >= plan.least()) {
        said(within, now).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<Said> said(List<TrendTrial.Value> within, Instant now) {
    Series series =
        Series.of(
            within.stream().map(TrendTrial.Value::at).toList(),
            within.stream().map(TrendTrial.Value::value).toList());
    Forecast forecast = Forecast.of(series, plan.model());
    TimeToLimit time = forecast.to(plan.limit(), plan.side(), plan.significance(), 0.9);
    return time instanceof TimeToLimit.Expected expected
        ? Optional.of(
            new Said(
                expected.seconds() / DAY,
                expected.earliest() / DAY,
                expected.latest() / DAY,
                forecast.reached(plan.limit(), plan.side(), plan.horizon().toSeconds()),
                left(now)))
        : Optional.empty();
  }

  private double left(Instant at) {
    Duration left = machine.truth(Duration.between(Plant.START, at)).left().orElseThrow();
    return left.toMillis() / 1e3 / DAY;
  }
}
