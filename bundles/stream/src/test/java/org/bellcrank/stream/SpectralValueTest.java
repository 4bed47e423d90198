package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Schema;
import org.bellcrank.signal.Bearing;
import org.junit.jupiter.api.Test;

class SpectralValueTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final double RATE = 8_192;
  private static final String BEARING =
      "balls: 9, ballDiameter: 7.94, pitchDiameter: 39.04, part: ";

  @Test
  void aBandHoldsTheToneThatLiesInIt() throws Exception {
    Map<String, Sample> values =
        values(
            "{ band: { from: 90, to: 110 }, to: pump/mean }, { band: { from: 200, to: 400 }, to: pump/slow }",
            t -> 3 * Math.sin(2 * Math.PI * 100 * t),
            Optional.empty());
    assertThat(values.get("pump/mean").value()).isCloseTo(3 / Math.sqrt(2), within(0.01));
    assertThat(values.get("pump/slow").value()).isCloseTo(0, within(0.01));
  }

  @Test
  void aBearingThatIsStruckOnItsOuterRingShowsThere() throws Exception {
    double speed = 29.95;
    double outer = new Bearing(9, 7.94, 39.04, 0).at(speed).outer();
    Random random = new Random(1);
    Map<String, Sample> values =
        values(
            "{ bearing: { %sbpfo }, envelope: { from: 2000, to: 3500 }, to: pump/mean },"
                    .formatted(BEARING)
                + " { bearing: { %sbpfi }, envelope: { from: 2000, to: 3500 }, to: pump/slow }"
                    .formatted(BEARING),
            t -> ringing(t, outer * 0.99) + random.nextGaussian() * 0.1, // it slips by 1 %
            Optional.of(speed));
    assertThat(values.get("pump/mean").value()).isGreaterThan(5 * values.get("pump/slow").value());
  }

  @Test
  void ballsThatPassTheNutShow() throws Exception {
    String screw =
        "screw: { ballsPerTurn: 14, ballDiameter: 6.35, pitchDiameter: 33, lead: 10 }, speed: 20,"
            + " envelope: { from: 2000, to: 3500 }, to: pump/mean";
    double pass = new org.bellcrank.signal.BallScrew(14, 6.35, 33, Math.PI / 4, 10).nutPass(20);
    double struck =
        values("{ " + screw + " }", t -> ringing(t, pass), Optional.empty())
            .get("pump/mean")
            .value();
    double other =
        values("{ " + screw + " }", t -> ringing(t, pass * 1.4), Optional.empty())
            .get("pump/mean")
            .value();
    assertThat(struck).isGreaterThan(5 * other);
  }

  @Test
  void theLineOfTheNutStandsInThePlainSpectrumWhereNoBandRings() throws Exception {
    String screw =
        "screw: { ballsPerTurn: 14, ballDiameter: 6.35, pitchDiameter: 33, lead: 10 }, to: pump/mean";
    double speed = 20;
    double pass = new org.bellcrank.signal.BallScrew(14, 6.35, 33, Math.PI / 4, 10).nutPass(speed);
    DoubleUnaryOperator shaken =
        t ->
            0.7 * Math.sin(2 * Math.PI * pass * t) // the screw's own turning is stronger
                + 2 * Math.sin(2 * Math.PI * speed * t);
    assertThat(values("{ " + screw + " }", shaken, Optional.of(speed)).get("pump/mean").value())
        .isCloseTo(0.7, within(0.01));
    Sample fast = values("{ " + screw + " }", shaken, Optional.of(900.0)).get("pump/mean");
    assertThat(fast.quality()).isEqualTo(Quality.BAD);
    assertThat(fast.note().orElse("")).contains("given lines to 4096.0 Hz");
    Sample slow = values("{ " + screw + " }", shaken, Optional.of(0.1)).get("pump/mean");
    assertThat(slow.note().orElse("")).contains("allowed: four below");
  }

  @Test
  void harmonicsAreSharesOfTheFundamental() throws Exception {
    Map<String, Sample> values =
        values(
            "{ harmonic: 5, to: pump/speed }, { distortion: 7, to: pump/cycles },"
                + " { envelope: { from: 30, to: 70 }, to: pump/mean }",
            t ->
                10 * Math.sin(2 * Math.PI * 50 * t)
                    + 0.5 * Math.sin(2 * Math.PI * 250 * t)
                    + 0.3 * Math.sin(2 * Math.PI * 350 * t),
            Optional.empty());
    assertThat(values.get("pump/speed").value()).isCloseTo(0.05, within(0.001));
    assertThat(values.get("pump/cycles").value()).isCloseTo(Math.hypot(0.05, 0.03), within(0.001));
    assertThat(values.get("pump/mean").value()).isCloseTo(10, within(0.1));
  }

  @Test
  void whileTheShaftStandsNothingIsSaidOfWhatStrikesAsItTurns() throws Exception {
    Map<String, Sample> values =
        values(
            "{ bearing: { %sbpfo }, envelope: { from: 2000, to: 3500 }, to: pump/slow },"
                    .formatted(BEARING)
                + " { band: { from: 10, to: 100 }, to: pump/mean }",
            t -> Math.sin(2 * Math.PI * 50 * t),
            Optional.of(0.0));
    assertThat(values).containsOnlyKeys("pump/mean");
  }

  @Test
  void whatAWaveformCannotShowIsABadSampleAndNoZero() throws Exception {
    Map<String, Sample> values =
        values(
            "{ band: { from: 10, to: 5000 }, to: pump/mean },"
                + " { bearing: { %sbpfo }, envelope: { from: 2000, to: 3500 }, to: pump/slow },"
                    .formatted(BEARING)
                + " { harmonic: 90, to: pump/std }, { harmonic: 2, to: pump/cycles }",
            t -> Math.sin(2 * Math.PI * 50 * t),
            Optional.empty());
    assertThat(values.get("pump/mean").note().orElse("")).contains("allowed: to 4096.0 Hz");
    assertThat(values.get("pump/slow").note().orElse("")).contains("speed: given none");
    assertThat(values.get("pump/std").quality()).isEqualTo(Quality.BAD);
    assertThat(values.get("pump/cycles").quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertThat(problems("{ band: { from: 10, to: 5 }, to: pump/mean }"))
        .singleElement()
        .asString()
        .contains("/streams/0/spectral/0/band/to", "above 10");
    assertThat(problems("{ band: { from: 1, to: 5 }, to: pump/speed }"))
        .singleElement()
        .asString()
        .contains("its unit is '/min'", "a point in 'bar'");
    assertThat(problems("{ harmonic: 3, to: pump/none }"))
        .singleElement()
        .asString()
        .contains("no point has this id");
    assertThat(
            problems(
                "{ bearing: { part: bpfo, balls: 9, ballDiameter: 9, pitchDiameter: 8 }, envelope: { from: 1, to: 5 }, to: pump/mean }"))
        .singleElement()
        .asString()
        .contains("/streams/0/spectral/0/bearing", "pitch diameter");
  }

  @Test
  void theSchemaTakesOneThingForEachPoint() throws Exception {
    assertThat(schema("{ band: { from: 1, to: 5 }, to: p }")).isEmpty();
    assertThat(schema("{ envelope: { from: 1, to: 5 }, to: p }")).isEmpty();
    assertThat(schema("{ bearing: { " + BEARING + "bsf }, envelope: { from: 1, to: 5 }, to: p }"))
        .isEmpty();
    assertThat(schema("{ harmonic: 5, line: { from: 5, to: 90 }, to: p }")).isEmpty();
    assertThat(schema("{ velocity: true, to: p }, { zone: pump-ii-small, to: q }")).isEmpty();
    assertThat(schema("{ emission: { threshold: 0.5 }, to: p }")).isEmpty();
    assertThat(schema("{ level: { reference: 0.00002, unit: Pa }, to: p }")).isEmpty();
    assertThat(schema("{ zone: class-v, to: p }")).isNotEmpty();
    assertThat(schema("{ velocity: true, zone: class-i, to: p }")).isNotEmpty();
    assertThat(schema("{ band: { from: 1, to: 5 }, harmonic: 5, to: p }")).isNotEmpty();
    assertThat(schema("{ bearing: { " + BEARING + "bsf }, to: p }")).isNotEmpty();
    String screw = "screw: { ballsPerTurn: 14, ballDiameter: 6, pitchDiameter: 33, lead: 10 }";
    assertThat(schema("{ " + screw + ", to: p }")).isEmpty();
    assertThat(schema("{ " + screw + ", envelope: { from: 1, to: 5 }, to: p }")).isEmpty();
    assertThat(schema("{ " + screw + ", band: { from: 1, to: 5 }, to: p }")).isNotEmpty();
    assertThat(schema("{ " + screw + ", line: { from: 1, to: 5 }, harmonic: 5, to: p }"))
        .isNotEmpty();
  }

  @Test
  void theVelocityOfAHousingAndItsZoneComeFromItsAcceleration() throws Exception {
    double acceleration = 2 * Math.PI * 100 * 0.005 * Math.sqrt(2); // 5 mm/s RMS at 100 Hz
    Map<String, Sample> values =
        values(
            "pump/vibration",
            "{ velocity: true, to: pump/velocity }, { zone: group-2-rigid, to: pump/std }",
            t -> acceleration / 9.80665 * Math.sin(2 * Math.PI * 100 * t),
            Optional.empty());
    assertThat(values.get("pump/velocity").value()).isCloseTo(5, within(0.05));
    assertThat(values.get("pump/std").value()).as("D begins above 4.5").isEqualTo(4);
  }

  @Test
  void acousticEmissionIsCountedAndItsLevelHasItsReference() throws Exception {
    Map<String, Sample> values =
        values(
            "pump/sound",
            "{ emission: { threshold: 0.5, dead: 0.01 }, to: pump/std },"
                + " { emission: { threshold: 0.5, count: counts }, to: pump/cycles },"
                + " { level: { reference: 0.000001, unit: V }, to: pump/level }",
            t -> t % 0.5 < 0.01 ? Math.sin(2 * Math.PI * 1000 * t) : 0,
            Optional.empty());
    assertThat(values.get("pump/std").value()).as("4 in two seconds").isEqualTo(4);
    assertThat(values.get("pump/cycles").value()).as("ten waves each").isEqualTo(40);
    double rms = Math.sqrt(0.02 / 2) * 1e-3; // V
    assertThat(values.get("pump/level").value())
        .isCloseTo(20 * Math.log10(rms / 1e-6), within(0.1));
  }

  @Test
  void silenceHasNoLevelAndIsNoZero() throws Exception {
    Map<String, Sample> values =
        values(
            "pump/sound",
            "{ level: { reference: 0.000001, unit: V }, to: pump/level }",
            t -> 0,
            Optional.empty());
    assertThat(values.get("pump/level").quality()).isEqualTo(Quality.BAD);
    assertThat(values.get("pump/level").note().orElseThrow()).contains("silence");
  }

  @Test
  void theHottestPixelOfARegionAndItsPlaceAreTold() throws Exception {
    String region = "region: { x: 10, y: 20, width: 30, height: 30 }";
    Map<String, Sample> values =
        picture(
            "{ thermal: { columns: 128, %s }, to: pump/hottest },".formatted(region)
                + " { thermal: { columns: 128, %s, tell: column }, to: pump/std },"
                    .formatted(region)
                + " { thermal: { columns: 128, %s, tell: row }, to: pump/cycles }"
                    .formatted(region),
            Optional.of("Cel"));
    assertThat(values.get("pump/hottest").value()).as("not the hotter one beside").isEqualTo(71.5);
    assertThat(values.get("pump/std").value()).isEqualTo(33);
    assertThat(values.get("pump/cycles").value()).isEqualTo(41);
  }

  @Test
  void aPictureInAUnitWithAnotherZeroOrOfOtherRowsIsALostSensor() throws Exception {
    String whole = "{ thermal: { columns: %d }, to: pump/hottest }";
    assertThat(picture(whole.formatted(128), Optional.of("K")).get("pump/hottest").note())
        .hasValueSatisfying(note -> assertThat(note).contains("'K'", "same zero"));
    assertThat(picture(whole.formatted(100), Optional.empty()).get("pump/hottest").note())
        .hasValueSatisfying(note -> assertThat(note).contains("whole rows of 100"));
  }

  /** 128 by 96 pixels at 20 degrees, two of them hot. */
  private static Map<String, Sample> picture(String spectral, Optional<String> unit)
      throws Exception {
    double[] pixels = new double[128 * 96];
    Arrays.fill(pixels, 20);
    pixels[41 * 128 + 33] = 71.5;
    pixels[60 * 128 + 90] = 99;
    pixels[25 * 128 + 12] = Double.NaN;
    Waveform frame =
        new Waveform("pump/picture", START, 9 * pixels.length, pixels, unit, Optional.empty());
    return WaveformResults.of(frame, read("pump/picture", spectral).of("pump/picture")).stream()
        .collect(Collectors.toMap(Sample::point, each -> each));
  }

  @Test
  void unitsThatCannotBeAreTold() {
    assertThat(problems("{ velocity: true, to: pump/velocity }"))
        .singleElement()
        .asString()
        .contains("fits 'm/s2'", "its unit is 'bar'");
    assertThat(problems("pump/vibration", "{ velocity: true, to: pump/mean }"))
        .singleElement()
        .asString()
        .contains("a point in 'mm/s'");
    assertThat(problems("pump/sound", "{ level: { reference: 1, unit: Pa }, to: pump/level }"))
        .singleElement()
        .asString()
        .contains("fits 'Pa'", "mV");
    assertThat(problems("pump/sound", "{ emission: { threshold: 1 }, to: pump/std }"))
        .singleElement()
        .asString()
        .contains("above 0 for bursts");
  }

  private static List<Problem> schema(String spectral) throws InvalidDocumentException {
    return Schema.ofResource(StreamDocuments.class, "/schema/streams.schema.json")
        .validate(
            Documents.parse("s.yaml", "streams: [ { point: p, spectral: [ " + spectral + " ] } ]")
                .asMap()
                .get("streams"));
  }

  /** A structure that rings at 2800 Hz each time it is struck. */
  private static double ringing(double t, double strikes) {
    double since = t % (1 / strikes);
    return Math.exp(-since * 800) * Math.sin(2 * Math.PI * 2_800 * since);
  }

  private static Map<String, Sample> values(
      String spectral, DoubleUnaryOperator wave, Optional<Double> speed)
      throws InvalidDocumentException {
    return values("pump/pressure", spectral, wave, speed);
  }

  private static Map<String, Sample> values(
      String point, String spectral, DoubleUnaryOperator wave, Optional<Double> speed)
      throws InvalidDocumentException {
    PointPlan plan = read(point, spectral).of(point);
    double[] values = new double[16_384];
    Arrays.setAll(values, i -> wave.applyAsDouble(i / RATE));
    Waveform waveform = new Waveform(point, START, RATE, values, Optional.empty(), speed);
    return WaveformResults.of(waveform, plan).stream()
        .collect(Collectors.toMap(Sample::point, each -> each));
  }

  private static StreamPlan read(String point, String spectral) throws InvalidDocumentException {
    return PointStreamTest.read(
        "streams: [ { point: %s, spectral: [ %s ] } ]".formatted(point, spectral));
  }

  private static List<String> problems(String spectral) {
    return problems("pump/pressure", spectral);
  }

  private static List<String> problems(String point, String spectral) {
    try {
      read(point, spectral);
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }
}
