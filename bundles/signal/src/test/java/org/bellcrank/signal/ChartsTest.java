package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChartsTest {

  @Test
  void aWindowsNumbersAreThoseComputedByHand() {
    Summary summary = Summary.of(2, 4, 4, 4, 5, 5, 7, 9);

    assertThat(summary.count()).isEqualTo(8);
    assertThat(summary.min()).isEqualTo(2);
    assertThat(summary.max()).isEqualTo(9);
    assertThat(summary.mean()).isCloseTo(5, within(1e-12));
    assertThat(summary.variance()).isCloseTo(32 / 7.0, within(1e-12));
    assertThat(Summary.EMPTY.min()).isNaN();
    assertThat(Summary.EMPTY.variance()).isZero();
    assertThatThrownBy(() -> summary.with(Double.NaN))
        .hasMessage("window: given NaN; allowed: finite");
  }

  @Test
  void aSmallVarianceFarFromZeroIsNotLost() {
    assertThat(Summary.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16).variance())
        .isCloseTo(30, within(1e-6));
  }

  @Property(tries = 100)
  void partsPutTogetherAreTheWhole(@ForAll long seed, @ForAll @IntRange(max = 100) int cut) {
    double[] all = Waves.noise(100, seed, 3);
    Summary one = Summary.of(java.util.Arrays.copyOfRange(all, 0, cut));
    Summary two = Summary.of(java.util.Arrays.copyOfRange(all, cut, 100));
    Summary whole = Summary.of(all);
    Summary both = one.and(two);

    assertThat(both.count()).isEqualTo(100);
    assertThat(both.min()).isEqualTo(whole.min());
    assertThat(both.max()).isEqualTo(whole.max());
    assertThat(both.mean()).isCloseTo(whole.mean(), within(1e-12));
    assertThat(both.variance()).isCloseTo(whole.variance(), within(1e-9));
  }

  @Test
  void quantilesLieOnStraightLinesBetweenTheValues() {
    double[] values = {4, 1, 3, 2};
    assertThat(Summary.quantile(values, 0)).isEqualTo(1);
    assertThat(Summary.quantile(values, 0.25)).isEqualTo(1.75);
    assertThat(Summary.median(values)).isEqualTo(2.5);
    assertThat(Summary.quantile(values, 1)).isEqualTo(4);
    assertThat(values).containsExactly(4, 1, 3, 2);
    assertThat(Summary.robustDeviation(Waves.noise(20_000, 1, 2))).isCloseTo(2, within(0.06));
    assertThatThrownBy(() -> Summary.quantile(values, 1.1)).hasMessageContaining("0.0 to 1.0");
  }

  @Test
  void aCusumOfTenThousandValuesInControlAlarmsAsOftenAsTheTableSays() {
    Cusum chart = new Cusum(10, 2, 0.5, 4);
    int alarms = 0;
    int values = 0;
    for (long seed = 0; seed < 10; seed++) {
      Cusum.State state = Cusum.State.START;
      for (double z : Waves.noise(10_000, seed, 2)) {
        values++;
        state = chart.step(state, 10 + z);
        if (chart.alarm(state)) {
          alarms++;
          state = Cusum.State.START;
        }
      }
    }
    assertThat((double) values / alarms).isBetween(150.0, 188.0); // 168 in Montgomery's table
  }

  @Test
  void aCusumFindsAShiftOfOneDeviationInAboutTenValues() {
    Cusum chart = new Cusum(0, 1, 0.5, 5);
    int steps = 0;
    int found = 0;
    Cusum.State state = Cusum.State.START;
    for (double z : Waves.noise(20_000, 40, 1)) {
      steps++;
      state = chart.step(state, z + 1);
      if (chart.alarm(state)) {
        found++;
        state = Cusum.State.START;
      }
    }
    assertThat((double) steps / found).isBetween(10.0, 10.8); // 10.4 in the table
  }

  @Test
  void anEwmaInControlAlarmsAboutOnceInFiveHundredAndAShiftIsFoundSoon() {
    Ewma chart = new Ewma(0, 1, 0.1, 2.814);
    int alarms = 0;
    for (long seed = 0; seed < 20; seed++) {
      Ewma.State state = chart.start();
      for (double z : Waves.noise(10_000, 100 + seed, 1)) {
        state = chart.step(state, z);
        if (chart.alarm(state)) {
          alarms++;
          state = chart.start();
        }
      }
    }
    assertThat(200_000.0 / alarms).isBetween(410.0, 570.0);
    Ewma.State shifted = chart.start();
    for (int i = 0; i < 12; i++) {
      shifted = chart.step(shifted, 1.5);
    }
    assertThat(chart.alarm(shifted)).isTrue();
    assertThat(chart.limit(new Ewma.State(0, 1))).isCloseTo(0.2814, within(1e-12));
  }

  /** Three features, two of which go together. */
  private static double[] features(Random random) {
    double load = random.nextGaussian();
    return new double[] {
      5 + load + 0.3 * random.nextGaussian(),
      50 + 8 * load + 3 * random.nextGaussian(),
      0.2 + 0.01 * random.nextGaussian()
    };
  }

  private static Baseline learnt(int sets, Random random) {
    List<double[]> learnt = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      learnt.add(features(random));
    }
    return Baseline.learn(learnt);
  }

  @Test
  void anomaliesAreCalledAtTheRateOfFalseAlarmsThatWasSet() {
    Random random = new Random(30);
    int called = 0;
    for (int round = 0; round < 200; round++) {
      Baseline baseline = learnt(30, random);
      for (int i = 0; i < 100; i++) {
        called += baseline.score(features(random)).anomaly(0.01) ? 1 : 0;
      }
    }
    // 200 of 20,000 by theory, though only 30 sets were learnt from each time
    assertThat(called).isBetween(140, 260);
  }

  @Test
  void calibratedTheRateIsKeptByFeaturesThatAreFarFromNormalToo() {
    Random random = new Random(33);
    int plain = 0;
    int calibrated = 0;
    for (int round = 0; round < 100; round++) {
      Baseline baseline = Baseline.learn(bent(60, random));
      Baseline better = baseline.calibrated(bent(199, random));
      for (double[] set : bent(100, random)) {
        plain += baseline.score(set).anomaly(0.01) ? 1 : 0;
        calibrated += better.score(set).anomaly(0.01) ? 1 : 0;
      }
    }
    // 100 of 10,000 by theory
    assertThat(plain).isGreaterThan(250);
    assertThat(calibrated).isBetween(60, 140);
    Baseline few = Baseline.learn(bent(60, random)).calibrated(bent(20, random));
    assertThat(few.score(new double[] {50, -50}).chance()).isCloseTo(1 / 21.0, within(1e-12));
    Baseline.Score farthest = few.score(new double[] {50, -50});
    assertThat(farthest.anomaly(0.05)).isTrue();
    assertThatThrownBy(() -> farthest.anomaly(0.001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("given 0.001", "allowed: from 0.047", "999");
    assertThatThrownBy(() -> few.calibrated(bent(19, random)))
        .hasMessage("sets to calibrate a baseline: given 19; allowed: 20 or more");
  }

  /** Two features that bend with each other and have a long tail. */
  private static List<double[]> bent(int sets, Random random) {
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      double x = random.nextGaussian();
      all.add(new double[] {x, Math.exp(x) + 0.1 * random.nextGaussian()});
    }
    return all;
  }

  @Test
  void whatIsOddOnlyTogetherIsFoundAndSaysWhichFeatureLeads() {
    Baseline baseline = learnt(200, new Random(31));

    assertThat(baseline.score(new double[] {6.5, 62, 0.2}).anomaly(0.001)).isFalse();
    // each within 1.6 deviations of its own mean, but load and its answer disagree
    assertThat(baseline.score(new double[] {6.5, 38, 0.2}).anomaly(0.001)).isTrue();
    Baseline.Score odd = baseline.score(new double[] {5, 50, 0.27});
    assertThat(odd.anomaly(0.001)).isTrue();
    assertThat(odd.foremost()).isEqualTo(2);
    assertThat(odd.deviations()).isBetween(6.0, 8.0);
  }

  @Test
  void whatCannotBeLearntFromIsRefused() {
    Random random = new Random(32);
    List<double[]> still = new ArrayList<>();
    List<double[]> twice = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double x = random.nextGaussian();
      still.add(new double[] {x, 4});
      twice.add(new double[] {x, 3 * x + 1});
    }
    assertThatThrownBy(() -> Baseline.learn(still))
        .hasMessage("baseline: given feature 1 that never moved; allowed: features that do");
    assertThatThrownBy(() -> Baseline.learn(twice)).hasMessageContaining("follows from the others");
    assertThatThrownBy(() -> Baseline.learn(still.subList(0, 11)))
        .hasMessageContaining("given 11 sets of 2 features");
    assertThatThrownBy(() -> learnt(30, random).score(new double[2]))
        .hasMessage("features: given 2; allowed: 3 as in the first set");
  }
}
