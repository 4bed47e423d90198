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
    assertThat(schema("{ band: { from: 1, to: 5 }, harmonic: 5, to: p }")).isNotEmpty();
    assertThat(schema("{ bearing: { " + BEARING + "bsf }, to: p }")).isNotEmpty();
    String screw = "screw: { ballsPerTurn: 14, ballDiameter: 6, pitchDiameter: 33, lead: 10 }";
    assertThat(schema("{ " + screw + ", to: p }")).isEmpty();
    assertThat(schema("{ " + screw + ", envelope: { from: 1, to: 5 }, to: p }")).isEmpty();
    assertThat(schema("{ " + screw + ", band: { from: 1, to: 5 }, to: p }")).isNotEmpty();
    assertThat(schema("{ " + screw + ", line: { from: 1, to: 5 }, harmonic: 5, to: p }"))
        .isNotEmpty();
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
    PointPlan plan = read(spectral).of("pump/pressure");
    double[] values = new double[16_384];
    Arrays.setAll(values, i -> wave.applyAsDouble(i / RATE));
    Waveform waveform = new Waveform("pump/pressure", START, RATE, values, Optional.empty(), speed);
    return WaveformResults.of(waveform, plan).stream()
        .collect(Collectors.toMap(Sample::point, each -> each));
  }

  private static StreamPlan read(String spectral) throws InvalidDocumentException {
    return PointStreamTest.read(
        "streams: [ { point: pump/pressure, spectral: [ " + spectral + " ] } ]");
  }

  private static List<String> problems(String spectral) {
    try {
      read(spectral);
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }
}
