package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineWatchTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final String BASELINE =
      "id: odd, points: [pump/pressure, pump/speed], every: PT10M, learn: 100, to: pump/std";

  private final Book book = new Book();
  private final Random random = new Random(17);

  @Test
  void whatIsWellIsOddAsOftenAsTheScaleSays() {
    BaselineWatch watch = new BaselineWatch(plan(300, 0, Optional.empty()), book);
    feed(watch, 0, 4_302, 0);
    assertThat(book.odd).hasSize(4_000);
    long once = book.odd.stream().filter(odd -> odd >= 2).count();
    assertThat(once).as("of 40 expected").isBetween(20L, 65L);
  }

  @Test
  void valuesOfAnyShapeAreOddAsOftenAsTheScaleSaysOnceCalibrated() {
    BaselineWatch watch = new BaselineWatch(plan(100, 400, Optional.empty()), book);
    for (int i = 0; i < 2_502; i++) {
      give(watch, i, -Math.log(random.nextDouble()), Math.pow(random.nextDouble(), 4));
    }
    assertThat(book.odd).hasSize(2_000);
    assertThat(book.odd.stream().filter(odd -> odd >= 2).count()).isBetween(5L, 50L);
  }

  @Test
  void aShiftThatNoPointShowsByItselfIsFoundByBothTogether() {
    BaselineWatch watch = new BaselineWatch(plan(200, 0, Optional.empty()), book);
    for (int i = 0; i < 402; i++) {
      double load = random.nextGaussian();
      give(watch, i, load, load + random.nextGaussian() * 0.05);
    }
    give(watch, 402, 1, -1); // each by itself is ordinary
    give(watch, 403, 0, 0);
    assertThat(book.odd.get(book.odd.size() - 1)).isEqualTo(BaselinePlan.MOST);
    assertThat(book.odd.get(book.odd.size() - 2)).isLessThan(4);
  }

  @Test
  void aRestartLosesTheStretchThatWasOpenAndNothingElse() {
    double[][] sets = new double[400][];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = new double[] {random.nextGaussian(), 5 + random.nextGaussian()};
    }
    BaselinePlan plan = plan(100, 50, Optional.empty());
    Book other = new Book();
    BaselineWatch whole = new BaselineWatch(plan, other);
    BaselineWatch watch = new BaselineWatch(plan, book);
    for (int i = 0; i < sets.length; i++) {
      if (i == 300) {
        watch = new BaselineWatch(plan, book); // what it has of stretch 299 and 300 is a part
      }
      give(whole, i, sets[i][0], sets[i][1]);
      give(watch, i, sets[i][0], sets[i][1]);
    }
    List<Double> expected = new ArrayList<>(other.odd);
    expected.remove(300 - 151);
    expected.remove(299 - 151);
    assertThat(book.odd).isEqualTo(expected).hasSize(sets.length - 152 - 2);
    assertThat(book.notes).filteredOn(note -> note.startsWith("baseline.learnt")).hasSize(1);
  }

  @Test
  void aRestartWhileItLearnsForgetsNoSetThatWasKept() {
    BaselinePlan plan = plan(100, 0, Optional.empty());
    feed(new BaselineWatch(plan, book), 0, 62, 0); // 60 sets, kept by tens
    BaselineWatch after = new BaselineWatch(plan, book);
    feed(after, 62, 103, 0);
    assertThat(book.notes).isEmpty();
    feed(after, 103, 104, 0);
    assertThat(book.notes).singleElement().asString().contains("baseline.learnt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0,x", "1.0", "1.0,2.0;;"})
  void whatWasKeptAndCannotBeReadIsLearntAnew(String kept) {
    BaselinePlan plan = plan(20, 0, Optional.empty());
    book.kept.put(
        plan.kept(), Facts.with("from", plan.learnsFrom()).put("sets", kept + ";3.0,").build());
    feed(new BaselineWatch(plan, book), 0, 30, 0);
    assertThat(book.odd).hasSize(8);
  }

  @Test
  void aStretchWithFarFewerValuesThanUsualIsPassedOver() {
    BaselineWatch watch = new BaselineWatch(plan(50, 0, Optional.empty()), book);
    for (int i = 0; i < 60; i++) {
      many(watch, i, 20);
    }
    int before = book.odd.size();
    give(watch, 60, 3, 13); // production began in the last seconds of it: one value is the mean
    many(watch, 61, 20);
    many(watch, 62, 20);
    assertThat(book.odd).hasSize(before + 2).allMatch(odd -> odd < 4);
  }

  private void many(BaselineWatch watch, int stretch, int values) {
    for (int i = 0; i < values; i++) {
      at(watch, "a", stretch, i * 20, random.nextGaussian());
      at(watch, "b", stretch, i * 20, 10 + random.nextGaussian());
    }
  }

  @Test
  void theLastStretchOfAMachineThatFallsSilentIsLookedAt() {
    BaselineWatch watch = new BaselineWatch(plan(20, 0, Optional.empty()), book);
    feed(watch, 0, 30, 0);
    int before = book.odd.size();
    Instant now = START.plus(EVERY.multipliedBy(30));
    watch.tick(now, true);
    watch.tick(now.plus(EVERY), false);
    assertThat(book.odd).hasSize(before);
    watch.tick(now.plus(EVERY).plusSeconds(60), false);
    assertThat(book.odd).hasSize(before + 1);
  }

  @Test
  void anotherUnitOfAPointIsLearntAnew() throws Exception {
    BaselinePlan bar =
        PointStreamTest.read("baselines: [ { " + BASELINE + " } ]").baselines().get(0);
    BaselinePlan told =
        PointStreamTest.read(
                "streams: [ { point: pump/pressure, unit: kPa } ]\nbaselines: [ { "
                    + BASELINE
                    + " } ]")
            .baselines()
            .get(0);
    assertThat(bar.learnsFrom()).isNotEqualTo(told.learnsFrom());
  }

  @Test
  void aPointThatGetsSomethingElseOrComesBackToItselfIsTold() {
    String windows =
        "streams: [ { point: pump/slow, windows: [ { count: 3, statistics: { %s } } ] } ]\n"
            + "baselines: [ { "
            + BASELINE
            + " } ]";
    assertThat(all(windows.formatted("std: pump/std")))
        .singleElement()
        .asString()
        .contains("a point that gets one result", "pump/slow");
    assertThat(
            all(
                "streams: [ { point: pump/std, windows: [ { count: 3, statistics: { std: pump/speed } } ] } ]\n"
                    + "baselines: [ { "
                    + BASELINE
                    + " } ]"))
        .singleElement()
        .asString()
        .contains("no circle");
  }

  @Test
  void whatIsLearntFromDiffersAndAllIsLearntAnew() {
    feed(new BaselineWatch(plan(100, 0, Optional.empty()), book), 0, 150, 0);
    book.odd.clear();
    Instant repaired = START.plus(EVERY.multipliedBy(200));
    BaselineWatch anew = new BaselineWatch(plan(100, 0, Optional.of(repaired)), book);
    feed(anew, 150, 300, 40);
    assertThat(book.odd).as("the old one tells nothing, the new one learns").isEmpty();
    feed(anew, 300, 340, 40);
    assertThat(book.odd).hasSize(39).allMatch(odd -> odd < 4);
  }

  @Test
  void aPointThatNeverMovesIsNotedAndLearntAnewUntilItDoes() {
    BaselineWatch watch = new BaselineWatch(plan(20, 0, Optional.empty()), book);
    for (int i = 0; i < 22; i++) {
      give(watch, i, random.nextGaussian(), 3);
    }
    assertThat(book.notes).singleElement().asString().contains("baseline.unfit", "never moved");
    feed(watch, 22, 60, 0);
    assertThat(book.notes).hasSize(2).last().asString().contains("baseline.learnt");
    assertThat(book.odd).isNotEmpty();
  }

  @Test
  void aStretchThatAPointSaysNothingInIsPassedOver() {
    BaselineWatch watch = new BaselineWatch(plan(20, 0, Optional.empty()), book);
    feed(watch, 0, 30, 0);
    int before = book.odd.size();
    one(watch, "a", 30, 1e6);
    give(watch, 31, 0, 10);
    give(watch, 32, 0, 10);
    assertThat(book.odd.subList(before, book.odd.size())).hasSize(2).allMatch(odd -> odd < 4);
  }

  @Test
  void onlyWhatIsMeasuredInItsStatesCounts() {
    BaselinePlan plan = plan(20, 0, Optional.empty(), List.of("production"));
    BaselineWatch watch = new BaselineWatch(plan, book);
    book.state = "production";
    feed(watch, 0, 30, 0);
    int before = book.odd.size();
    book.state = "cleaning";
    feed(watch, 30, 40, 1_000);
    assertThat(book.odd).as("the stretch that was open ends").hasSizeLessThanOrEqualTo(before + 1);
    assertThat(book.odd).allMatch(odd -> odd < BaselinePlan.MOST);
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertThat(problems(BASELINE)).isEmpty();
    assertThat(problems(BASELINE.replace("pump/std", "pump/mean")))
        .singleElement()
        .asString()
        .contains("a point without unit", "bar");
    assertThat(problems(BASELINE.replace("pump/speed", "pump/none")))
        .singleElement()
        .asString()
        .contains("no point is 'pump/none'");
    assertThat(problems(BASELINE.replace("100", "11")))
        .singleElement()
        .asString()
        .contains("12 to 1000");
    assertThat(problems(BASELINE + ", during: [production]"))
        .allSatisfy(problem -> assertThat(problem).contains("no operating states"))
        .isNotEmpty();
    assertThat(problems(BASELINE.replace("PT10M", "PT0.5S")))
        .singleElement()
        .asString()
        .contains("whole seconds");
  }

  @Test
  void aLimitThatNoSetCouldReachIsRefused() throws Exception {
    String calibrated = "baselines: [ { " + BASELINE + ", calibrate: %d } ]";
    Limit limit =
        new Limit(
            "too-odd", "pump/std", Optional.of(2.7), Optional.empty(), 0, Duration.ZERO, "odd");
    assertThatThrownBy(() -> PointStreamTest.read(calibrated.formatted(400), List.of(limit)))
        .hasMessageContaining("nothing above 2.60 can be told")
        .hasMessageContaining("502 or more for limit 'too-odd'");
    assertThat(PointStreamTest.read(calibrated.formatted(502), List.of(limit)).baselines())
        .hasSize(1);
  }

  private static List<String> problems(String baseline) {
    return all("baselines: [ { " + baseline + " } ]");
  }

  private static List<String> all(String text) {
    try {
      PointStreamTest.read(text);
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }

  private static BaselinePlan plan(int learn, int calibrate, Optional<Instant> since) {
    return plan(learn, calibrate, since, List.of());
  }

  private static BaselinePlan plan(
      int learn, int calibrate, Optional<Instant> since, List<String> during) {
    return new BaselinePlan(
        "odd",
        List.of("a", "b"),
        List.of("", ""),
        EVERY,
        learn,
        calibrate,
        since,
        false,
        "to",
        new StateGate(during, Duration.ZERO));
  }

  private void feed(BaselineWatch watch, int from, int to, double shift) {
    for (int i = from; i < to; i++) {
      give(watch, i, shift + random.nextGaussian(), shift + 10 + random.nextGaussian());
    }
  }

  private void give(BaselineWatch watch, int stretch, double a, double b) {
    one(watch, "a", stretch, a);
    one(watch, "b", stretch, b);
  }

  /** In the middle of a stretch; the one before is over with it. */
  private void one(BaselineWatch watch, String point, int stretch, double value) {
    at(watch, point, stretch, EVERY.toSeconds() / 2, value);
  }

  private void at(BaselineWatch watch, String point, int stretch, long second, double value) {
    Instant at = START.plus(EVERY.multipliedBy(stretch)).plusSeconds(second);
    long nanos = TimeUnit.SECONDS.toNanos(at.getEpochSecond());
    Measured measured = new Measured(at, null, value, Optional.empty(), false, book.state, START);
    watch.add(point, measured, nanos, nanos);
  }

  private static final class Book extends TrendWatchTest.Book {
    final List<Double> odd = new ArrayList<>();

    @Override
    public void result(String to, Instant at, double value) {
      assertThat(to).isEqualTo("to");
      odd.add(value);
    }
  }
}
