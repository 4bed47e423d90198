package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.LimitStanding;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source that tells only changes says by its silence. */
class PointStandsTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final String STATES =
      """
      operatingStates:
        - asset: pump
          points: { speed: pump/speed }
          states: [ { state: production, when: 'speed > 100.0' } ]
          otherwise: idle
          dwell: PT10S
      """;
  private static final String STREAM = "streams: [ { point: pump/pressure } ]\n";

  private static final String RESAMPLED =
      "streams: [ { point: pump/pressure, resample: { every: PT1S }, rollup: PT1M } ]";

  private final PointStreamTest.Told told = new PointStreamTest.Told();

  @ParameterizedTest
  @ValueSource(strings = {STREAM, ""})
  void oneSampleBeyondALimitCrossesItWhenItsDurationIsOver(String documents) throws Exception {
    PointStream stream = stream(documents, limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.take(sample(0, 80), at(0));
    stream.take(sample(5, 82), at(5));
    ticks(stream, 5, 29);
    assertThat(told.measured).allMatch(each -> each.stands() == null);
    ticks(stream, 30, 400);
    assertThat(told.measured)
        .filteredOn(each -> each.stands() != null)
        .singleElement()
        .satisfies(
            still -> {
              assertThat(still.at()).isEqualTo(at(30));
              assertThat(still.value()).isEqualTo(82);
              assertThat(still.stands()).isEqualTo(at(5));
            });
    assertThat(events(Duration.ofSeconds(30))).containsExactly("CROSSED at " + at(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {STREAM, ""})
  void whatIsReadEachSecondWithTheTimeOfItsLastChangeCrossesToo(String documents) throws Exception {
    PointStream stream = stream(documents, limit(Duration.ofSeconds(30), StateGate.OPEN));
    for (int second = 0; second < 60; second++) {
      stream.take(sample(0, 80), at(second));
      ticks(stream, second, second);
    }
    assertThat(events(Duration.ofSeconds(30))).containsExactly("CROSSED at " + at(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {STREAM, ""})
  void aClockThatWasSetBackALittleHidesNoFinding(String documents) throws Exception {
    PointStream stream = stream(documents, limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.take(sample(0, 60), at(0));
    ticks(stream, 0, 0);
    stream.take(Sample.of("pump/pressure", at(0).minusMillis(100), 80), at(1));
    ticks(stream, 1, 60);
    assertThat(events(Duration.ofSeconds(30)))
        .containsExactly("CROSSED at " + at(30).minusMillis(100));
    assertThat(told.measured).filteredOn(each -> each.stands() != null).hasSize(1);
  }

  @Test
  void oneHighValueAfterAClockThatWasSetBackStandsByItsOwnTime() throws Exception {
    PointStream stream = stream("", limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.take(sample(200, 80), at(0));
    for (int second = 1; second < 190; second++) {
      stream.take(sample(second, second == 170 ? 80 : 60), at(second));
      ticks(stream, second, second);
    }
    assertThat(events(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void aSourceWhoseClockIsBehindCrossesByTheTimeThatWentBy() throws Exception {
    PointStream stream = stream(STREAM, limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.take(sample(-100, 80), at(0));
    ticks(stream, 0, 29);
    assertThat(events(Duration.ofSeconds(30))).isEmpty();
    ticks(stream, 30, 31);
    assertThat(events(Duration.ofSeconds(30))).containsExactly("CROSSED at " + at(-70));
  }

  @Test
  void aClockThatIsSetForwardIsNoTimeThatWentBy() throws Exception {
    PointStream stream = stream(STREAM, limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.take(sample(0, 80), at(0));
    long steady = 0;
    for (int second = 0; second < 29; second++) {
      steady += 1_000_000_000L;
      stream.tick(at(second < 10 ? second : second + 100_000), steady, steady);
    }
    assertThat(events(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void whatItsSourceCallsBadOrDoubtfulStandsNoMore() throws Exception {
    for (String settings : List.of("", ", uncertain: ignore")) {
      PointStream stream =
          stream(
              "streams: [ { point: pump/pressure%s } ]".formatted(settings),
              limit(Duration.ofSeconds(30), StateGate.OPEN));
      stream.take(sample(0, 80), at(0));
      stream.take(
          settings.isEmpty()
              ? Sample.bad("pump/pressure", at(10), "Bad_NotConnected")
              : new Sample(
                  "pump/pressure",
                  at(10),
                  80,
                  Optional.empty(),
                  Quality.UNCERTAIN,
                  Optional.empty()),
          at(10));
      ticks(stream, 10, 100);
      assertThat(told.measured).isNotEmpty().allMatch(each -> each.stands() == null);
    }
  }

  @Test
  void whatFellSilentBeyondItsTimeStandsNoMore() throws Exception {
    for (String settings : List.of("stale: PT20S", "resample: { every: PT1S, hold: PT20S }")) {
      PointStream stream =
          stream(
              "streams: [ { point: pump/pressure, %s } ]".formatted(settings),
              limit(Duration.ofSeconds(30), StateGate.OPEN));
      stream.take(sample(0, 80), at(0));
      ticks(stream, 0, 100);
      assertThat(told.measured).isNotEmpty().allMatch(each -> each.stands() == null);
      assertThat(told.device).last().asString().startsWith("STALE");
    }
  }

  @Test
  void theSameValueAfterALostLineEndsTheTroubleAndGoesOnToCross() throws Exception {
    PointStream stream = stream(STREAM, limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.take(sample(0, 80), at(0));
    stream.take(Sample.bad("pump/pressure", at(10), "Bad_NotConnected"), at(10));
    stream.take(sample(0, 80), at(20)); // as a server tells what it has, with its own time
    assertThat(told.device).containsExactly("LOST Bad_NotConnected", "OK values come again");
    ticks(stream, 20, 60);
    assertThat(events(Duration.ofSeconds(30))).containsExactly("CROSSED at " + at(30));
  }

  @Test
  void aResultOfThisGatewayStandsForNothing() throws Exception {
    PointStream stream = stream(STREAM, limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.result(sample(0, 80), at(0));
    ticks(stream, 0, 100);
    assertThat(told.measured).hasSize(1);
  }

  @Test
  void whatStandsUnderNewDocumentsCrossesByTheTimeThatGoesByAndOnlyOnce() throws Exception {
    PointStream before = stream("");
    before.take(sample(0, 80), at(0));
    told.measured.clear();
    PointStream after = stream("", limit(Duration.ofSeconds(30), StateGate.OPEN));
    after.restore(new Stood(before.stands().raw(), at(0), at(20)));
    ticks(after, 20, 49);
    assertThat(events(Duration.ofSeconds(30))).isEmpty();
    after.take(sample(0, 80), at(49)); // as a source that is asked tells it
    ticks(after, 50, 100);
    assertThat(events(Duration.ofSeconds(30))).containsExactly("CROSSED at " + at(50));
    assertThat(told.measured).filteredOn(each -> at(0).equals(each.stands())).hasSize(2);
  }

  @Test
  void aStateEndsWhenItDweltAndWhatWasCrossedUnheardIsHeardThen() throws Exception {
    Limit limit =
        limit(Duration.ofSeconds(5), new StateGate(List.of("production"), Duration.ofSeconds(20)));
    StreamPlan plan = PointStreamTest.read(STREAM + STATES, List.of(limit));
    told.states = states(plan);
    PointStream stream =
        new PointStream(plan.of("pump/pressure"), told, new PointCounts(), Optional.empty(), START);
    told.states.heard("pump/speed", at(0), 0.0);
    stream.take(sample(2, 80), at(2));
    for (int second = 2; second < 100; second++) {
      if (second == 50) {
        told.states.heard("pump/speed", at(second), 500.0);
      }
      told.states.tick(nanos(second), nanos(second), point -> true);
      stream.tick(at(second), nanos(second), nanos(second));
      assertThat(told.states.of("pump").state())
          .as("at %d s", second)
          .isEqualTo(second < 60 ? "idle" : "production");
    }
    assertThat(told.measured)
        .filteredOn(each -> each.stands() != null)
        .extracting(each -> each.state() + " " + each.at())
        .containsExactly("idle " + at(7), "production " + at(70));
  }

  @Test
  void anIncrementAResultOrWhatTheSourceDoubtsMakesNoStateDwellByItsSilence() throws Exception {
    String states = STATES.replace("pump/speed", "pump/pressure").replace("100.0", "0.5");
    for (String settings : List.of("counter: {}", "unit: bar", "uncertain: ignore")) {
      StreamPlan plan =
          PointStreamTest.read(
              "streams: [ { point: pump/pressure, %s } ]\n%s".formatted(settings, states));
      told.states = states(plan);
      PointStream stream =
          new PointStream(
              plan.of("pump/pressure"), told, new PointCounts(), Optional.empty(), START);
      stream.take(sample(-2, 0), at(-2));
      stream.take(sample(-1, 0), at(-1));
      if (settings.equals("unit: bar")) {
        stream.result(sample(0, 1), at(0));
      } else {
        stream.take(sample(0, 1), at(0));
      }
      if (settings.equals("uncertain: ignore")) {
        stream.take(
            new Sample(
                "pump/pressure", at(1), 1, Optional.empty(), Quality.UNCERTAIN, Optional.empty()),
            at(1));
      }
      for (int second = 0; second < 100; second++) {
        told.states.tick(nanos(second), nanos(second), point -> true);
        stream.tick(at(second), nanos(second), nanos(second));
      }
      assertThat(told.states.of("pump").state()).as(settings).isEqualTo("idle");
    }
  }

  @Test
  void ratesSharesOfRoutesAndFeaturesOfWaveformsAreResults() throws Exception {
    StreamPlan plan =
        PointStreamTest.read(
            "streams: [ { point: pump/sound, features: { rms: pump/cycles } } ]\n"
                + "rates: [ { id: chips, class: chip, asset: pump, every: PT1H, to: pump/std } ]");
    assertThat(plan.results()).containsExactlyInAnyOrder("pump/cycles", "pump/std");
  }

  @Test
  void aStateThatOtherPointsAreLookedAtForWaitsForThem() throws Exception {
    OperatingStates states = states(PointStreamTest.read(STATES, List.of()));
    states.heard("pump/speed", at(0), 500.0);
    states.heard("pump/speed", at(1), 0.0);
    states.tick(nanos(1), nanos(1), point -> false);
    states.tick(nanos(90), nanos(90), point -> false);
    assertThat(states.of("pump").state()).isEqualTo("production");
  }

  @Test
  void whatWaitsInTheQueueIsNoSilence() {
    CaughtUp caughtUp = new CaughtUp(0);
    caughtUp.looked(0, 0, false, 10);
    assertThat(caughtUp.upTo()).isEqualTo(10);
    caughtUp.looked(512, 900, false, 20); // 900 came meanwhile, up to 20
    caughtUp.looked(512, 700, false, 30);
    assertThat(caughtUp.upTo()).isEqualTo(10);
    caughtUp.looked(512, 600, false, 40);
    assertThat(caughtUp.upTo()).isEqualTo(20);
    caughtUp.looked(600, 0, false, 50);
    assertThat(caughtUp.upTo()).isEqualTo(50);
  }

  /** As a shard that handles 512 samples a second while as many come, and 16,000 wait. */
  @Test
  void aValueThatWaitedInAQueueStandsNoLongerThanWhatCameSinceWasLookedAt() {
    CaughtUp caughtUp = new CaughtUp(0);
    ArrayDeque<Long> queue = new ArrayDeque<>(Collections.nCopies(16_000, 0L));
    List<Long> put = new ArrayList<>();
    List<Silence> stands = new ArrayList<>();
    for (int step = 1; step < 300; step++) {
      long came = 0;
      for (int i = 0; i < 512; i++) {
        came = queue.remove();
      }
      long now = TimeUnit.SECONDS.toNanos(step);
      queue.addAll(Collections.nCopies(512, now));
      caughtUp.looked(512, queue.size(), false, now);
      put.add(came);
      stands.add(new Silence());
      long upTo = caughtUp.upTo();
      stands.forEach(each -> each.look(now, upTo));
      for (int i = 0; i < put.size(); i++) {
        assertThat(stands.get(i).nanos()).isLessThanOrEqualTo(Math.max(0, upTo - put.get(i)));
      }
    }
    assertThat(stands.get(0).nanos()).isGreaterThan(TimeUnit.SECONDS.toNanos(200));
  }

  @Test
  void theTimeForWhichAProcessWasStoppedIsNoSilence() throws Exception {
    CaughtUp caughtUp = new CaughtUp(0);
    PointStream stream = stream(STREAM, limit(Duration.ofSeconds(30), StateGate.OPEN));
    stream.take(sample(0, 80), at(0));
    for (int second : List.of(1, 41, 42)) {
      caughtUp.looked(0, 0, false, TimeUnit.SECONDS.toNanos(second));
      stream.tick(at(second), caughtUp.now(), caughtUp.upTo());
    }
    assertThat(events(Duration.ofSeconds(30))).isEmpty();
  }

  @Test
  void whileAQueueHasNoRoomTimeStandsStillSinceWhatSourcesHaveToTellWaitsOutsideOfIt() {
    CaughtUp caughtUp = new CaughtUp(0);
    for (int step = 1; step < 100; step++) {
      caughtUp.looked(512, 16_384, true, TimeUnit.SECONDS.toNanos(step));
    }
    caughtUp.looked(16_384, 0, false, TimeUnit.SECONDS.toNanos(100));
    assertThat(caughtUp.upTo()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aFrozenSensorThatTellsTheTimeOfItsLastChangeIsFlat() throws Exception {
    PointStream stream = stream("streams: [ { point: pump/pressure, flatLine: { for: PT10S } } ]");
    for (int second = 0; second < 12; second++) {
      stream.take(sample(0, 5), at(second));
    }
    stream.take(sample(12, 6), at(12));
    assertThat(told.device)
        .containsExactly(
            "FLAT_LINE moved by no more than 0.0 since " + START, "OK values come again");
  }

  @Test
  void aValueThatStandsTooLongIsFlatWhereItIsResampled() throws Exception {
    PointStream stream =
        stream(
            "streams: [ { point: pump/pressure, flatLine: { for: PT1M }, resample: { every: PT1S } } ]");
    stream.take(sample(0, 5), at(0));
    ticks(stream, 0, 64);
    assertThat(told.device).isEmpty();
    ticks(stream, 65, 80);
    assertThat(told.device).containsExactly("FLAT_LINE moved by no more than 0.0 since " + START);
  }

  @Test
  void aMeanOfChangesIsWeightedByTheTimeForWhichTheyStand() throws Exception {
    PointStream stream =
        stream(
            "streams: [ { point: pump/pressure, resample: { every: PT1S }, rollup: PT1H,"
                + " windows: [ { every: PT1H, level: 60, statistics: { mean: pump/mean, crossings: pump/std } } ] } ]");
    stream.take(sample(0, 40), at(0));
    ticks(stream, 0, 3_589);
    for (int tenth = 0; tenth < 100; tenth++) {
      Instant when = at(3_590).plusMillis(100L * tenth);
      stream.take(Sample.of("pump/pressure", when, tenth % 2 == 0 ? 80 : 79), when);
    }
    stream.take(sample(3_600, 40), at(3_600));
    ticks(stream, 3_600, 3_610);
    RollUp hour = told.rollUps.get(0);
    assertThat(hour.count()).isEqualTo(3_600);
    assertThat(hour.mean()).isCloseTo((3_590 * 40 + 10 * 80) / 3_600.0, within(1e-9));
    assertThat(hour.greatest()).isEqualTo(80);
    assertThat(told.results)
        .containsExactly(
            "pump/mean 2026-03-01T09:00:00Z " + hour.mean(), "pump/std 2026-03-01T09:00:00Z 1.0");
    assertThat(stream.counts().told().taken()).isEqualTo(102);
    assertThat(stream.counts().told().shed()).isZero();
  }

  @Test
  void anHourWithoutAChangeIsARowAndAPeakBetweenTwoStepsIsInIt() throws Exception {
    PointStream stream =
        stream(
            "streams: [ { point: pump/pressure, resample: { every: PT1M }, rollup: PT10M, deadband: { absolute: 1 } } ]");
    stream.take(sample(0, 40), at(0));
    ticks(stream, 0, 1_999);
    stream.take(sample(2_001, 90), at(2_001));
    stream.take(sample(2_002, 40), at(2_002));
    ticks(stream, 2_002, 2_450);
    assertThat(told.rollUps)
        .extracting(each -> "%d %s %s".formatted(each.count(), each.mean(), each.greatest()))
        .containsExactly("10 40.0 40.0", "10 40.0 40.0", "10 40.0 40.0", "10 40.0 90.0");
    assertThat(told.values).as("measurements").containsExactly(40.0, 90.0, 40.0);
  }

  @Test
  void afterAStartAValueWithTheTimeOfItsLastChangeCountsFromNowOn() throws Exception {
    PointStream stream = stream(RESAMPLED);
    stream.take(sample(-86_400, 60), at(0));
    ticks(stream, 0, 599);
    stream.take(sample(600, 61), at(600));
    ticks(stream, 600, 800);
    assertThat(told.rollUps)
        .extracting(each -> each.from() + " " + each.count() + " " + each.mean())
        .hasSizeGreaterThan(11)
        .startsWith(at(0) + " 60 60.0", at(60) + " 60 60.0")
        .contains(at(540) + " 60 60.0", at(600) + " 60 61.0");
  }

  @Test
  void aLineThatWasLostForTwoSecondsMakesNoHoleWhereTheSameIsToldAgain() throws Exception {
    PointStream stream = stream(RESAMPLED);
    stream.take(sample(0, 60), at(0));
    ticks(stream, 0, 599);
    stream.take(Sample.bad("pump/pressure", at(600), "line"), at(600));
    ticks(stream, 600, 601);
    stream.take(sample(0, 60), at(602));
    ticks(stream, 602, 1_300);
    assertThat(told.rollUps)
        .extracting(each -> each.from() + " " + each.mean())
        .startsWith(
            java.util.stream.IntStream.range(0, 20)
                .mapToObj(minute -> at(60 * minute) + " 60.0")
                .toArray(String[]::new))
        .doesNotHaveDuplicates();
    assertThat(told.rollUps.subList(0, 20))
        .filteredOn(each -> each.count() < 60)
        .hasSizeBetween(1, 2)
        .allMatch(each -> each.count() >= 52);
  }

  @Test
  void holdIsCountedByAClockThatNobodySets() throws Exception {
    for (long shift : List.of(3_600, -3_600)) {
      told.device.clear();
      PointStream stream =
          stream("streams: [ { point: pump/pressure, resample: { every: PT1S, hold: PT10M } } ]");
      stream.take(sample(0, 60), at(0));
      for (int second = 0; second <= 610; second++) {
        assertThat(told.device).as("after %d s", second).hasSize(second > 600 ? 1 : 0);
        stream.tick(at(second < 5 ? second : second + shift), nanos(second), nanos(second));
      }
    }
  }

  @Test
  void whatStandsCrossedIsToldOnceAMinuteWhereItIsResampledAsOfASourceThatTellsAllTheTime()
      throws Exception {
    PointStream stream =
        stream(
            "streams: [ { point: pump/pressure, resample: { every: PT1S } } ]",
            limit(Duration.ZERO, StateGate.OPEN));
    stream.take(sample(0, 80), at(0));
    ticks(stream, 0, 200);
    assertThat(told.measured)
        .extracting(Measured::at)
        .containsExactly(at(0), at(60), at(120), at(180));
    assertThat(events(Duration.ZERO)).containsExactly("CROSSED at " + at(0));
  }

  @Test
  void aRealSampleBehindTheLastStepIsNotLateAndWhatStoodIsNoMeasurement() throws Exception {
    PointStream stream =
        stream("streams: [ { point: pump/pressure, resample: { every: PT1S }, rollup: PT10S } ]");
    stream.take(sample(0, 40), at(0));
    ticks(stream, 0, 60);
    stream.take(sample(40, 50), at(60)); // twenty seconds on its way
    assertThat(stream.counts().told().late()).isZero();
    assertThat(told.measured).isEmpty();
  }

  @Test
  void aStreamThatStandsCannotBeStaleByItsSilence() {
    assertThatThrownBy(
            () ->
                stream(
                    "streams: [ { point: pump/pressure, stale: PT1M, resample: { every: PT1S } } ]"))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("hold of resample in its place");
    assertThatThrownBy(
            () ->
                stream(
                    "streams: [ { point: pump/pressure, counter: {}, resample: { every: PT1S } } ]"))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("a stream without counter");
    assertThatThrownBy(
            () -> stream("streams: [ { point: pump/pressure, resample: { every: PT0.01S } } ]"))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("PT0.1S to PT1H");
  }

  /** The same signal, told each second and by its changes alone. */
  @Property(tries = 60)
  void changesAloneMakeTheSameCrossingsAndStates(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    StateGate gate =
        random.nextBoolean()
            ? StateGate.OPEN
            : new StateGate(List.of("production"), Duration.ofSeconds(random.nextInt(15)));
    Limit limit = limit(Duration.ofSeconds(random.nextInt(20)), gate);
    String stream = random.nextBoolean() ? STREAM : "";
    StreamPlan plan = PointStreamTest.read(stream + STATES, List.of(limit));
    Run each = new Run(plan, limit);
    Run changes = new Run(plan, limit);
    double pressure = 50;
    double speed = 0;
    for (int second = 0; second < 300; second++) {
      boolean newPressure = second == 0 || random.nextInt(12) == 0;
      boolean newSpeed = second == 0 || random.nextInt(15) == 0;
      pressure = newPressure ? 40 + random.nextInt(60) : pressure;
      speed = newSpeed ? random.nextInt(2) * 500 : speed;
      each.second(second, Optional.of(pressure), Optional.of(speed));
      changes.second(
          second,
          newPressure ? Optional.of(pressure) : Optional.empty(),
          newSpeed ? Optional.of(speed) : Optional.empty());
    }
    assertThat(changes.states).isEqualTo(each.states);
    assertThat(changes.events()).isEqualTo(each.events());
  }

  private final class Run {
    final PointStreamTest.Told told = new PointStreamTest.Told();
    final List<String> states = new ArrayList<>();
    final Limit limit;
    final PointStream stream;

    Run(StreamPlan plan, Limit limit) {
      this.limit = limit;
      told.states = new OperatingStates((asset, now, before) -> states.add(now.words()));
      told.states.plans(plan.states());
      stream =
          new PointStream(
              plan.of("pump/pressure"), told, new PointCounts(), Optional.empty(), START);
    }

    void second(int second, Optional<Double> pressure, Optional<Double> speed) {
      speed.ifPresent(value -> told.states.heard("pump/speed", at(second), value));
      told.states.tick(nanos(second), nanos(second), point -> true);
      pressure.ifPresent(value -> stream.take(sample(second, value), at(second)));
      stream.tick(at(second), nanos(second), nanos(second));
    }

    List<String> events() {
      return PointStandsTest.events(told, limit);
    }
  }

  private PointStream stream(String documents, Limit... limits) throws InvalidDocumentException {
    StreamPlan plan = PointStreamTest.read(documents.isEmpty() ? "{}" : documents, List.of(limits));
    return new PointStream(
        plan.of("pump/pressure"), told, new PointCounts(), Optional.empty(), START);
  }

  private static OperatingStates states(StreamPlan plan) {
    OperatingStates states = new OperatingStates((asset, now, before) -> {});
    states.plans(plan.states());
    return states;
  }

  private static Limit limit(Duration holdFor, StateGate gate) {
    return new Limit(
        "high",
        "pump/pressure",
        Optional.of(75.0),
        Optional.empty(),
        5,
        holdFor,
        "overpressure",
        gate);
  }

  private List<String> events(Duration holdFor) {
    return events(told, limit(holdFor, StateGate.OPEN));
  }

  /** What the decision makes of the measurements. */
  private static List<String> events(PointStreamTest.Told told, Limit limit) {
    List<String> events = new ArrayList<>();
    LimitStanding standing = LimitStanding.CLEAR;
    for (Measured each : told.measured) {
      boolean heard = limit.gate().open(each.state(), each.since(), each.at());
      LimitStanding.Step step = standing.step(limit, each.value(), each.at(), heard);
      standing = step.standing();
      if (step.event() != Limit.Event.NOTHING) {
        events.add((heard ? "" : "unheard ") + step.event() + " at " + each.at());
      }
    }
    return events;
  }

  private static void ticks(PointStream stream, int from, int to) {
    for (int second = from; second <= to; second++) {
      stream.tick(at(second), nanos(second), nanos(second));
    }
  }

  private static long nanos(long second) {
    return PointStream.nanos(at(second));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static Sample sample(long second, double value) {
    return Sample.of("pump/pressure", at(second), value);
  }
}
