package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void slopeAndSignificanceAreThoseComputedByHand() {
    // S: of 28 pairs 25 rise, 3 fall: 22; variance 8*7*21/18 = 65.33; z = 21/8.0829 = 2.598;
    // two sided p = 0.00937
    Trend trend = Trend.of(Series.even(SECOND, 1, 3, 2, 4, 6, 5, 8, 7));

    assertThat(trend.significance()).isCloseTo(0.00937, within(5e-5));
    assertThat(trend.slope()).isCloseTo(1, within(1e-12));
    assertThat(trend.rises(0.05)).isTrue();
    assertThat(trend.rises(0.005)).isFalse();
    assertThat(trend.falls(0.05)).isFalse();
    assertThat(trend.low()).isBetween(0.4, 1.0);
    assertThat(trend.high()).isBetween(1.0, 1.7);
  }

  @Test
  void tiesLowerTheVarianceAsKendallsFormulaSays() {
    // ties of 3 and 2: (10*9*25 - 3*2*11 - 2*1*9)/18 = (2250 - 66 - 18)/18 = 120.333; of the 45
    // pairs 4 are ties and all others rise: S = 41, z = 40/10.9697 = 3.6464, p = 0.000266
    Trend trend = Trend.of(Series.even(SECOND, 1, 1, 1, 2, 3, 4, 4, 5, 6, 7));

    assertThat(trend.significance()).isCloseTo(0.000266, within(2e-6));
  }

  @Test
  void outliersDoNotLeadTheSlopeAstray() {
    double[] values = new double[40];
    Arrays.setAll(values, i -> 10 + 0.25 * i);
    for (int i = 0; i < 40; i += 5) {
      values[i] = 500;
    }
    assertThat(Trend.of(Series.even(SECOND, values)).slope()).isCloseTo(0.25, within(0.02));
  }

  @Test
  void aConstantHasNoTrendAndCertainlyNot() {
    Trend trend = Trend.of(Series.even(SECOND, 5, 5, 5, 5, 5, 5, 5, 5));
    assertThat(trend.slope()).isZero();
    assertThat(trend.significance()).isEqualTo(1);
    assertThat(trend.rises(0.5)).isFalse();
  }

  @Test
  void ofTenThousandSeriesOfNoiseOnlyTheTheoreticalShareHasATrend() {
    Random random = new Random(20);
    int called = 0;
    for (int run = 0; run < 10_000; run++) {
      double[] noise = new double[20];
      Arrays.setAll(noise, i -> random.nextGaussian());
      called += Trend.of(Series.even(SECOND, noise)).significance() <= 0.05 ? 1 : 0;
    }
    // 500 by theory; the test is discrete and neighbours that resemble each other by chance make it
    // a little more careful: never more than theory and four of its deviations (22)
    assertThat(called).isBetween(350, 588);
  }

  @Test
  void neighboursThatResembleEachOtherDoNotMakeTheTestSureOfItself() {
    Random random = new Random(21);
    int called = 0;
    int naive = 0;
    for (int run = 0; run < 1000; run++) {
      double[] walk = new double[100];
      for (int i = 1; i < walk.length; i++) {
        walk[i] = 0.6 * walk[i - 1] + random.nextGaussian();
      }
      Trend trend = Trend.of(Series.even(SECOND, walk));
      called += trend.significance() <= 0.05 ? 1 : 0;
      // what it would be without the correction: z is larger by the root of the inflation
      naive +=
          Math.abs(trend.slope()) / (trend.slopeError() / Math.sqrt(trend.inflation())) > 1.96
              ? 1
              : 0;
    }
    assertThat(naive).isGreaterThan(200);
    assertThat(called).isLessThan(100);
  }

  @Test
  void theSlopesBoundsHoldTheTruthInNineteenOfTwentyCases() {
    Random random = new Random(22);
    int held = 0;
    for (int run = 0; run < 1000; run++) {
      double[] values = new double[30];
      Arrays.setAll(values, i -> 0.1 * i + random.nextGaussian());
      Trend trend = Trend.of(Series.even(SECOND, values));
      held += trend.low() <= 0.1 && trend.high() >= 0.1 ? 1 : 0;
    }
    assertThat(held).isBetween(925, 985);
  }

  @Test
  void unevenAndEqualTimesAreTaken() {
    Series series =
        new Series(
            new double[] {0, 0, 10, 11, 50, 50, 100, 200},
            new double[] {1, 1, 11, 12, 51, 51, 101, 201});
    assertThat(Trend.of(series).slope()).isCloseTo(1, within(1e-12));
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Series timed = Series.of(List.of(start, start.plusMillis(1500)), List.of(1.0, 2.0));
    assertThat(timed.seconds()).containsExactly(0, 1.5);
  }

  /** With two times it is the test of Mann and Whitney: variance of U 4 x 4 x 9 / 12. */
  @Test
  void equalTimesTakeTheirPairsOutOfTheVarianceToo() {
    Series two =
        new Series(new double[] {0, 0, 0, 0, 1, 1, 1, 1}, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    // S is 16 of variance 48, z 15 / 6.928
    assertThat(Trend.of(two).significance()).isCloseTo(0.030383, within(1e-6));
    Series both =
        new Series(new double[] {0, 0, 1, 2, 3, 4, 5, 6}, new double[] {1, 2, 3, 3, 4, 5, 6, 7});
    // S is 26 of variance (1176 - 18 - 18) / 18 + 2 x 2 / (2 x 8 x 7)
    assertThat(Trend.of(both).significance()).isCloseTo(0.00168649, within(1e-7));
  }

  @Test
  void whatIsNoSeriesAndTooFewPointsAreRefused() {
    assertThatThrownBy(() -> Trend.of(Series.even(SECOND, 1, 2, 3)))
        .hasMessage(
            "trend: given 3 points within 2.0 s; allowed: 8 to 1000 points at two times or more");
    assertThatThrownBy(() -> Trend.of(new Series(new double[9], new double[9])))
        .hasMessageContaining("given 9 points within 0.0 s");
    assertThatThrownBy(() -> new Series(new double[] {1, 0}, new double[2]))
        .hasMessageContaining("given time 0.0 s after 1.0 s at index 1");
    assertThatThrownBy(() -> new Series(new double[1], new double[2]))
        .hasMessageContaining("given 1 times and 2 values");
  }

  @Test
  void aThinnedSeriesKeepsItsTrend() {
    double[] values = new double[5000];
    Arrays.setAll(values, i -> 3 + 0.01 * i);
    Series thin = Series.even(SECOND, values).thinned(1000);
    assertThat(thin.count()).isEqualTo(1000);
    assertThat(Trend.of(thin).slope()).isCloseTo(0.01, within(1e-9));
    assertThat(thin.thinned(1000)).isSameAs(thin);
  }
}
