package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class FeaturesTest {

  @Test
  void fourNumbersGiveWhatIsComputedByHand() {
    // about the mean 2: -1, -1, -1, 3; squares 1 1 1 9, cubes -1 -1 -1 27, fourths 1 1 1 81
    WaveformFeatures f = WaveformFeatures.of(new double[] {1, 1, 1, 5});

    assertThat(f.count()).isEqualTo(4);
    assertThat(f.mean()).isEqualTo(2);
    assertThat(f.rms()).isCloseTo(Math.sqrt(3), within(1e-12));
    assertThat(f.peak()).isEqualTo(3);
    assertThat(f.peakToPeak()).isEqualTo(4);
    assertThat(f.crest()).isCloseTo(Math.sqrt(3), within(1e-12));
    assertThat(f.skewness()).isCloseTo(6 / (3 * Math.sqrt(3)), within(1e-12));
    assertThat(f.kurtosis()).isCloseTo(21 / 9.0, within(1e-12));
  }

  @Test
  void aSineASquareAndNoiseHaveTheFeaturesOfTheTextbook() {
    WaveformFeatures sine = WaveformFeatures.of(Waves.sine(1000, 1000, 10, 2));
    assertThat(sine.rms()).isCloseTo(Math.sqrt(2), within(1e-9));
    assertThat(sine.crest()).isCloseTo(Math.sqrt(2), within(1e-9));
    assertThat(sine.kurtosis()).isCloseTo(1.5, within(1e-9));
    double[] square = new double[100];
    Arrays.setAll(square, i -> i % 10 < 5 ? 1 : -1);
    assertThat(WaveformFeatures.of(square).kurtosis()).isCloseTo(1, within(1e-12));
    WaveformFeatures noise = WaveformFeatures.of(Waves.noise(100_000, 1, 3));
    assertThat(noise.kurtosis()).isCloseTo(3, within(0.05));
    assertThat(noise.skewness()).isCloseTo(0, within(0.03));
  }

  @Test
  void aConstantIsZeroInAllButItsMean() {
    assertThat(WaveformFeatures.of(new double[] {0.1, 0.1, 0.1}))
        .isEqualTo(
            new WaveformFeatures(3, Spectrum.mean(new double[] {.1, .1, .1}), 0, 0, 0, 0, 0, 0));
  }

  @Property(tries = 50)
  void shapesDoNotChangeWithScaleAndOffset(
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale,
      @ForAll @DoubleRange(min = -100, max = 100) double offset) {
    double[] noise = Waves.noise(500, 2, 1);
    WaveformFeatures one = WaveformFeatures.of(noise);
    WaveformFeatures other =
        WaveformFeatures.of(Arrays.stream(noise).map(v -> scale * v + offset).toArray());

    assertThat(other.rms()).isCloseTo(scale * one.rms(), within(1e-9 * scale));
    assertThat(other.kurtosis()).isCloseTo(one.kurtosis(), within(1e-6));
    assertThat(other.crest()).isCloseTo(one.crest(), within(1e-6));
  }

  @Test
  void theEnvelopeFindsHowOftenSomethingStrikesWhereThePlainSpectrumDoesNot() {
    double rate = 25_600;
    double often = 87.3;
    double[] wave = Waves.sum(Waves.strikes(32_768, rate, often, 3), Waves.noise(32_768, 4, 0.3));

    Spectrum envelope = Envelope.spectrum(wave, rate, 2000, 4000);
    Peak peak = envelope.peak(20, 500);
    assertThat(peak.frequency()).isCloseTo(often, within(envelope.resolution()));
    // its multiples stand out too, as with every train of strikes
    assertThat(envelope.near(2 * often, 2).amplitude()).isGreaterThan(0.3 * peak.amplitude());

    Spectrum plain = Spectrum.of(wave, rate);
    assertThat(plain.near(often, 2).amplitude()).isLessThan(peak.amplitude() / 5);
  }

  @Test
  void theEnvelopeOfAnAmplitudeModulatedToneIsItsModulation() {
    double[] wave = new double[4096];
    Arrays.setAll(
        wave,
        i -> (2 + Math.cos(2 * Math.PI * 16 * i / 4096)) * Math.cos(2 * Math.PI * 512 * i / 4096));

    double[] height = Envelope.of(wave, 4096, 400, 600);

    for (int i = 0; i < height.length; i++) {
      assertThat(height[i]).isCloseTo(2 + Math.cos(2 * Math.PI * 16 * i / 4096), within(1e-9));
    }
  }

  @Test
  void aBandThatLeavesTheSpectrumIsRefused() {
    assertThatThrownBy(() -> Envelope.spectrum(new double[64], 1000, 400, 600))
        .hasMessage(
            "band of an envelope: given 400.0 to 600.0 Hz; allowed: rising, within 0 to 500.0 Hz");
  }

  @Test
  void bearingFrequenciesAreThoseThatArePublishedForThe6205() {
    // multiples of shaft speed that Case Western Reserve University's data center publishes for its
    // SKF 6205: 3.5848, 5.4152, 0.39828; of the ball it gives strikes, two each turn: 4.7135
    Bearing.Frequencies f = new Bearing(9, 0.3126, 1.537, 0).at(1);

    assertThat(f.outer()).isCloseTo(3.5848, within(1e-3));
    assertThat(f.inner()).isCloseTo(5.4152, within(1e-3));
    assertThat(f.cage()).isCloseTo(0.39828, within(1e-4));
    assertThat(2 * f.ball()).isCloseTo(4.7135, within(1e-3));
    assertThat(f.outer() + f.inner()).isCloseTo(9, within(1e-12));
  }

  @Test
  void nutPassFrequencyOfAScrewWithoutLeadIsABearings() {
    double angle = Math.toRadians(45);
    assertThat(new BallScrew(20, 6.35, 41, angle, 0).nutPass(10))
        .isCloseTo(new Bearing(20, 6.35, 41, angle).at(10).outer(), within(1e-9));
    // by hand: ratio 6.35/41 * 0.7071068 = 0.109515; tan l = 10/(41 pi) = 0.0776367,
    // cos^2 l = 1/(1+0.0060275) = 0.9940086; 20/2 * 10 * (1 - 0.108859) = 89.1141
    BallScrew screw = new BallScrew(20, 6.35, 41, angle, 10);
    assertThat(screw.nutPass(10)).isCloseTo(89.1141, within(1e-3));
    assertThat(screw.nutPass(10) + screw.screwPass(10)).isCloseTo(200, within(1e-9));
    assertThat(screw.nutPass(0)).isZero();
  }

  @Test
  void gearsMeshAtTeethTimesSpeed() {
    assertThat(new Gear(23).mesh(12.5)).isEqualTo(287.5);
    assertThatThrownBy(() -> new Gear(0))
        .hasMessage("teeth of a gear: given 0; allowed: 1 or more");
  }

  @Test
  void geometryThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Bearing(9, 40, 39, 0)).hasMessageContaining("pitch diameter");
    assertThatThrownBy(() -> new Bearing(9, 4, 39, 2)).hasMessageContaining("contact angle in rad");
    assertThatThrownBy(() -> new BallScrew(1, 4, 39, 0, 10)).hasMessageContaining("balls per turn");
  }
}
