package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.bellcrank.condition.StateGate;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.signal.GrowthModel;
import org.bellcrank.signal.LimitSide;
import org.junit.jupiter.api.Test;

class TrendWatchTest {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration EVERY = Duration.ofHours(6);

  private final Book book = new Book();

  @Test
  void noiseTriggersNoMoreOftenThanTheSignificanceSays() {
    Random random = new Random(11);
    int told = 0;
    for (int run = 0; run < 1_000; run++) {
      Book own = new Book();
      TrendPlan plan =
          plan(GrowthModel.LINEAR, 0.3, LimitSide.UPPER, 40, 0.1, Duration.ofDays(3000), 0);
      feed(new TrendWatch("p", plan, own), 0, 40, day -> random.nextGaussian());
      told += own.told.size();
    }
    assertThat(told).isBetween(1, 100); // half of 10 % of 1000, since one direction counts
  }

  @Test
  void steadyValuesNearTheLimitAreNoTrendHoweverOftenItIsLookedAt() {
    Random random = new Random(5);
    TrendPlan plan =
        plan(GrowthModel.LINEAR, 10, LimitSide.UPPER, 20, 0.01, Duration.ofDays(14), 0.5);
    feed(new TrendWatch("p", plan, book), 0, 2_000, day -> 5 + random.nextGaussian() * 0.1);
    assertThat(book.told).isEmpty();
  }

  @Test
  void growthIsToldWithinTheHorizonAndThenByStepsAndItsIntervalHoldsTheTruth() {
    Random random = new Random(3);
    TrendPlan plan = linear();
    // 10 is reached on day 80
    feed(
        new TrendWatch("p", plan, book),
        0,
        4 * 79,
        day -> 2 + 0.1 * day + random.nextGaussian() * 0.1);
    growthHolds(80);
  }

  @Test
  void exponentialGrowthIsToldTheSame() {
    Random random = new Random(4);
    TrendPlan plan =
        plan(GrowthModel.EXPONENTIAL, 10, LimitSide.UPPER, 20, 0.01, Duration.ofDays(14), 0.5);
    double rate = Math.log(5) / 60; // from 2 to 10 in 60 days
    feed(
        new TrendWatch("p", plan, book),
        0,
        4 * 59,
        day -> 2 * Math.exp(rate * day + random.nextGaussian() * 0.02));
    growthHolds(60);
  }

  @Test
  void aValueThatFallsToItsLimitIsTold() {
    TrendPlan plan =
        plan(GrowthModel.LINEAR, 2, LimitSide.LOWER, 20, 0.01, Duration.ofDays(14), 0.5);
    Random random = new Random(9);
    feed(
        new TrendWatch("p", plan, book),
        0,
        4 * 79,
        day -> 10 - 0.1 * day + random.nextGaussian() * 0.1);
    growthHolds(80);
  }

  private void growthHolds(double truth) {
    assertThat(book.told).hasSizeBetween(5, 60);
    assertThat(book.told.get(0).days()).isBetween(10.0, 14.0);
    List<Growth> told = book.told;
    int held = 0;
    for (int i = 0; i < told.size(); i++) {
      double left = truth - days(book.at.get(i));
      held += told.get(i).earliest() <= left && left <= told.get(i).latest() ? 1 : 0;
      assertThat(told.get(i).days()).isCloseTo(left, org.assertj.core.data.Offset.offset(3.0));
    }
    assertThat(held).isGreaterThan(told.size() / 2);
    assertThat(book.ids).doesNotHaveDuplicates().startsWith("0/0", "0/1");
  }

  static double days(Instant at) {
    return Duration.between(START, at).toSeconds() / 86_400.0;
  }

  @Test
  void aRestartTellsNothingTwiceAndForgetsNothing() {
    DoubleUnaryOperator values = day -> 2 + 0.1 * day + Math.sin(day * 40) * 0.05;
    feed(new TrendWatch("p", linear(), book), 0, 300, values);
    Book stopped = new Book();
    TrendWatch before = new TrendWatch("p", linear(), stopped);
    feed(before, 0, 285, values);
    before.add(nanos(285), values.applyAsDouble(285 / 4.0 + 0.125)); // stopped within a stretch
    before.end();
    assertThat(stopped.told).isNotEmpty();
    feed(new TrendWatch("p", linear(), stopped), 285, 300, values);
    assertThat(stopped.ids).isEqualTo(book.ids);
    assertThat(stopped.told).isEqualTo(book.told);
  }

  @Test
  void whatWasToldJustBeforeTheGatewayWasKilledHasTheSameNameAgain() {
    DoubleUnaryOperator values = day -> 2 + 0.1 * day + Math.sin(day * 40) * 0.05;
    TrendWatch killed = new TrendWatch("p", linear(), book);
    int stretch = 0;
    while (book.ids.isEmpty()) {
      feed(killed, stretch, stretch + 1, values);
      stretch++;
    }
    book.kept.clear();
    feed(new TrendWatch("p", linear(), book), stretch, stretch + 1, values);
    assertThat(book.ids).containsExactly("0/0", "0/0");
  }

  @Test
  void aTrendThatEndedIsNotedAndTheNextOneIsAnother() {
    feed(new TrendWatch("p", linear(), book), 0, 300, day -> 2 + 0.1 * day);
    feed(new TrendWatch("p", linear(), book), 300, 450, day -> 2 + Math.sin(day * 40) * 0.05);
    assertThat(book.notes).first().asString().startsWith("trend.ended p");
    assertThat(book.notes).filteredOn(note -> note.startsWith("trend.ended")).hasSize(1);
    feed(new TrendWatch("p", linear(), book), 450, 800, day -> 2 + 0.1 * (day - 112));
    assertThat(book.ids).contains("0/0", "1/0").doesNotHaveDuplicates();
  }

  @Test
  void aReplacedPartIsNotToldByTheLineOfTheOneBefore() {
    DoubleUnaryOperator wears = day -> 2 + 0.1 * day + Math.sin(day * 40) * 0.05;
    DoubleUnaryOperator replaced = day -> 2 + Math.sin(day * 40) * 0.05;
    TrendWatch watch = new TrendWatch("p", linear(), book);
    feed(watch, 0, 300, wears);
    int told = book.ids.size();
    assertThat(told).isPositive();
    feed(watch, 300, 307, replaced);
    assertThat(book.notes).isEmpty(); // less than a tenth of the window may be a rest
    feed(watch, 307, 308, replaced);
    assertThat(book.notes)
        .satisfiesExactly(
            note -> assertThat(note).startsWith("trend.ended p"),
            note -> assertThat(note).startsWith("trend.afresh p"));
    feed(watch, 308, 400, replaced);
    assertThat(book.ids).hasSize(told);
    assertThat(book.notes).hasSize(2);
  }

  @Test
  void aReplacedPartThatWearsIsToldByItsOwnLineAfterARestartToo() {
    DoubleUnaryOperator wears = day -> 2 + 0.1 * day + Math.sin(day * 40) * 0.05;
    feed(new TrendWatch("p", linear(), book), 0, 300, wears);
    int told = book.ids.size();
    // the next part begins at 2 on day 75 and is at 10 on day 115
    DoubleUnaryOperator next = day -> 2 + 0.2 * (day - 75) + Math.sin(day * 40) * 0.05;
    feed(new TrendWatch("p", linear(), book), 300, 304, next);
    feed(new TrendWatch("p", linear(), book), 304, 440, next);
    assertThat(book.ids.subList(told, book.ids.size())).startsWith("1/0", "1/1");
    assertThat(book.told.get(told).forecast().trend().slope() * 86_400)
        .isCloseTo(0.2, org.assertj.core.data.Offset.offset(0.02));
  }

  @Test
  void oneStretchFarBelowEndsNothing() {
    DoubleUnaryOperator wears = day -> 2 + 0.1 * day + Math.sin(day * 40) * 0.05;
    TrendWatch watch = new TrendWatch("p", linear(), book);
    feed(watch, 0, 290, wears);
    feed(watch, 290, 291, day -> 2);
    feed(watch, 291, 312, wears);
    assertThat(book.notes).isEmpty();
    assertThat(book.ids).allMatch(id -> id.startsWith("0/"));
  }

  @Test
  void whatThePointRecordedBeforeCountsForATrendThatIsNew() {
    for (int i = 0; i < 300; i++) {
      double value = 2 + 0.1 * i / 4;
      book.rollUp(new RollUp("p", Duration.ofHours(6), at(i), 10, value, value, value));
    }
    feed(new TrendWatch("p", linear(), book), 300, 302, day -> 2 + 0.1 * day);
    assertThat(book.told).isNotEmpty();
    assertThat(book.told.get(0).forecast().trend().count()).isGreaterThan(70);
  }

  @Test
  void whileTheStoreDoesNotAnswerNothingIsToldAndNothingLost() {
    book.answers = false;
    TrendWatch watch = new TrendWatch("p", linear(), book);
    feed(watch, 0, 299, day -> 2 + 0.1 * day);
    assertThat(book.told).isEmpty();
    book.answers = true;
    feed(watch, 299, 300, day -> 2 + 0.1 * day);
    assertThat(book.told).hasSize(1);
    assertThat(book.rollUps).hasSize(81); // what the window holds, and the newest
  }

  @Test
  void valuesThatCannotGrowExponentiallyAreNotedOnce() {
    TrendPlan plan =
        plan(GrowthModel.EXPONENTIAL, 10, LimitSide.UPPER, 20, 0.01, Duration.ofDays(14), 0.5);
    feed(new TrendWatch("p", plan, book), 0, 40, day -> day - 1);
    assertThat(book.notes)
        .singleElement()
        .asString()
        .contains("trend.unfit", "values and limits above 0");
  }

  @Test
  void onlyWhatIsMeasuredInItsStatesCounts() throws Exception {
    StreamPlan plan =
        PointStreamTest.read(
            STATES
                + """
                trends:
                  - { id: wear, point: pump/pressure, limit: { above: 10 }, window: P20D, every: PT6H,
                      horizon: P14D, failureMode: worn, during: [production] }
                """);
    PointStream stream =
        new PointStream(plan.of("pump/pressure"), book, new PointCounts(), Optional.empty(), START);
    for (int i = 0; i < 300; i++) {
      book.state = i % 2 == 0 ? "production" : "idle";
      double value = i % 2 == 0 ? 5 : 5 + 0.01 * i; // rises only while the machine is idle
      stream.take(Sample.of("pump/pressure", at(i), value), at(i));
    }
    assertThat(book.told).isEmpty();
    assertThat(book.rollUps).hasSizeBetween(148, 150);
    for (int i = 300; i < 600; i++) {
      book.state = i % 2 == 0 ? "production" : "idle";
      double value = i % 2 == 0 ? 5 + 0.015 * (i - 300) : 0;
      stream.take(Sample.of("pump/pressure", at(i), value), at(i));
    }
    assertThat(book.told).isNotEmpty();
  }

  private static final String STATES =
      """
      operatingStates:
        - { asset: pump, points: { speed: pump/speed }, states: [ { state: production, when: 'speed > 1.0' } ], otherwise: idle }
      """;

  @Test
  void mistakesAreToldWithTheirPlace() {
    String good =
        "id: wear, point: pump/pressure, limit: { above: 10 }, horizon: P14D, failureMode: worn";
    assertThat(problems(good + ", window: P20D, every: PT6H")).isEmpty();
    assertThat(problems(good + ", window: P20D, every: PT1M"))
        .singleElement()
        .asString()
        .contains("streams.yaml:1:", "/trends/0/window", "20 to 1000 times PT1M");
    assertThat(problems(good.replace("pressure", "presure") + ", window: P20D, every: PT6H"))
        .singleElement()
        .asString()
        .contains("/trends/0/point", "no point has this id");
    assertThat(problems(good.replace("10", "10, unit: Cel") + ", window: P20D, every: PT6H"))
        .singleElement()
        .asString()
        .contains("/trends/0/limit/unit", "a unit that fits 'bar' of point 'pump/pressure'");
    assertThat(
            problems(good.replace("10", "-1") + ", window: P20D, every: PT6H, model: exponential"))
        .singleElement()
        .asString()
        .contains("/trends/0/limit/above", "above 0");
    assertThat(problems(good + ", window: P20D, every: PT6H, during: [production]"))
        .singleElement()
        .asString()
        .contains("no operating states");
    assertThat(
            problems(
                good + ", window: P20D, every: PT6H }, { " + good + ", window: P20D, every: PT6H"))
        .singleElement()
        .asString()
        .contains("/trends/1/id", "two trends have it");
  }

  @Test
  void aLimitInAnotherUnitIsConverted() throws Exception {
    StreamPlan plan =
        PointStreamTest.read(
            "trends: [ { id: wear, point: pump/pressure, limit: { below: 1, unit: MPa }, window: P20D,"
                + " every: PT6H, horizon: P14D, failureMode: worn } ]");
    TrendPlan trend = plan.of("pump/pressure").trends().get(0);
    assertThat(trend.limit()).isCloseTo(10, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(trend.side()).isEqualTo(LimitSide.LOWER);
  }

  private static List<String> problems(String trend) {
    try {
      PointStreamTest.read("trends: [ { " + trend + " } ]");
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }

  static TrendPlan linear() {
    return plan(GrowthModel.LINEAR, 10, LimitSide.UPPER, 20, 0.01, Duration.ofDays(14), 0.5);
  }

  private static TrendPlan plan(
      GrowthModel model,
      double limit,
      LimitSide side,
      int least,
      double significance,
      Duration horizon,
      double confidence) {
    return new TrendPlan(
        "wear",
        limit,
        side,
        Duration.ofDays(20),
        EVERY,
        model,
        significance,
        least,
        horizon,
        confidence,
        "worn",
        TrendPlan.STEP,
        TrendPlan.TIERS,
        StateGate.OPEN);
  }

  private static Instant at(int stretch) {
    return START.plus(EVERY.multipliedBy(stretch));
  }

  /** One value in the middle of each stretch. */
  static void feed(TrendWatch watch, int from, int to, DoubleUnaryOperator ofDay) {
    for (int i = from; i < to; i++) {
      watch.add(nanos(i), ofDay.applyAsDouble(i / 4.0 + 0.125));
      watch.advance(nanos(i + 1));
    }
  }

  private static long nanos(int stretch) {
    return at(stretch).getEpochSecond() * 1_000_000_000L;
  }

  /** Keeps what is told and recorded, as the outlet of a shard does. */
  static class Book implements Outlet {
    final List<Growth> told = new ArrayList<>();
    final List<Instant> at = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<RollUp> rollUps = new ArrayList<>();
    final Map<String, Facts> kept = new HashMap<>();
    boolean answers = true;
    String state;

    @Override
    public void expects(
        String point, TrendPlan plan, Growth growth, long number, long steps, Instant now) {
      told.add(growth);
      at.add(now);
      ids.add(number + "/" + steps);
      assertThat(growth.context(plan)).containsKeys("trendSlopePerDay", "lifeDaysLow");
    }

    @Override
    public void trendNote(Instant at, String kind, String point, Facts facts) {
      notes.add(kind + " " + point + " " + facts);
    }

    @Override
    public Optional<Facts> kept(String of) {
      return Optional.ofNullable(kept.get(of));
    }

    @Override
    public Optional<List<RollUp>> recorded(String of, Instant from, Instant before) {
      return answers
          ? Optional.of(
              rollUps.stream()
                  .filter(each -> each.point().equals(of))
                  .filter(each -> !each.from().isBefore(from) && each.from().isBefore(before))
                  .toList())
          : Optional.empty();
    }

    @Override
    public void measurement(PointPlan plan, Measured sample) {}

    @Override
    public void device(String point, Instant at, DeviceStatus.Status status, String detail) {}

    @Override
    public void due(
        PointPlan plan, PointPlan.Service service, long number, double total, Instant at) {}

    @Override
    public void result(String to, Instant at, double value) {}

    @Override
    public void rollUp(RollUp rollUp) {
      rollUps.add(rollUp);
    }

    @Override
    public void keep(String point, Facts state) {
      kept.put(point, state);
    }

    @Override
    public void heard(PointPlan plan, Instant at, Double value) {}

    @Override
    public OperatingStates.Standing standing(PointPlan plan) {
      return state == null
          ? OperatingStates.Standing.UNKNOWN
          : new OperatingStates.Standing(state, START, "");
    }
  }
}
