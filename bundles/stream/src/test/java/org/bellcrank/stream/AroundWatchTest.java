package org.bellcrank.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bellcrank.condition.Limit;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.observation.ObservationId;
import org.junit.jupiter.api.Test;

class AroundWatchTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final String POINT = "pump/pressure";
  private static final Limit HIGH = limit(POINT, 100);

  private final Told told = new Told();
  private PointStream stream;

  @Test
  void eachSampleOfAKilohertzIsThereAroundACrossingAndTheSecondsBesideItAreExact()
      throws Exception {
    stream("rollup: PT1S, lateness: PT1S, around: { before: PT2S, after: PT1S, rate: 1000 }");
    Random random = new Random(7);
    double[] values = random.doubles(20_000, -50, 50).toArray();
    values[10_000] = 101;
    run(values, 0, 20_000);

    Stretch kept = told.over.get(0);
    assertThat(told.over).hasSize(1);
    assertThat(kept.samples().values()).isEqualTo(Arrays.copyOfRange(values, 8_000, 11_001));
    assertThat(kept.samples().times())
        .isEqualTo(
            IntStream.rangeClosed(8_000, 11_000).mapToLong(AroundWatchTest::nanos).toArray());
    assertThat(kept.facts().text("from")).contains(at(8_000).toString());
    assertThat(kept.facts().text("to")).contains(at(11_000).toString());
    assertThat(kept.facts().number("rate").getAsDouble()).isEqualTo(1_000);
    assertThat(kept.facts().whole("missing")).hasValue(0);
    assertThat(kept.facts().bool("complete")).contains(true);
    assertThat(kept.crossings())
        .containsExactly(
            new Crossing(told.observation(10_000, 101), nanos(10_000), true, List.of()));

    assertThat(told.rollUps).hasSizeGreaterThanOrEqualTo(18);
    for (int second = 0; second < 18; second++) {
      exact(
          told.rollUps.get(second),
          Arrays.copyOfRange(values, second * 1_000, second * 1_000 + 1_000));
    }
  }

  private static void exact(RollUp of, double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    double least = values[0];
    double greatest = values[0];
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    assertThat(of.count()).isEqualTo(1_000);
    assertThat(of.least()).isEqualTo(least);
    assertThat(of.greatest()).isEqualTo(greatest);
    double mean = sum.divide(BigDecimal.valueOf(1_000), MathContext.DECIMAL128).doubleValue();
    assertThat(of.mean()).isCloseTo(mean, within(1e-13));
  }

  @Test
  void crossingsThatFollowEachOtherShareAStretchAndOneThatComesLaterHasItsOwn() throws Exception {
    stream("lateness: PT0S, around: { before: PT1S, after: PT1S, rate: 1000 }");
    double[] values = new double[8_000];
    values[2_000] = 101;
    values[2_600] = 102;
    values[3_200] = 103; // beyond twice after: what both would hold is too long
    run(values, 0, 8_000);
    assertThat(told.over).hasSize(2);
    assertThat(told.over.get(0).crossings())
        .extracting(Crossing::at)
        .containsExactly(nanos(2_000), nanos(2_600));
    assertThat(told.over.get(0).samples().values())
        .isEqualTo(Arrays.copyOfRange(values, 1_000, 3_601));
    assertThat(told.over.get(1).crossings()).extracting(Crossing::at).containsExactly(nanos(3_200));
    assertThat(told.over.get(1).samples().values())
        .isEqualTo(Arrays.copyOfRange(values, 2_200, 4_201));
    assertThat(told.over).allMatch(each -> each.lacks().isEmpty());
  }

  @Test
  void whatComesOutOfOrderIsKeptInTheOrderOfTime() throws Exception {
    stream("lateness: PT1S, around: { before: PT0.01S, after: PT0.01S, rate: 1000 }");
    List<Integer> order = new ArrayList<>(IntStream.range(0, 2_100).boxed().toList());
    java.util.Collections.swap(order, 995, 1_004);
    for (int i : order) {
      take(i, i == 1_000 ? 101 : i / 100.0);
    }
    Stretch kept = told.over.get(0).sorted();
    assertThat(kept.samples().times())
        .isEqualTo(IntStream.rangeClosed(990, 1_010).mapToLong(AroundWatchTest::nanos).toArray());
    assertThat(kept.samples().values()[5]).isEqualTo(9.95);
    assertThat(kept.facts().whole("missing")).hasValue(0);
  }

  @Test
  void aHoleIsToldInMissingSamplesAndInTheFile() throws Exception {
    stream("lateness: PT0S, around: { before: PT0.1S, after: PT0.1S, rate: 1000 }");
    double[] values = new double[400];
    values[200] = 101;
    run(values, 0, 150);
    run(values, 160, 400);
    Stretch kept = told.over.get(0);
    assertThat(kept.facts().whole("missing")).hasValue(10);
    List<String> lines = new String(csv(kept), StandardCharsets.UTF_8).lines().toList();
    assertThat(lines)
        .contains(
            "# point: pump/pressure",
            "# unit: bar",
            "# samples: 191",
            "# missing: 10",
            "# complete: false",
            "# lacks: [10 samples are missing by their usual distance]",
            "time,value",
            at(200) + ",101.0")
        .endsWith(at(300) + ",0.0");
    assertThat(lines).filteredOn(line -> !line.startsWith("#")).hasSize(192);
  }

  @Test
  void aPointThatFallsSilentEndsItByTheClockAndAStopAtOnceBothSaySo() throws Exception {
    stream("lateness: PT1S, around: { before: PT1S, after: PT10S, rate: 100 }");
    double[] values = new double[300];
    values[200] = 101;
    run(values, 0, 300);
    stream.tick(
        at(300).plusSeconds(40),
        PointStream.nanos(at(300).plusSeconds(40)),
        PointStream.nanos(at(300).plusSeconds(40)));
    assertThat(told.over).isEmpty();
    stream.tick(
        at(300).plusSeconds(41),
        PointStream.nanos(at(300).plusSeconds(41)),
        PointStream.nanos(at(300).plusSeconds(41)));
    assertThat(told.over.get(0).lacks())
        .containsExactly(
            "nothing is known before " + at(0) + ", the stream began then",
            "no value that can be believed came after %s, until %s"
                .formatted(at(299), at(300).plusSeconds(41)));
    assertThat(told.over.get(0).facts().bool("complete")).contains(false);

    take(50_000, 0);
    take(51_000, 101);
    stream.end("the gateway was stopped");
    assertThat(told.over.get(1).lacks()).containsExactly("the gateway was stopped");
    assertThat(told.over.get(1).samples().values()).containsExactly(0, 101);
  }

  @Test
  void aSensorThatOnlyTellsThatItIsBadEndsItAsOneThatFallsSilentDoes() throws Exception {
    stream("lateness: PT1S, around: { before: PT1S, after: PT5S, rate: 100 }");
    double[] values = new double[300];
    values[200] = 101;
    run(values, 0, 300);
    Instant now = at(300);
    while (now.isBefore(at(300).plusSeconds(60))) {
      stream.take(
          new Sample(POINT, now, 0, Optional.empty(), Quality.BAD, Optional.of("torn off")), now);
      stream.tick(now, PointStream.nanos(now), PointStream.nanos(now));
      now = now.plusSeconds(1);
    }
    assertThat(told.over)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.samples().values()).hasSize(300);
              assertThat(each.lacks())
                  .last()
                  .asString()
                  .startsWith("no value that can be believed came after " + at(299));
            });
  }

  @Test
  void whereGoodValuesComeBackAfterItsEndItIsNotCalledWhole() throws Exception {
    stream("lateness: PT1S, around: { before: PT1S, after: PT5S, rate: 1000 }");
    double[] values = new double[2_001];
    values[2_000] = 101;
    run(values, 0, 2_001);
    take(20_000, 0); // soon enough by the clock
    Stretch kept = told.over.get(0);
    assertThat(kept.facts().whole("missing")).hasValue(5_000);
    assertThat(kept.facts().bool("complete")).contains(false);
    assertThat(kept.facts().textList("lacks"))
        .containsExactly("5000 samples are missing by their usual distance");
  }

  @Test
  void whereItsClockIsSetBackItEndsAndTheNextBeginsAnew() throws Exception {
    PointPlan plan =
        PointStreamTest.read(
                "streams: [ { point: pump/pressure, lateness: PT1S, around: { before: PT1S, after: PT1S, rate: 100 } } ]")
            .of(POINT);
    AroundWatch watch = new AroundWatch(plan, told);
    watch.add(nanos(60_000), 1, at(60_000));
    watch.crossed(new Crossing("one", nanos(60_000), true, List.of()));
    for (int millis = 30_000; millis <= 33_000; millis += 500) {
      watch.add(nanos(millis), millis, at(60_000));
      if (millis == 31_000) {
        watch.crossed(new Crossing("two", nanos(millis), true, List.of()));
      }
    }
    assertThat(told.over).hasSize(2);
    assertThat(told.over.get(0).lacks()).contains("the clock of its source was set back");
    assertThat(told.over.get(1).samples().values())
        .containsExactly(30_000, 30_500, 31_000, 31_500, 32_000);
    assertThat(told.over.get(1).facts().bool("complete")).contains(true);
  }

  @Test
  void aSourceThatTellsOnlyChangesIsWholeUnlessAllLieOnOneSide() throws Exception {
    stream("lateness: PT0S, around: { before: PT10S, after: PT10S, rate: 10 }");
    int[] changes = {0, 1_000, 5_000, 6_500, 12_000, 13_000, 19_000, 24_000, 25_000};
    for (int each : changes) {
      take(each, each == 13_000 ? 101 : each / 1e3);
    }
    assertThat(told.over.get(0).facts().bool("complete")).contains(true);

    take(26_000, 0);
    take(31_000, 0);
    take(32_000, 0);
    take(33_500, 101);
    take(60_000, 0);
    assertThat(told.over.get(1).facts().textList("lacks"))
        .containsExactly("nothing came after " + at(33_500));
  }

  @Test
  void aMillionSamplesAreSortedByNumbersAndWrittenLineByLine() throws IOException {
    int many = 1_000_000;
    long[] times = new long[many];
    double[] values = new double[many];
    for (int i = 0; i < many; i++) {
      times[i] = nanos(0) + (i ^ 1) * 1_000L; // each two the wrong way round
      values[i] = (i ^ 1) / 8.0;
    }
    times[11] = times[10]; // two of one time, as they came
    Stretch sorted =
        new Stretch(
                POINT,
                Optional.empty(),
                List.of(),
                nanos(0),
                nanos(1_000),
                false,
                new SampleRing.Slice(times, values),
                List.of())
            .sorted();
    assertThat(Arrays.copyOfRange(sorted.samples().values(), 8, 14))
        .containsExactly(1, 1.125, 1.375, 1.25, 1.5, 1.625);
    Tail file = new Tail();
    sorted.csv(file);
    assertThat(new String(file.last, StandardCharsets.UTF_8))
        .endsWith("\n%s,124999.875\n".formatted(START.plusNanos(999_999_000)));
    assertThat(file.bytes).isBetween(30L * many, 45L * many);
  }

  /** Keeps the end of what it takes. */
  private static final class Tail extends OutputStream {
    private final byte[] last = new byte[50];
    private long bytes;

    @Override
    public void write(int each) {
      write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] some, int from, int count) {
      int stays = Math.max(0, last.length - count);
      System.arraycopy(last, last.length - stays, last, 0, stays);
      int taken = last.length - stays;
      System.arraycopy(some, from + count - taken, last, stays, taken);
      bytes += count;
    }
  }

  @Test
  void moreSamplesThanTheDocumentsTellCostNoMemoryAndAreSaid() throws Exception {
    stream("lateness: PT0S, around: { before: PT1S, after: PT1S, rate: 100 }");
    double[] values = new double[6_000];
    values[3_000] = 101;
    run(values, 0, 6_000); // ten times as many
    Stretch kept = told.over.get(0);
    assertThat(kept.samples().values()).hasSize(464);
    assertThat(kept.lacks().get(0))
        .contains("had gone from memory: more than 100.0 a second came, or");
    assertThat(kept.facts().bool("complete")).contains(false);
  }

  @Test
  void stretchesUnderWayAreBoundedAndWhatIsBeyondIsSaid() throws Exception {
    stream("lateness: PT1H, around: { before: PT1S, after: PT1S, rate: 1 }");
    for (int second = 0; second <= 17 * 10; second++) {
      take(second * 1_000, second % 10 == 9 ? 101 : 0);
    }
    assertThat(told.begun).hasSize(AroundWatch.MOST_OPEN);
    assertThat(told.lost).singleElement().asString().contains("16 stretches are under way already");
  }

  @Test
  void aCrossingIsSureOnlyOnceTheLimitIsKnownToStandClear() throws Exception {
    stream("lateness: PT0S, around: { before: PT0S, after: PT0.001S, rate: 1000 }");
    take(0, 101);
    take(1, 0);
    take(2, 101);
    take(3, 0);
    assertThat(told.begun).extracting(Crossing::sure).containsExactly(false, true);
  }

  @Test
  void whatAWindowOrABaselineIsComputedOfIsKeptAroundTheirCrossings() throws Exception {
    StreamPlan plan =
        PointStreamTest.read(
            """
            streams:
              - { point: pump/pressure, around: { before: PT1S, after: PT1S, rate: 100 },
                  windows: [ { count: 3, statistics: { mean: pump/mean } } ] }
              - { point: pump/slow, around: { before: PT1S, after: PT1S, rate: 100 } }
            baselines: [ { id: odd, points: [pump/mean, pump/speed], every: PT1S, learn: 12, to: pump/std } ]
            """,
            List.of(
                HIGH,
                limit("pump/mean", 5),
                limit("pump/std", 3),
                limit("pump/slow", 3),
                limit("pump/speed", 3)));
    assertThat(plan.of("pump/pressure").surrounds()).containsExactly("pump/pressure");
    assertThat(plan.of("pump/mean").surrounds()).containsExactly("pump/pressure");
    assertThat(plan.of("pump/std").surrounds()).containsExactly("pump/pressure");
    assertThat(plan.of("pump/slow").surrounds()).containsExactly("pump/slow");
    assertThat(plan.of("pump/speed").surrounds()).isEmpty();
    StreamPlan waves =
        PointStreamTest.read(
            """
            streams:
              - { point: pump/sound, around: { before: PT1S, after: PT1S, rate: 100 }, features: { rms: pump/cycles },
                  spectral: [ { level: { reference: 0.001, unit: mV }, to: pump/level } ] }
            """,
            List.of(limit("pump/cycles", 5), limit("pump/level", 5)));
    assertThat(waves.of("pump/cycles").surrounds()).containsExactly("pump/sound");
    assertThat(waves.of("pump/level").surrounds()).containsExactly("pump/sound");
  }

  @Test
  void whatNeedsTooMuchMemoryIsRefusedWithBothBoundsAndSoIsWhatHasNoSamples() {
    String much =
        "streams: [ { point: pump/pressure, around: { before: PT1M, after: PT10S, rate: 20000 } } ]";
    assertThat(problems(much))
        .singleElement()
        .asString()
        .contains(
            "streams.yaml:1:",
            "16.0 MiB for one point, 64.0 MiB for all together",
            "'pump/pressure' needs 26.2 MiB: 20000.0 a second");
    StringBuilder many = new StringBuilder("streams:\n");
    for (String point : List.of("pressure", "mean", "std", "slow", "cycles")) {
      many.append(
          "  - { point: pump/%s, around: { before: PT30S, after: PT5S, rate: 20000 } }\n"
              .formatted(point));
    }
    assertThat(problems(many.toString()))
        .singleElement()
        .asString()
        .contains(
            "streams.yaml:6:",
            "64.0 MiB for all points together, 16.0 MiB for one",
            "the samples of 5 points around findings need 70.2 MiB");
    assertThat(
            problems(
                "streams: [ { point: pump/picture, around: { before: PT1S, after: PT1S, rate: 1 }, spectral: [ { thermal: { columns: 2 }, to: pump/hottest } ] } ]"))
        .anyMatch(text -> text.contains("a stream without thermal"));
    assertThat(
            problems(
                "streams: [ { point: pump/slow, around: { before: PT1S, after: PT25H, rate: 1 } } ]"))
        .singleElement()
        .asString()
        .contains("/around/after", "PT0.001S to PT24H");
  }

  private static List<String> problems(String text) {
    try {
      PointStreamTest.read(text);
      return List.of();
    } catch (InvalidDocumentException e) {
      return e.problems().stream().map(Problem::text).toList();
    }
  }

  /** Against a plain list of all that came: order, holes, sharing and the end as they fall. */
  @Property(tries = 300)
  void eachCrossingIsInOneStretchThatHoldsAllThatCameOfItsTime(@ForAll long seed)
      throws InvalidDocumentException {
    Random random = new Random(seed);
    int lateness = random.nextInt(20);
    PointPlan plan =
        PointStreamTest.read(
                "streams: [ { point: pump/pressure, lateness: PT0.%03dS, around: { before: PT0.%03dS, after: PT0.%03dS, rate: 1000 } } ]"
                    .formatted(lateness, random.nextInt(50), 1 + random.nextInt(50)))
            .of(POINT);
    Told heard = new Told();
    AroundWatch watch = new AroundWatch(plan, heard);
    List<double[]> came = new ArrayList<>();
    List<Crossing> crossings = new ArrayList<>();
    int newest = 0;
    for (int i = 0; i < 600; i++) {
      newest += random.nextInt(100) == 0 ? 40 : 1;
      int millis = Math.max(0, newest - random.nextInt(lateness + 1));
      came.add(new double[] {millis, i});
      watch.add(nanos(millis), i, START);
      if (random.nextInt(25) == 0) {
        Crossing crossing = new Crossing("o" + i, nanos(millis), true, List.of());
        crossings.add(crossing);
        watch.crossed(crossing);
      }
    }
    watch.end("the test is over");

    assertThat(heard.lost).isEmpty();
    assertThat(heard.over.stream().flatMap(each -> each.crossings().stream()))
        .containsExactlyInAnyOrderElementsOf(crossings);
    for (Stretch each : heard.over) {
      double[] wanted =
          came.stream()
              .filter(one -> nanos((int) one[0]) >= each.from())
              .filter(one -> nanos((int) one[0]) <= each.until())
              .sorted(Comparator.comparingDouble(one -> one[0]))
              .mapToDouble(one -> one[1])
              .toArray();
      assertThat(each.sorted().samples().values()).isEqualTo(wanted);
    }
  }

  private void stream(String settings) throws InvalidDocumentException {
    PointPlan plan =
        PointStreamTest.read(
                "streams: [ { point: pump/pressure, %s } ]".formatted(settings), List.of(HIGH))
            .of(POINT);
    stream = new PointStream(plan, told, new PointCounts(), Optional.empty(), START);
    told.to = stream;
  }

  private void run(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      take(i, values[i]);
    }
  }

  private void take(int millis, double value) {
    stream.take(Sample.of(POINT, at(millis), value), at(millis));
  }

  private static Limit limit(String point, double high) {
    return new Limit(
        point + "-high", point, Optional.of(high), Optional.empty(), 1, Duration.ZERO, "high");
  }

  private static byte[] csv(Stretch stretch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    stretch.csv(bytes);
    return bytes.toByteArray();
  }

  private static Instant at(int millis) {
    return START.plusMillis(millis);
  }

  private static long nanos(int millis) {
    return at(millis).toEpochMilli() * 1_000_000;
  }

  /** Leads crossings back to the stream, as a shard does. */
  private static final class Told extends TrendWatchTest.Book implements Stretches {
    final List<Crossing> begun = new ArrayList<>();
    final List<String> lost = new ArrayList<>();
    final List<Stretch> over = new ArrayList<>();
    PointStream to;

    String observation(int millis, double value) {
      return ObservationId.of(ShardOutlet.SOURCE + "/" + POINT, at(millis) + " " + value);
    }

    @Override
    public void crossed(PointPlan plan, Measured sample, List<CrossedLimit> limits, boolean sure) {
      int millis = (int) Duration.between(START, sample.at()).toMillis();
      to.around(new Crossing(observation(millis, sample.value()), nanos(millis), sure, List.of()));
    }

    @Override
    public Stretches stretches() {
      return this;
    }

    @Override
    public void begun(String point, Crossing crossing) {
      begun.add(crossing);
    }

    @Override
    public void lost(String point, Crossing crossing, String why) {
      lost.add(why);
    }

    @Override
    public void over(Stretch stretch) {
      over.add(stretch);
    }
  }
}
