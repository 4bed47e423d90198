package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.condition.Limit;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.DeviceStatus;
import org.junit.jupiter.api.Test;

class PointStreamTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final String POINTS =
      """
      assets: [ { id: plant, name: Plant, level: site }, { id: pump, name: Pump, level: machine, parent: plant } ]
      points:
        - { id: pump/pressure, asset: pump, unit: bar }
        - { id: pump/mean, asset: pump, unit: bar }
        - { id: pump/std, asset: pump }
        - { id: pump/slow, asset: pump, unit: bar }
        - { id: pump/cycles, asset: pump }
        - { id: pump/speed, asset: pump, unit: /min }
        - { id: pump/vibration, asset: pump, unit: "[g]" }
        - { id: pump/velocity, asset: pump, unit: mm/s }
        - { id: pump/sound, asset: pump, unit: mV }
        - { id: pump/level, asset: pump, unit: dB }
        - { id: pump/picture, asset: pump, unit: Cel }
        - { id: pump/hottest, asset: pump, unit: Cel }
        - { id: pump/force, asset: pump, unit: kN }
        - { id: pump/flow, asset: pump, unit: t/h }
        - { id: pump/flowSpeed, asset: pump, unit: m/s }
      """;

  private final Told told = new Told();

  @Test
  void aValueOutOfRangeIsTheSensorsFaultAndToldOnce() throws Exception {
    PointStream stream = stream("valid: { low: 0, high: 16 }, deadband: { absolute: 0.5 }");
    stream.take(sample(0, 5), at(0));
    stream.take(sample(1, 99), at(1));
    stream.take(sample(2, Double.NaN), at(2));
    stream.take(sample(3, 5.1), at(3));
    assertThat(told.device)
        .containsExactly("OUT_OF_RANGE given 99.0; allowed: 0.0 to 16.0", "OK values come again");
    assertThat(told.values).containsExactly(5.0);
    assertThat(stream.counts().told()).isEqualTo(new StreamCounts(4, 0, 0, 2, 0, 0, 0, 1));
  }

  @Test
  void silenceIsToldOnceAndWhatComesAfterItEndsIt() throws Exception {
    PointStream stream = stream("stale: PT30S");
    stream.take(sample(0, 5), at(0));
    stream.tick(at(29), PointStream.nanos(at(29)), PointStream.nanos(at(29)));
    assertThat(told.device).isEmpty();
    stream.tick(at(30), PointStream.nanos(at(30)), PointStream.nanos(at(30)));
    stream.tick(at(31), PointStream.nanos(at(31)), PointStream.nanos(at(31)));
    stream.take(sample(40, 5), at(40));
    assertThat(told.device)
        .containsExactly("STALE nothing came since " + START, "OK values come again");
  }

  @Test
  void aValueThatDoesNotMoveIsNone() throws Exception {
    PointStream stream = stream("flatLine: { for: PT10S, within: 0.1 }");
    for (int second = 0; second <= 12; second++) {
      stream.take(sample(second, 5 + second % 2 * 0.05), at(second));
    }
    stream.take(sample(13, 6), at(13));
    assertThat(told.device)
        .containsExactly(
            "FLAT_LINE moved by no more than 0.1 since " + START, "OK values come again");
    assertThat(stream.counts().told().invalid()).isEqualTo(3);
  }

  @Test
  void whatWasToldOfASensorBeforeARestartIsNotToldAgain() throws Exception {
    PointPlan plan = plan("valid: { high: 16 }");
    Optional<Facts> kept = Optional.of(Facts.with("device", "OUT_OF_RANGE").build());
    PointStream stream = new PointStream(plan, told, new PointCounts(), kept, START);
    stream.take(sample(0, 99), at(0));
    assertThat(told.device).isEmpty();
    stream.take(sample(1, 9), at(1));
    assertThat(told.device).containsExactly("OK values come again");
  }

  @Test
  void aBadSampleIsALostSensorInTheSourcesWordsAndAnUncertainOneAsTheDocumentSays()
      throws Exception {
    PointStream stream = stream("uncertain: ignore, deadband: { absolute: 0.1 }");
    stream.take(Sample.bad("pump/pressure", at(0), "Bad_NoCommunication"), at(0));
    Sample unsure =
        new Sample(
            "pump/pressure", at(1), 5, Optional.empty(), Quality.UNCERTAIN, Optional.empty());
    stream.take(unsure, at(1));
    assertThat(told.device).containsExactly("LOST Bad_NoCommunication");
    assertThat(told.values).isEmpty();
    assertThat(stream.counts().told().ignored()).isEqualTo(1);
  }

  @Test
  void unitsAreConvertedAndOneThatMeasuresSomethingElseIsTheSensorsFault() throws Exception {
    PointStream stream = stream("unit: kPa, deadband: { absolute: 0.1 }");
    stream.take(sample(0, 250), at(0));
    stream.take(in("MPa", 1, 0.3), at(1));
    stream.take(in("Cel", 2, 20), at(2));
    assertThat(told.values).hasSize(2);
    assertThat(told.values.get(0)).isCloseTo(2.5, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(told.values.get(1)).isCloseTo(3.0, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(told.device)
        .containsExactly("OUT_OF_RANGE came in 'Cel', which is no unit for 'bar'");
  }

  @Test
  void windowsTakeWhatComesOutOfOrderWithinTheLatenessAndCountWhatComesLater() throws Exception {
    PointStream stream =
        stream(
            "lateness: PT5S, windows: [ { every: PT10S, statistics: { mean: pump/mean, std: pump/std } } ]");
    stream.take(sample(1, 1), at(1));
    stream.take(sample(9, 3), at(9));
    stream.take(sample(12, 50), at(12));
    stream.take(sample(8, 5), at(12)); // out of order, in time
    stream.take(sample(15, 50), at(15)); // closes the first window
    stream.take(sample(9, 99), at(15)); // too late
    assertThat(told.results)
        .containsExactly("pump/mean 2026-03-01T08:00:10Z 3.0", "pump/std 2026-03-01T08:00:10Z 2.0");
    assertThat(stream.counts().told().late()).isEqualTo(1);
    stream.tick(
        at(40), PointStream.nanos(at(40)), PointStream.nanos(at(40))); // nothing comes any more
    assertThat(told.results).hasSize(4);
  }

  @Test
  void slidingWindowsSpanSeveralSteps() throws Exception {
    PointStream stream =
        stream(
            "lateness: PT0S, windows: [ { every: PT4S, slide: PT2S, statistics: { mean: pump/mean } } ]");
    for (int second = 0; second < 7; second++) {
      stream.take(sample(second, second), at(second));
    }
    assertThat(told.results)
        .containsExactly(
            "pump/mean 2026-03-01T08:00:02Z 0.5",
            "pump/mean 2026-03-01T08:00:04Z 1.5",
            "pump/mean 2026-03-01T08:00:06Z 3.5");
  }

  @Test
  void theMedianOfThreeSamplesDropsASpike() throws Exception {
    PointStream stream =
        stream("windows: [ { count: 3, slideCount: 1, statistics: { median: pump/mean } } ]");
    double[] values = {1, 2, 99, 3, 2};
    for (int i = 0; i < values.length; i++) {
      stream.take(sample(i, values[i]), at(i));
    }
    assertThat(told.results)
        .containsExactly(
            "pump/mean 2026-03-01T08:00:02Z 2.0",
            "pump/mean 2026-03-01T08:00:03Z 3.0",
            "pump/mean 2026-03-01T08:00:04Z 3.0");
  }

  @Test
  void crossingsAreCountedInTheOrderOfMeasurement() throws Exception {
    PointStream stream =
        stream("windows: [ { every: PT10S, level: 5, statistics: { crossings: pump/std } } ]");
    double[] values = {1, 7, 1, 7, 1, 7};
    int[] order = {0, 1, 3, 2, 5, 4};
    for (int i : order) {
      stream.take(sample(i, values[i]), at(i));
    }
    stream.take(sample(16, 1), at(16));
    assertThat(told.results).containsExactly("pump/std 2026-03-01T08:00:10Z 3.0");
  }

  @Test
  void rollUpsAreExact() throws Exception {
    PointStream stream = stream("rollup: PT1M");
    for (int second = 0; second < 130; second++) {
      stream.take(sample(second, second % 60), at(second));
    }
    stream.end("the test is over");
    assertThat(told.rollUps.get(0))
        .isEqualTo(
            new RollUp("pump/pressure", java.time.Duration.ofMinutes(1), START, 60, 0, 59, 29.5));
    assertThat(told.rollUps).extracting(RollUp::count).containsExactly(60L, 60L, 10L);
  }

  @Test
  void whatComesTooLateIsRecordedWithItsIntervalAndDecidesNothing() throws Exception {
    PointStream stream =
        stream(
            "rollup: PT1M, lateness: PT5S, valid: { high: 16 }, deadband: { absolute: 0.1 },"
                + " windows: [ { every: PT10S, statistics: { mean: pump/mean } } ]");
    stream.take(sample(0, 5), at(0));
    stream.take(sample(300, 5), at(300));
    stream.tick(at(301), PointStream.nanos(at(301)), PointStream.nanos(at(301)));
    told.rollUps.clear();
    int decided = told.values.size() + told.results.size();

    for (int second = 50; second < 70; second++) { // ten of each minute
      stream.take(sample(second, 6), at(302));
    }
    stream.take(sample(70, 99), at(302));
    stream.take(Sample.bad("pump/pressure", at(71), "Bad_NoCommunication"), at(302));
    stream.tick(at(303), PointStream.nanos(at(303)), PointStream.nanos(at(303)));

    assertThat(told.rollUps)
        .extracting(each -> each.from() + " " + each.count() + " " + each.mean())
        .containsExactly(START + " 10 6.0", at(60) + " 10 6.0");
    assertThat(told.values.size() + told.results.size()).isEqualTo(decided);
    assertThat(told.device).as("says nothing of the sensor now").isEmpty();
    assertThat(stream.counts().latest().orElseThrow().at()).isEqualTo(at(300));
    assertThat(stream.counts().told().late()).isEqualTo(22);
  }

  /** As a control on local time in October, or by its first look at a time server. */
  @Test
  void aSourceWhoseClockWasSetBackIsHeardAgainAndItsHourIsNotRecordedTwice() throws Exception {
    PointStream stream =
        stream(
            "rollup: PT1M, lateness: PT5S, stale: PT1H, deadband: { absolute: 0.1 },"
                + " windows: [ { every: PT10S, statistics: { mean: pump/mean } } ]");
    for (int second = 3600; second < 3660; second++) {
      stream.take(sample(second, 5), at(second));
    }
    stream.tick(at(3700), PointStream.nanos(at(3700)), PointStream.nanos(at(3700)));
    int results = told.results.size();
    for (int second = 3700; second < 3720; second++) {
      stream.take(sample(second - 3600, 6), at(second));
    }
    assertThat(stream.counts().latest().orElseThrow().at()).isEqualTo(at(119));
    assertThat(told.values).endsWith(6.0);
    assertThat(stream.counts().told().late()).as("until it was sure").isEqualTo(16);
    stream.take(Sample.bad("pump/pressure", at(120), "Bad_NoCommunication"), at(3720));
    assertThat(told.device).containsExactly("LOST Bad_NoCommunication");
    told.rollUps.clear();
    for (int second = 3721; second < 3820; second++) {
      stream.take(sample(second - 3600, 6), at(second));
    }
    stream.end("the test is over");
    assertThat(told.device).endsWith("OK values come again");
    assertThat(told.results.size()).as("windows begin anew").isGreaterThan(results + 8);
    assertThat(told.rollUps)
        .extracting(RollUp::count)
        .as("while it was unsure")
        .containsExactly(16L);
    assertThat(stream.counts().told().late()).isEqualTo(16);
  }

  @Test
  void whatFillsAGapIsNotTakenForNowThoughNothingElseComes() throws Exception {
    PointStream stream = stream("rollup: PT1M, lateness: PT5S, deadband: { absolute: 0.1 }");
    stream.take(sample(3600, 5), at(3600));
    for (int second = 0; second < 3000; second++) { // 50 a second for a minute
      stream.take(sample(second, 6), at(3601 + second / 50));
    }
    assertThat(told.values).containsExactly(5.0);
    assertThat(stream.counts().told().late()).isEqualTo(3000);
  }

  @Test
  void whatComesLateIsNoSignOfLifeOfItsSensor() throws Exception {
    PointStream stream = stream("stale: PT30S, lateness: PT5S");
    stream.take(sample(3600, 5), at(3600));
    for (int second = 0; second < 60; second++) {
      stream.take(sample(30 * second, 6), at(3600 + second));
      stream.tick(
          at(3600 + second),
          PointStream.nanos(at(3600 + second)),
          PointStream.nanos(at(3600 + second)));
    }
    assertThat(told.device).containsExactly("STALE nothing came since " + at(3600));
  }

  @Test
  void aServiceIsDueAtTheExactCountOverRolloverResetAndRestart() throws Exception {
    PointPlan plan =
        plan("counter: { rollover: 100, service: { every: 50, failureMode: service-due } }");
    PointStream stream = new PointStream(plan, told, new PointCounts(), Optional.empty(), START);
    double[] counts = {90, 95, 20, 44, 45}; // 5, 25 over the rollover, 24: 54
    for (int i = 0; i < counts.length; i++) {
      stream.take(sample(i, counts[i]), at(i));
    }
    assertThat(told.due).containsExactly("1 at 54.0");
    stream.end("the test is over");
    PointStream after =
        new PointStream(plan, told, new PointCounts(), Optional.of(told.kept), START);
    after.take(sample(10, 89), at(10)); // 99
    assertThat(told.due).hasSize(1);
    after.take(sample(11, 1), at(11)); // rolled over, 111
    after.take(sample(12, 0), at(12)); // reset, nothing counted since
    assertThat(told.due).containsExactly("1 at 54.0", "2 at 111.0");
  }

  @Test
  void anHourMeterWithAPastIsDueByItsLastServiceAndAnewAfterTheNext() throws Exception {
    String hours = "counter: { service: { every: 500, from: %s, failureMode: service-due } }";
    PointPlan plan = plan(hours.formatted("12100"));
    PointStream stream = new PointStream(plan, told, new PointCounts(), Optional.empty(), START);
    stream.take(sample(0, 12_345), at(0));
    stream.take(sample(1, 12_599), at(1));
    assertThat(told.due).isEmpty();
    stream.take(sample(2, 12_600), at(2));
    assertThat(told.due).containsExactly("1 at 500.0");
    stream.end("the gateway stops");
    PointStream again =
        new PointStream(plan, told, new PointCounts(), Optional.of(told.kept), START);
    again.take(sample(3, 12_650), at(3));
    assertThat(told.due).as("it does not begin anew by a start").hasSize(1);
    again.end("the documents change");

    PointPlan serviced = plan(hours.formatted("12640"));
    PointStream after =
        new PointStream(serviced, told, new PointCounts(), Optional.of(told.kept), START);
    after.take(sample(4, 13_139), at(4));
    assertThat(told.due).hasSize(1);
    after.take(sample(5, 13_140), at(5));
    assertThat(told.due).containsExactly("1 at 500.0", "1 at 500.0");
    assertThat(plan.counter().orElseThrow().service().orElseThrow().name(1))
        .as("so that the second is not taken for the first")
        .isNotEqualTo(serviced.counter().orElseThrow().service().orElseThrow().name(1));
  }

  @Test
  void anOverdueMachineIsDueOnceWithTheFirstSampleHoweverManyServicesWereLeftOut()
      throws Exception {
    PointStream stream =
        stream("counter: { service: { every: 500, from: 12100, failureMode: service-due } }");
    stream.take(sample(0, 13_700), at(0));
    assertThat(told.due).containsExactly("3 at 1600.0");
    stream.take(sample(1, 14_100), at(1));
    assertThat(told.due).containsExactly("3 at 1600.0", "4 at 2000.0");
  }

  @Test
  void aLastServiceThatTheCounterCannotShowIsRefused() {
    assertThatThrownBy(
            () ->
                plan(
                    "counter: { rollover: 10000, service: { every: 500, from: 12100, failureMode: x } }"))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("below the rollover");
  }

  /** As a node of Sparkplug tells what it kept, also before anything of now. */
  @Test
  void whatItsSourceCallsPastIsRecordedAndDecidesNothingThoughNothingCameYet() throws Exception {
    PointStream stream =
        stream("rollup: PT1M, valid: { high: 16 }, deadband: { absolute: 0.1 }, stale: PT1H");
    stream.take(sample(10, 6).ofThePast(), at(7200));
    stream.take(sample(20, 8).ofThePast(), at(7200));
    stream.take(sample(30, 99).ofThePast(), at(7200));
    stream.take(Sample.bad("pump/pressure", at(40), "stale").ofThePast(), at(7200));
    stream.take(sample(90_000, 7).ofThePast(), at(7200)); // a time that cannot be
    stream.take(sample(7200, 5), at(7200));
    stream.take(sample(7199, 7).ofThePast(), at(7201)); // not even late
    stream.tick(at(7202), PointStream.nanos(at(7202)), PointStream.nanos(at(7202)));
    assertThat(told.values).containsExactly(5.0);
    assertThat(told.device).isEmpty();
    assertThat(told.rollUps)
        .extracting(each -> each.from() + " " + each.count() + " " + each.mean())
        .containsExactly(START + " 2 7.0", at(7140) + " 1 7.0");
    assertThat(stream.counts().latest().orElseThrow().value()).isEqualTo(5);
    assertThat(stream.counts().told().late()).isEqualTo(6);
  }

  @Test
  void whereEachSampleIsAMeasurementOneOfThePastIsNone() {
    PointPlan every =
        PointPlan.through(
            "pump/pressure", Optional.of("bar"), List.of(), List.of(), Optional.empty());
    PointStream stream = new PointStream(every, told, new PointCounts(), Optional.empty(), START);
    stream.take(sample(0, 5).ofThePast(), at(10));
    stream.take(sample(10, 6), at(10));
    assertThat(told.values).containsExactly(6.0);
    assertThat(stream.counts().told().late()).isEqualTo(1);
  }

  private PointStream stream(String settings) throws InvalidDocumentException {
    return new PointStream(plan(settings), told, new PointCounts(), Optional.empty(), START);
  }

  private static PointPlan plan(String settings) throws InvalidDocumentException {
    return read("streams: [ { point: pump/pressure, %s } ]".formatted(settings))
        .of("pump/pressure");
  }

  static StreamPlan read(String text) throws InvalidDocumentException {
    return read(text, List.of());
  }

  static StreamPlan read(String text, List<Limit> limits) throws InvalidDocumentException {
    MapNode points = Documents.parse("points.yaml", POINTS).asMap();
    AssetRegister register = AssetDocuments.read(points.maps("assets"), points.maps("points"));
    MapNode streams = Documents.parse("streams.yaml", text).asMap();
    Map<String, List<MapNode>> sections = new HashMap<>();
    for (String key : streams.keys()) {
      sections.put(key, streams.maps(key));
    }
    return StreamDocuments.read(
        key -> sections.getOrDefault(key, List.of()), limits, register, new ExpressionLanguage());
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static Sample sample(long second, double value) {
    return Sample.of("pump/pressure", at(second), value);
  }

  private static Sample in(String unit, long second, double value) {
    return new Sample(
        "pump/pressure", at(second), value, Optional.of(unit), Quality.GOOD, Optional.empty());
  }

  static final class Told implements Outlet {
    final List<Measured> measured = new ArrayList<>();
    OperatingStates states;
    final List<Double> values = new ArrayList<>();
    final List<String> device = new ArrayList<>();
    final List<String> due = new ArrayList<>();
    final List<String> results = new ArrayList<>();
    final List<RollUp> rollUps = new ArrayList<>();
    Facts kept;

    @Override
    public void measurement(PointPlan plan, Measured sample) {
      values.add(sample.value());
      measured.add(sample);
    }

    @Override
    public void device(String point, Instant at, DeviceStatus.Status status, String detail) {
      device.add(status + " " + detail);
    }

    @Override
    public void due(
        PointPlan plan, PointPlan.Service service, long number, double total, Instant at) {
      due.add(number + " at " + total);
    }

    @Override
    public void result(String to, Instant at, double value) {
      results.add("%s %s %s".formatted(to, at, value));
    }

    @Override
    public void rollUp(RollUp rollUp) {
      rollUps.add(rollUp);
    }

    @Override
    public void keep(String point, Facts state) {
      kept = state;
    }

    @Override
    public void expects(
        String point, TrendPlan plan, Growth growth, long number, long steps, Instant at) {}

    @Override
    public void trendNote(Instant at, String kind, String point, Facts facts) {}

    @Override
    public Optional<Facts> kept(String of) {
      return Optional.empty();
    }

    @Override
    public Optional<List<RollUp>> recorded(String of, Instant from, Instant before) {
      return Optional.of(List.of());
    }

    @Override
    public void heard(PointPlan plan, Instant at, Double value) {
      if (states != null) {
        states.heard(plan.point(), at, value);
      }
    }

    @Override
    public void passes(PointPlan plan) {
      if (states != null) {
        states.passes(plan.point());
      }
    }

    @Override
    public OperatingStates.Standing standing(PointPlan plan) {
      return states == null || plan.asset().isEmpty()
          ? OperatingStates.Standing.UNKNOWN
          : states.of(plan.asset().get());
    }
  }

  @Test
  void documentsThatDoNotFitAreToldWithPlaceAndWhatIsAllowed() {
    assertThat(problems("streams: [ { point: pump/presure } ]"))
        .containsExactly(
            "streams.yaml:1:21 /streams/0/point: no point has this id, given \"pump/presure\", allowed the id of a point");
    assertThat(problems("streams: [ { point: pump/pressure, unit: Cel } ]").get(0))
        .contains("streams.yaml:1:", "Cel", "a unit that fits 'bar'");
    assertThat(
            problems(
                """
                streams:
                  - { point: pump/pressure, windows: [ { count: 3, statistics: { mean: pump/mean } } ] }
                  - { point: pump/mean, windows: [ { count: 3, statistics: { max: pump/pressure } } ] }
                """))
        .singleElement()
        .asString()
        .contains("its result comes back to itself", "allowed no circle");
    assertThat(
            problems(
                "streams: [ { point: pump/pressure, windows: [ { count: 3, statistics: { mean: pump/speed } } ] } ]"))
        .singleElement()
        .asString()
        .contains("its unit is '/min'", "allowed a point in 'bar'");
    assertThat(problems("streams: [ { point: pump/pressure, during: [production] } ]").get(0))
        .contains("the asset of point 'pump/pressure' has no operating states");
    assertThat(
            problems(
                    "operatingStates: [ { asset: pump, points: { speed: pump/speed }, states: [ { state: production, when: 'sped > 1.0' } ] } ]")
                .get(0))
        .contains("streams.yaml:1:", "sped");
  }

  private static List<String> problems(String text) {
    try {
      read(text);
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(org.bellcrank.document.Problem::text).toList();
    }
  }

  @Test
  void aStateDwellsBeforeItChangesAndAFailedSensorMakesItUnknown() throws Exception {
    StreamPlan plan =
        read(
            """
            operatingStates:
              - asset: pump
                points: { speed: pump/speed }
                states: [ { state: production, when: 'speed > 100.0' } ]
                otherwise: idle
                dwell: PT10S
            """);
    List<String> changes = new ArrayList<>();
    OperatingStates states = new OperatingStates((asset, now, before) -> changes.add(now.words()));
    states.plans(plan.states());
    states.heard("pump/speed", at(0), 500.0);
    states.heard("pump/speed", at(20), 5.0);
    states.heard("pump/speed", at(29), 5.0);
    states.heard("pump/speed", at(30), 5.0);
    states.heard("pump/speed", at(31), null);
    states.heard("pump/speed", at(41), null);
    assertThat(changes)
        .containsExactly(
            "production since 2026-03-01T08:00:00Z",
            "idle since 2026-03-01T08:00:20Z",
            "unknown: speed is missing");
    states.plans(plan.states());
    assertThat(states.of("pump").state()).isNull();
    assertThat(plan.of("pump/pressure").asset()).contains("pump");
    assertThat(plan.group("pump/pressure")).isEqualTo(plan.group("pump/speed"));
    assertThat(Map.copyOf(states.words())).containsKey("pump");
  }
}
