package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.bellcrank.signal.Trend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RUL-15 over many seeds: drift is told with its slope, noise is not, at the level that is set. */
class TrendRuleTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int POINTS = 40; // of the window: P10D of PT6H
  private static final int RUNS = 1_000;

  /** Noise of deviation 1, or about. */
  enum Noise {
    /** Normally distributed. */
    NORMAL(1, 0.92),
    /** Every twentieth is ten times as far off. */
    OUTLIERS(1, 0.92),
    /** As a display of whole numbers shows it: nearly all are ties. */
    ROUNDED(1, 0.92),
    /**
     * Neighbours share a third, as those of a slow temperature. Forty points often do not show it,
     * and where they do not the test is too sure: planners are told so.
     */
    RESEMBLING(3, 0.82);

    private final int times; // more often than the level says
    private final double holds; // share of slopes within bounds of 95 %

    Noise(int times, double holds) {
      this.times = times;
      this.holds = holds;
    }

    DoubleSupplier of(Random random) {
      double[] last = {random.nextGaussian()};
      return switch (this) {
        case NORMAL -> random::nextGaussian;
        case OUTLIERS -> () -> random.nextGaussian() * (random.nextInt(20) == 0 ? 10 : 1);
        case ROUNDED -> () -> Math.rint(random.nextGaussian());
        case RESEMBLING ->
            () -> last[0] = 0.33 * last[0] + Math.sqrt(1 - 0.33 * 0.33) * random.nextGaussian();
      };
    }
  }

  private static TrendPlan plan(double significance, double limit, String horizon)
      throws Exception {
    return PointStreamTest.read(
            String.format(
                Locale.ROOT,
                "trends: [ { id: wear, point: pump/pressure, limit: { above: %s }, window: P10D,"
                    + " every: PT6H, least: %d, horizon: %s, confidence: 0, significance: %s,"
                    + " failureMode: worn } ]",
                limit,
                POINTS,
                horizon,
                significance))
        .of("pump/pressure")
        .trends()
        .get(0);
  }

  /** Values, one in each stretch; what was told of them. */
  private static TrendWatchTest.Book told(
      TrendPlan plan, int stretches, double slope, DoubleSupplier noise) {
    TrendWatchTest.Book book = new TrendWatchTest.Book();
    TrendWatch watch = new TrendWatch("pump/pressure", plan, book);
    for (int i = 0; i < stretches; i++) {
      watch.add(nanos(i), slope * i + noise.getAsDouble());
      watch.advance(nanos(i + 1));
    }
    return book;
  }

  private static long nanos(int stretch) {
    return Duration.ofSeconds(START.getEpochSecond()).plusHours(6L * stretch).toNanos();
  }

  /** One look at each of many machines; of the level's two sides one leads to the limit. */
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 0.1", "NORMAL, 0.01",
    "OUTLIERS, 0.1", "OUTLIERS, 0.01",
    "ROUNDED, 0.1", "ROUNDED, 0.01",
    "RESEMBLING, 0.1", "RESEMBLING, 0.01"
  })
  void noiseIsToldNoMoreOftenThanTheLevelSays(Noise noise, double level) throws Exception {
    TrendPlan plan = plan(level, 0.3, "P3000D");
    Random random = new Random(noise.ordinal());
    int told = 0;
    for (int run = 0; run < RUNS; run++) {
      told += told(plan, POINTS, 0, noise.of(random)).told.size();
    }
    double expected = RUNS * level / 2 * noise.times;
    assertThat((double) told).isLessThanOrEqualTo(expected + 4 * Math.sqrt(expected));
    assertThat(told).isPositive(); // else nothing was looked at
  }

  /** 100 days of 10 machines, looked at every six hours: 3600 looks. */
  @ParameterizedTest
  @EnumSource(Noise.class)
  void steadyNoiseFarFromTheLimitIsNeverToldByTheUsualRule(Noise noise) throws Exception {
    TrendPlan plan = plan(TrendPlan.SIGNIFICANCE, 20, "P14D");
    for (int seed = 0; seed < 10; seed++) {
      TrendWatchTest.Book book = told(plan, 400, 0, noise.of(new Random(100 + seed)));
      assertThat(book.told.stream().filter(each -> each.confidence() >= TrendPlan.CONFIDENCE))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Noise.class)
  void driftIsToldAndItsSlopesBoundsHoldIt(Noise noise) throws Exception {
    double slope = 0.2; // of the noise's deviation, in six hours
    TrendPlan plan = plan(TrendPlan.SIGNIFICANCE, 12, "P14D");
    int told = 0;
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      TrendWatchTest.Book book = told(plan, POINTS, slope, noise.of(new Random(1_000 + seed)));
      told += book.told.size();
      if (!book.told.isEmpty()) {
        Trend trend = book.told.get(0).forecast().trend();
        double perStretch = Duration.ofHours(6).toSeconds();
        held += trend.low() * perStretch <= slope && slope <= trend.high() * perStretch ? 1 : 0;
      }
    }
    assertThat(told).isGreaterThanOrEqualTo(190); // of 200
    assertThat(held).isGreaterThanOrEqualTo((int) (told * noise.holds));
  }

  @Test
  void theFasterItDriftsTheMoreOftenItIsTold() throws Exception {
    int before = -1;
    for (double slope : new double[] {0, 0.02, 0.05, 0.1}) {
      TrendPlan plan = plan(TrendPlan.SIGNIFICANCE, 4, "P3000D");
      int told = 0;
      for (int seed = 0; seed < 200; seed++) {
        told += told(plan, POINTS, slope, Noise.NORMAL.of(new Random(2_000 + seed))).told.size();
      }
      assertThat(told).as("slope %s", slope).isGreaterThan(before);
      before = told;
    }
    assertThat(before).isGreaterThan(190);
  }
}
