package org.bellcrank.itests.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.signal.Baseline;
import org.bellcrank.signal.Envelope;
import org.bellcrank.signal.GrowthModel;
import org.bellcrank.signal.WaveformFeatures;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first signs of a bearing's fault, weeks before any limit, at a set rate of false alarms. */
class PrecursorTest {
  private static final double FALSE_ALARMS = 0.02;
  private static final int LEARNT = 60;
  private static final int NEVER = 300;

  private static Baseline baseline;

  private static Spindle spindle(int onset) {
    return new Spindle(
        new Station("VMC-1050-SP02", 1, Plant.START),
        new Growing(
            "bearing-outer-race",
            GrowthModel.EXPONENTIAL,
            Duration.ofDays(onset),
            Duration.ofDays(onset + 50),
            0.06));
  }

  private static double[] features(Spindle spindle, Duration at) {
    Waveform wave = spindle.waveforms(at).get(0);
    WaveformFeatures shape = WaveformFeatures.of(wave.values());
    double often = Spindle.BEARING.at(wave.speed().orElseThrow()).outer();
    double strikes =
        Envelope.spectrum(wave.values(), wave.rate(), Spindle.RINGS_FROM, Spindle.RINGS_TO)
            .near(often, 25)
            .amplitude();
    return new double[] {
      Math.log(shape.rms()), Math.log(shape.kurtosis()), Math.log(strikes),
    };
  }

  /** Moments of production, four hours apart. */
  private static List<Duration> looks(int fromDay, int toDay) {
    List<Duration> looks = new ArrayList<>();
    for (Duration at = Duration.ofDays(fromDay); at.toDays() < toDay; at = at.plusHours(4)) {
      if (Schedule.TWO_SHIFTS.at(at).state() == OperatingState.PRODUCTION) {
        looks.add(at);
      }
    }
    return looks;
  }

  /** Of the first 40 days, in which both spindles are the same. */
  @BeforeAll
  static void learn() {
    Spindle spindle = spindle(NEVER);
    List<double[]> well = looks(0, 40).stream().map(at -> features(spindle, at)).toList();
    baseline =
        Baseline.learn(well.subList(0, LEARNT)).calibrated(well.subList(LEARNT, well.size()));
  }

  @Test
  void aFaultsFirstSignsAreFoundFourWeeksOrMoreBeforeItsLimit() {
    Spindle spindle = spindle(40); // at its limit on day 90
    int inARow = 0;
    long found = Long.MAX_VALUE;
    for (Duration at : looks(40, 80)) {
      Baseline.Score score = baseline.score(features(spindle, at));
      inARow = score.anomaly(FALSE_ALARMS) && score.deviations() > 0 ? inARow + 1 : 0;
      if (inARow == 3) {
        found = at.toDays();
        break;
      }
    }
    assertThat(90 - found).isBetween(28L, 50L);
  }

  @Test
  void aSpindleThatIsWellIsCalledOddAsOftenAsWasSet() {
    Spindle spindle = spindle(NEVER);
    List<Duration> looks = looks(40, 80);
    long called =
        looks.stream()
            .filter(at -> baseline.score(features(spindle, at)).anomaly(FALSE_ALARMS))
            .count();
    // 3 of 160 by theory; one calibration with 100 sets scatters by about half of that
    assertThat(looks).hasSize(160);
    assertThat(called).isBetween(1L, 10L);
  }
}
