package org.bellcrank.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpectrumTest {
  private static final double RATE = 12_800;

  @Test
  void aToneOnALineShowsItsAmplitudeThereAndNothingFartherAway() {
    Spectrum spectrum = Spectrum.of(Waves.sine(4096, RATE, 100 * RATE / 4096, 3), RATE);

    assertThat(spectrum.resolution()).isEqualTo(3.125);
    assertThat(spectrum.highest()).isEqualTo(6400);
    assertThat(spectrum.amplitudes()).hasSize(2049);
    assertThat(spectrum.amplitudes()[100]).isCloseTo(3, within(1e-9));
    assertThat(spectrum.amplitudes()[101]).isCloseTo(1.5, within(1e-9));
    assertThat(spectrum.amplitudes()[110]).isCloseTo(0, within(1e-9));
  }

  @Property(tries = 200)
  void aToneAnywhereIsFoundWithinATenthOfALineWithItsAmplitude(
      @ForAll @DoubleRange(min = 50, max = 6000) double frequency,
      @ForAll @DoubleRange(min = 0.01, max = 100) double amplitude,
      @ForAll @IntRange(min = 2048, max = 9000) int count) {
    Spectrum spectrum = Spectrum.of(Waves.sine(count, RATE, frequency, amplitude), RATE);

    Peak peak = spectrum.peak(0, spectrum.highest());

    assertThat(peak.frequency()).isCloseTo(frequency, within(0.1 * spectrum.resolution()));
    assertThat(peak.amplitude()).isCloseTo(amplitude, within(0.01 * amplitude));
  }

  @Test
  void aFaultsToneInNoiseStandsAtItsOrderWithinOneLine() {
    double speed = 8000 / 60.0;
    double fault = new Bearing(16, 7.9, 65, Math.toRadians(15)).at(speed).outer();
    double[] wave =
        Waves.sum(
            Waves.sine(16384, 25_600, speed, 2),
            Waves.sine(16384, 25_600, fault, 0.5),
            Waves.noise(16384, 7, 1));

    Spectrum spectrum = Spectrum.of(wave, 25_600);
    Peak peak = spectrum.near(fault, 5);

    assertThat(peak.frequency()).isCloseTo(fault, within(spectrum.resolution()));
    assertThat(peak.order(speed)).isCloseTo(fault / speed, within(spectrum.resolution() / speed));
    assertThat(peak.amplitude()).isCloseTo(0.5, within(0.05));
  }

  @Property(tries = 50)
  void withoutAWindowTheLinesHoldTheWholePower(@ForAll long seed) {
    double[] noise = Waves.noise(1024, seed, 2);
    Spectrum spectrum = Spectrum.of(noise, 1000, Window.RECTANGULAR);

    // Parseval
    assertThat(spectrum.rms(0, 500)).isCloseTo(WaveformFeatures.of(noise).rms(), within(1e-9));
  }

  @Test
  void withAWindowAndBlocksThePowerOfNoiseAndOfATonesStaysRight() {
    double[] noise = Waves.noise(50_000, 3, 2);
    assertThat(Spectrum.of(noise, 1000).rms(0, 500)).isCloseTo(2, within(0.05));
    double[] tone = Waves.sine(5000, 1000, 123.4, 10);
    assertThat(Spectrum.of(tone, 1000).rms(100, 150)).isCloseTo(10 / Math.sqrt(2), within(0.01));
  }

  @Property(tries = 50)
  void linesFollowTheScaleAndDoNotCareForAShiftInTimeOrOfZero(
      @ForAll @DoubleRange(min = 0.01, max = 1000) double scale,
      @ForAll @IntRange(min = 0, max = 1023) int shift) {
    double[] noise = Waves.noise(1024, 11, 1);
    double[] other = new double[1024];
    Arrays.setAll(other, i -> scale * noise[(i + shift) % 1024] + 5 * scale);

    double[] lines = Spectrum.of(noise, 1000, Window.RECTANGULAR).amplitudes();
    double[] moved = Spectrum.of(other, 1000, Window.RECTANGULAR).amplitudes();

    for (int k = 0; k < lines.length; k++) {
      assertThat(moved[k]).isCloseTo(scale * lines[k], within(1e-9 * scale));
    }
  }

  @Test
  void blocksCoverAllValuesTheLastFlushWithTheEnd() {
    assertThat(Spectrum.starts(1024, 1024)).containsExactly(0);
    assertThat(Spectrum.starts(1025, 1024)).containsExactly(0, 1);
    assertThat(Spectrum.starts(1536, 1024)).containsExactly(0, 512);
    assertThat(Spectrum.starts(2047, 1024)).containsExactly(0, 512, 1023);
  }

  @Test
  void bandEnergiesAddUpAndCountNoLineTwice() {
    Spectrum spectrum = Spectrum.of(Waves.noise(1024, 5, 1), 1024, Window.RECTANGULAR);

    double[] bands = spectrum.bandEnergies(0, 100, 250, 512);

    assertThat(bands).hasSize(3);
    double whole = spectrum.rms(0, 512);
    assertThat(Arrays.stream(bands).sum()).isCloseTo(whole * whole, within(1e-9));
    assertThat(bands[2]).isCloseTo(Math.pow(spectrum.rms(250, 512), 2), within(1e-12));
  }

  @Test
  void integratingASineDividesByTwoPiF() {
    // 10 m/s2 at 159.155 Hz is 10 mm/s, peak: the numbers of every vibration slide rule
    double[] sine = Waves.sine(16384, 12_800, 159.155, 10);

    assertThat(VibrationClass.velocity(sine, 12_800)).isCloseTo(10 / Math.sqrt(2), within(0.01));
    assertThat(Spectrum.of(sine, 12_800).integrated().amplitudes()[0]).isZero();
  }

  @Test
  void whatCannotBeComputedIsRefusedWithWhatIsAllowed() {
    assertThatThrownBy(() -> Spectrum.of(new double[7], 1000))
        .hasMessage("waveform: given 7 values; allowed: 8 or more");
    assertThatThrownBy(() -> Spectrum.of(new double[8], 0))
        .hasMessage("rate in Hz: given 0.0; allowed: a finite number above 0.0");
    double[] gap = new double[16];
    gap[9] = Double.NaN;
    assertThatThrownBy(() -> Spectrum.of(gap, 1000))
        .hasMessage("waveform: given NaN at index 9; allowed: finite numbers");
    Spectrum spectrum = Spectrum.of(Waves.noise(64, 1, 1), 64);
    assertThatThrownBy(() -> spectrum.peak(20, 33))
        .hasMessageContaining("allowed: 0 to 32.0 Hz with a line each 1.0 Hz");
    assertThatThrownBy(() -> spectrum.peak(20.1, 20.9)).hasMessageContaining("20.1 to 20.9");
    assertThatThrownBy(() -> VibrationClass.velocity(Waves.noise(512, 1, 1), 1000))
        .hasMessageContaining("lines to 1000 Hz or above");
  }

  @Test
  void aConstantHasNoLines() {
    double[] constant = new double[64];
    Arrays.fill(constant, 4.2);
    Spectrum spectrum = Spectrum.of(constant, 64);
    assertThat(spectrum.rms(0, 32)).isCloseTo(0, within(1e-12));
    assertThat(spectrum.peak(1, 30).amplitude()).isCloseTo(0, within(1e-12));
  }
}
