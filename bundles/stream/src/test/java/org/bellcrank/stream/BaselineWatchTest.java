package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;

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
    feed(watch, 0, 4_301, 0);
    assertThat(book.odd).hasSize(4_000);
    long once = book.odd.stream().filter(odd -> odd >= 2).count();
    assertThat(once).as("of 40 expected").isBetween(20L, 65L);
  }

  @Test
  void valuesOfAnyShapeAreOddAsOftenAsTheScaleSaysOnceCalibrated() {
    BaselineWatch watch = new BaselineWatch(plan(100, 400, Optional.empty()), book);
    for (int i = 0; i < 2_501; i++) {
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
  void aRestartWhileItLearnsOrLaterChangesNothing() {
    double[][] sets = new double[400][];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = new double[] {random.nextGaussian(), 5 + random.nextGaussian()};
    }
    BaselinePlan plan = plan(100, 50, Optional.empty());
    Book other = new Book();
    BaselineWatch whole = new BaselineWatch(plan, other);
    BaselineWatch watch = new BaselineWatch(plan, book);
    for (int i = 0; i < sets.length; i++) {
      give(whole, i, sets[i][0], sets[i][1]);
      give(watch, i, sets[i][0], sets[i][1]);
      if (i == 50 || i == 300) {
        // the stretch that is open at the stop is given again, as its points would be half of it
        watch = new BaselineWatch(plan, book);
        give(watch, i, sets[i][0], sets[i][1]);
      }
    }
    assertThat(book.odd).isEqualTo(other.odd).hasSize(sets.length - 150 - 1);
    assertThat(book.notes).filteredOn(note -> note.startsWith("baseline.learnt")).hasSize(1);
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
    for (int i = 0; i < 21; i++) {
      give(watch, i, random.nextGaussian(), 3);
    }
    assertThat(book.notes).singleElement().asString().contains("baseline.unfit", "never moved");
    feed(watch, 21, 60, 0);
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
        .contains("12 or more");
    assertThat(problems(BASELINE + ", during: [production]"))
        .allSatisfy(problem -> assertThat(problem).contains("no operating states"))
        .isNotEmpty();
    assertThat(problems(BASELINE.replace("PT10M", "PT0.5S")))
        .singleElement()
        .asString()
        .contains("whole seconds");
  }

  private static List<String> problems(String baseline) {
    try {
      PointStreamTest.read("baselines: [ { " + baseline + " } ]");
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
    Instant at = START.plus(EVERY.multipliedBy(stretch)).plus(EVERY.dividedBy(2));
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
