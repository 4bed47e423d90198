package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.bellcrank.signal.Bearing;
import org.junit.jupiter.api.Test;

/** What people see of a waveform: its spectra, and where the documents look in them. */
class SpectraTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final double RATE = 8_192;
  private static final String BEARING =
      "bearing: { balls: 9, ballDiameter: 7.94, pitchDiameter: 39.04, part: bpfo },"
          + " envelope: { from: 2000, to: 3500 }, to: pump/mean";

  @Test
  void theEnvelopesSpectrumHasTheDefectsLineAndItsMultiplesMarked() throws Exception {
    double outer = new Bearing(9, 7.94, 39.04, 0).at(30).outer();
    Spectra spectra =
        spectra("{ " + BEARING + " }", t -> ringing(t, outer), Optional.of(30.0), "bar");
    assertThat(spectra.all()).hasSize(2);
    assertThat(spectra.all().get(0).envelope()).isEmpty();
    Spectra.Lines envelope = spectra.all().get(1);
    assertThat(envelope.envelope()).contains(new SpectralPlan.Range(2000, 3500));
    assertThat(envelope.spectrum().resolution()).isEqualTo(0.5);
    assertThat(envelope.marks())
        .extracting(Spectra.Mark::name)
        .containsExactly("shaft", "BPFO", "2 x BPFO", "3 x BPFO", "4 x BPFO");
    Spectra.Mark struck = envelope.marks().get(1);
    assertThat(struck.from()).isCloseTo(outer, within(1e-9));
    assertThat(struck.point()).contains("pump/mean");
    assertThat(struck.amplitude())
        .as("as high as the line that stands there")
        .isCloseTo(envelope.spectrum().peak(outer - 2, outer + 2).amplitude(), within(1e-9));
    assertThat(envelope.marks().get(0).amplitude())
        .as("nothing turns at the shaft's speed")
        .isLessThan(struck.amplitude() / 5);
  }

  @Test
  void whereNobodyTellsTheSpeedTheSpectrumIsShownAllTheSameAndSaysWhatItLacks() throws Exception {
    Spectra spectra = spectra("{ " + BEARING + " }", Math::sin, Optional.empty(), "bar");
    assertThat(spectra.all().get(1).marks()).isEmpty();
    assertThat(spectra.all().get(1).notes())
        .singleElement()
        .asString()
        .contains("BPFO is not marked", "tells a speed");
  }

  @Test
  void bandsAndHarmonicsOfACurrentAreMarkedInThePlainSpectrum() throws Exception {
    Spectra.Lines plain =
        spectra(
                "{ band: { from: 90, to: 110 }, to: pump/mean }, { harmonic: 5, to: pump/speed }",
                t -> 10 * Math.sin(2 * Math.PI * 50 * t) + Math.sin(2 * Math.PI * 250 * t),
                Optional.empty(),
                "bar")
            .all()
            .get(0);
    assertThat(plain.marks())
        .extracting(Spectra.Mark::name)
        .containsExactly("line", "band", "5 x line");
    assertThat(plain.marks().get(0).amplitude()).isCloseTo(10, within(0.01));
    assertThat(plain.marks().get(2).amplitude()).isCloseTo(1, within(0.01));
    assertThat(plain.marks().get(1).to()).isEqualTo(110);
  }

  @Test
  void aScrewWithoutABandIsMarkedInThePlainSpectrum() throws Exception {
    double pass = new org.bellcrank.signal.BallScrew(14, 6.35, 33, Math.PI / 4, 10).nutPass(20);
    Spectra spectra =
        spectra(
            "{ screw: { ballsPerTurn: 14, ballDiameter: 6.35, pitchDiameter: 33, lead: 10 },"
                + " to: pump/mean }",
            t -> Math.sin(2 * Math.PI * pass * t),
            Optional.of(20.0),
            "bar");
    assertThat(spectra.all()).hasSize(1);
    Spectra.Mark mark = spectra.all().get(0).marks().get(1);
    assertThat(mark.name()).isEqualTo("nut pass");
    assertThat(mark.from()).isCloseTo(pass, within(1e-9));
  }

  @Test
  void aBandThatTheWaveformCannotShowIsNotedAndNotMarkedAsItGetsNoValue() throws Exception {
    Spectra.Lines plain =
        spectra(
                "{ band: { from: 10, to: 5000 }, to: pump/mean }",
                t -> Math.sin(2 * Math.PI * 100 * t),
                Optional.empty(),
                "bar")
            .all()
            .get(0);
    assertThat(plain.marks()).isEmpty();
    assertThat(plain.notes())
        .singleElement()
        .asString()
        .contains("pump/mean", "5000", "half the rate");
  }

  @Test
  void whatIsStruckTooSlowlyToBeToldFromTheBeginningIsNotedAndNotMarked() throws Exception {
    Spectra spectra = spectra("{ " + BEARING + " }", t -> ringing(t, 50), Optional.of(0.3), "bar");
    assertThat(spectra.all()).allSatisfy(each -> assertThat(each.marks()).isEmpty());
    assertThat(spectra.all().get(0).notes())
        .singleElement()
        .asString()
        .contains("pump/mean", "four below");
  }

  @Test
  void aHarmonicBeyondTheWaveformIsNoted() throws Exception {
    Spectra.Lines plain =
        spectra(
                2_048,
                200,
                "{ harmonic: 5, to: pump/speed }",
                t -> 10 * Math.sin(2 * Math.PI * 50 * t),
                Optional.empty(),
                "bar")
            .all()
            .get(0);
    assertThat(plain.marks()).extracting(Spectra.Mark::name).doesNotContain("5 x line");
    assertThat(plain.notes()).singleElement().asString().contains("pump/speed");
  }

  @Test
  void ofAWaveformOfWhichOnlyTheEndWasKeptItIsSaid() throws Exception {
    String band = "{ band: { from: 90, to: 110 }, to: pump/mean }";
    DoubleUnaryOperator wave = t -> Math.sin(2 * Math.PI * 100 * t);
    int longest = LatestWaveforms.LONGEST;
    assertThat(spectra(longest, RATE, band, wave, Optional.empty(), "bar").all().get(0).notes())
        .singleElement()
        .asString()
        .contains("65536", "the end");
    assertThat(spectra(longest / 2, RATE, band, wave, Optional.empty(), "bar").all().get(0).notes())
        .isEmpty();
  }

  @Test
  void amplitudesAreInThePointsUnit() throws Exception {
    Spectra spectra =
        spectra(
            "{ harmonic: 2, to: pump/speed }",
            t -> 200 * Math.sin(2 * Math.PI * 50 * t),
            Optional.empty(),
            "kPa");
    assertThat(spectra.unit()).contains("bar");
    assertThat(spectra.all().get(0).spectrum().peak(45, 55).amplitude())
        .isCloseTo(2, within(0.001));
    assertThatThrownBy(
            () -> spectra("{ harmonic: 2, to: pump/speed }", Math::sin, Optional.empty(), "s"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofEachPointTheNewestIsKeptAndOfALongOneItsEnd() {
    LatestWaveforms latest = new LatestWaveforms();
    latest.saw(wave("a", START, 100));
    latest.saw(wave("a", START.plusSeconds(1), 200));
    assertThat(latest.of("a").orElseThrow().values()).hasSize(200);
    latest.saw(wave("b", START, LatestWaveforms.LONGEST + (int) RATE));
    Waveform kept = latest.of("b").orElseThrow();
    assertThat(kept.values()).hasSize(LatestWaveforms.LONGEST);
    assertThat(kept.values()[0]).isEqualTo(RATE);
    assertThat(kept.from()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void whereThereIsNoRoomThePointHeardLongestAgoIsForgotten() {
    LatestWaveforms latest = new LatestWaveforms(1_000);
    latest.saw(wave("a", START, 400));
    latest.saw(wave("b", START, 400));
    latest.saw(wave("a", START, 400));
    latest.saw(wave("c", START, 400));
    assertThat(latest.all()).extracting(Waveform::point).containsExactly("a", "c");
    latest.saw(wave("d", START, 5_000));
    assertThat(latest.all()).extracting(Waveform::point).containsExactly("d");
  }

  private static Waveform wave(String point, Instant from, int values) {
    double[] all = new double[values];
    Arrays.setAll(all, i -> i);
    return new Waveform(point, from, RATE, all, Optional.empty(), Optional.empty());
  }

  /** A structure that rings at 2800 Hz each time it is struck. */
  private static double ringing(double t, double strikes) {
    double since = t % (1 / strikes);
    return Math.exp(-since * 800) * Math.sin(2 * Math.PI * 2_800 * since);
  }

  private static Spectra spectra(
      String spectral, DoubleUnaryOperator wave, Optional<Double> speed, String unit)
      throws Exception {
    return spectra(16_384, RATE, spectral, wave, speed, unit);
  }

  private static Spectra spectra(
      int length,
      double rate,
      String spectral,
      DoubleUnaryOperator wave,
      Optional<Double> speed,
      String unit)
      throws Exception {
    PointPlan plan =
        PointStreamTest.read(
                "streams: [ { point: pump/pressure, spectral: [ " + spectral + " ] } ]")
            .of("pump/pressure");
    double[] values = new double[length];
    Arrays.setAll(values, i -> wave.applyAsDouble(i / rate));
    return SpectraOf.of(
        new Waveform("pump/pressure", START, rate, values, Optional.of(unit), speed), plan);
  }
}
