package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bellcrank.signal.VibrationClass.Zone;
import org.junit.jupiter.api.Test;

class KindsOfSignalTest {

  @Test
  void aMotorsCurrentIsTakenApartIntoHarmonicsOfTheFrequencyItIsFedWith() {
    double line = 47.3;
    double[] current =
        Waves.sum(
            Waves.sine(20_000, 10_000, line, 14),
            Waves.sine(20_000, 10_000, 5 * line, 0.7),
            Waves.sine(20_000, 10_000, 7 * line, 0.42),
            Waves.noise(20_000, 6, 0.02));

    CurrentSignature found = CurrentSignature.of(current, 10_000, 30, 70, 11);

    assertThat(found.line()).isCloseTo(line, within(0.05));
    assertThat(found.fundamental()).isCloseTo(14, within(0.05));
    assertThat(found.harmonics()).hasSize(10);
    assertThat(found.share(5)).isCloseTo(0.05, within(0.001));
    assertThat(found.share(7)).isCloseTo(0.03, within(0.001));
    assertThat(found.share(3)).isLessThan(0.001);
    assertThat(found.distortion()).isCloseTo(Math.hypot(0.05, 0.03), within(0.001));
  }

  @Test
  void harmonicsAboveHalfTheRateAreNotTold() {
    CurrentSignature found = CurrentSignature.of(Waves.sine(1000, 1000, 50, 1), 1000, 40, 60, 20);
    assertThat(found.harmonics()).hasSize(8); // 100 to 450 Hz
    assertThatThrownBy(() -> found.share(11)).hasMessage("harmonic: given 11; allowed: 2 to 9");
    assertThatThrownBy(() -> CurrentSignature.of(new double[64], 1000, 40, 60, 5))
        .hasMessageContaining("line frequency: given from 40.0 Hz with a line each 15.625 Hz");
  }

  @Test
  void noCurrentHasNoShares() {
    CurrentSignature none = CurrentSignature.of(new double[1000], 1000, 40, 60, 5);
    assertThat(none.fundamental()).isZero();
    assertThat(none.distortion()).isZero();
  }

  @Test
  void countsBurstsAndRmsOfAcousticEmissionAreThoseCountedByHand() {
    //               0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
    double[] wave = {0, 2, 0, 3, 4, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 9};

    AcousticEmission ae = AcousticEmission.of(wave, 10, 1, 0.3);

    assertThat(ae.counts()).isEqualTo(4);
    assertThat(ae.bursts())
        .containsExactly(
            new AcousticEmission.Burst(0.1, 0.3, 4, 2),
            new AcousticEmission.Burst(1.0, 0, 2, 1),
            new AcousticEmission.Burst(1.5, 0, 9, 1));
    assertThat(ae.rms()).isCloseTo(Math.sqrt((4 + 9 + 16 + 4 + 1 + 81) / 16.0), within(1e-12));
  }

  @Test
  void withoutDeadTimeEachRiseIsABurstAndWithMuchAllAreOne() {
    double[] wave = {2, 0, 2, 0, 2, 0};
    assertThat(AcousticEmission.of(wave, 10, 1, 0).bursts()).hasSize(3);
    assertThat(AcousticEmission.of(wave, 10, 1, 1).bursts())
        .containsExactly(new AcousticEmission.Burst(0, 0.4, 2, 3));
    assertThat(AcousticEmission.of(new double[] {0, 1}, 10, 1, 1).bursts()).isEmpty();
  }

  @Test
  void levelsHaveTheirReference() {
    assertThat(Decibel.AIRBORNE.level(1)).isCloseTo(93.98, within(0.005));
    assertThat(Decibel.MICROVOLT.level(1e-3)).isCloseTo(60, within(1e-9));
    assertThat(Decibel.ACCELERATION.value(140)).isCloseTo(10, within(1e-9));
    assertThat(Decibel.AIRBORNE.level(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Decibel.AIRBORNE).hasToString("dB re 2.0E-5 Pa");
    assertThatThrownBy(() -> new Decibel(1, "furlong")).hasMessageContaining("'furlong'");
  }

  @Test
  void aHotSpotIsFoundWithItsPlaceAndOnlyWithinItsRegion() {
    float[] pixels = new float[12];
    Arrays.fill(pixels, 20);
    pixels[6] = 81.5f; // row 1, column 2 of 4
    pixels[11] = 99;
    pixels[0] = Float.NaN;
    ThermalImage image = new ThermalImage(4, 3, pixels);

    assertThat(image.heat(image.whole()).orElseThrow().maximum()).isEqualTo(99);
    assertThat(image.heat(new ThermalImage.Region(0, 0, 3, 2)))
        .contains(new ThermalImage.Heat(81.5, 2, 1, (4 * 20 + 81.5) / 5, 5));
    assertThat(image.heat(new ThermalImage.Region(0, 0, 1, 1))).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> image.heat(new ThermalImage.Region(2, 0, 3, 1)))
        .hasMessageContaining("allowed: within 4 by 3 pixels");
    assertThatThrownBy(() -> new ThermalImage(4, 4, pixels)).hasMessageContaining("12 values");
  }

  @Test
  void zonesOfVibrationBeginAboveTheirBound() {
    VibrationClass motor = VibrationClass.GROUP_2_RIGID;
    assertThat(motor.zone(0)).isEqualTo(Zone.A);
    assertThat(motor.zone(1.4)).isEqualTo(Zone.A);
    assertThat(motor.zone(1.41)).isEqualTo(Zone.B);
    assertThat(motor.zone(2.81)).isEqualTo(Zone.C);
    assertThat(motor.zone(4.51)).isEqualTo(Zone.D);
    assertThatThrownBy(() -> motor.zone(Double.NaN)).hasMessageContaining("vibration velocity");
    for (VibrationClass each : VibrationClass.values()) {
      assertThat(List.of(each.upTo(Zone.A), each.upTo(Zone.B), each.upTo(Zone.C)))
          .as(each.source())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}
