package org.bellcrank.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bellcrank.store.jdbc.PipelineRig.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.site.Site;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.StreamIntake;
import org.bellcrank.stream.TrendBook;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From samples at full rate through a finding to what is kept around it. */
@Timeout(120)
class AroundFindingTest {

  private static final Instant START = PipelineRig.START;
  private static final String POINT = "pump/vibration";
  private static final String SITE =
      """
      assets:
        - { id: plant, name: Plant, level: site, criticality: B }
        - { id: pump, name: Pump, level: machine, parent: plant }
      points:
        - { id: pump/vibration, asset: pump, unit: mm/s }
        - { id: pump/loud, asset: pump, unit: mm/s }
        - { id: pump/wave, asset: pump, unit: mm/s }
        - { id: pump/rms, asset: pump, unit: mm/s }
      limits:
        - { id: knock, point: pump/vibration, high: 100, failureMode: knock }
        - { id: loud, point: pump/loud, high: 50, failureMode: loud }
        - { id: rough, point: pump/rms, high: 50, failureMode: rough }
      streams:
        - point: pump/vibration
          lateness: PT0.1S
          rollup: PT1S
          around: { before: PT1S, after: PT1S, rate: 1000 }
          windows: [ { every: PT0.1S, statistics: { min: pump/loud } } ]
        - point: pump/wave
          features: { rms: pump/rms }
          around: { before: PT1S, after: PT0.2S, rate: 10000 }
      templates:
        - { id: look, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: all, when: "true", then: { raise: { template: look } } }
      connectors:
        - { id: cmms, kind: custom-rest, site: plant, address: "http://127.0.0.1:9" }
      """;

  @TempDir Path folder;

  private final double[] values = new Random(3).doubles(6_000, -40, 40).toArray();

  @Test
  void whatWasMeasuredAroundAFindingIsItsEvidenceToTheBitOnceTheDiskTakesIt() throws Exception {
    try (PipelineRig rig = rig()) {
      values[2_000] = 101;
      FileEvidenceStore evidence = evidence(rig);
      AtomicBoolean full = new AtomicBoolean(true);
      StreamIntake intake = intake(rig, new Refusing(evidence, full));
      intake.take(samples(0, 6_000));
      await(
          "it is told",
          () -> intake.complaints().stream().anyMatch(each -> each.contains("disk full")));
      full.set(false);
      await("the stretch is kept", () -> !rig.journal("stretch.kept").isEmpty());
      await("nothing is wrong any more", () -> intake.complaints().isEmpty());
      intake.stop();

      Entry kept = rig.journal("stretch.kept").get(0);
      FindingBook.Row finding = rig.finding(kept.subject() + "#0");
      assertThat(finding.state().disposition()).isEqualTo(Disposition.RAISED);
      assertThat(kept.facts().requireText("point")).isEqualTo(POINT);
      assertThat(kept.facts().requireText("from")).isEqualTo(at(1_000).toString());
      assertThat(kept.facts().requireText("to")).isEqualTo(at(3_000).toString());
      assertThat(kept.facts().bool("complete")).contains(true);
      assertThat(measured(evidence, kept)).isEqualTo(Arrays.copyOfRange(values, 1_000, 3_001));
      assertThat(kept.facts().facts("crossed"))
          .contains(
              Facts.with("at", at(2_000))
                  .put("limits", List.of(limit("knock", POINT, 100, at(2_000))))
                  .build());
      assertThat(new String(evidence.read(kept.facts().requireText("sha256")).orElseThrow(), UTF_8))
          .contains(
              "# crossing: %s, observation %s, limit knock of %s: high 100.0 mm/s, beyond it since %s\n"
                  .formatted(at(2_000), kept.subject(), POINT, at(2_000)));
      assertThat(use(rig, kept)).isEqualTo(EvidenceBook.Use.NEEDED); // its order is open
      assertThat(marks(rig)).isEmpty();
      aLineOfEachSecond(rig);
      rig.settle();
    }
  }

  private static Facts limit(String id, String point, double high, Instant since) {
    return Facts.with("limit", id)
        .put("point", point)
        .put("unit", "mm/s")
        .put("bound", high)
        .put("side", "HIGH")
        .put("since", since)
        .build();
  }

  /** What is kept of all other samples. */
  private void aLineOfEachSecond(PipelineRig rig) {
    List<RollUp> lines =
        rig.store.read(unit -> unit.port(TrendBook.class).between(POINT, START, at(6_000), 100));
    assertThat(lines).hasSize(6);
    for (int second = 0; second < 6; second++) {
      DoubleSummaryStatistics plain =
          Arrays.stream(values, second * 1_000, second * 1_000 + 1_000).summaryStatistics();
      assertThat(lines.get(second).count()).isEqualTo(1_000);
      assertThat(lines.get(second).least()).isEqualTo(plain.getMin());
      assertThat(lines.get(second).greatest()).isEqualTo(plain.getMax());
      assertThat(lines.get(second).mean()).isCloseTo(plain.getAverage(), within(1e-12));
    }
  }

  @Test
  void aWindowsCrossingKeepsWhatTheWindowIsComputedOf() throws Exception {
    try (PipelineRig rig = rig()) {
      Arrays.fill(values, 2_000, 2_100, 60);
      FileEvidenceStore evidence = evidence(rig);
      StreamIntake intake = intake(rig, evidence);
      intake.take(samples(0, 6_000));
      await("the stretch is kept", () -> !rig.journal("stretch.kept").isEmpty());
      intake.stop();
      Entry kept = rig.journal("stretch.kept").get(0);
      assertThat(rig.finding(kept.subject() + "#0").finding().point()).isEqualTo("pump/loud");
      assertThat(kept.facts().facts("crossed").orElseThrow().factsList("limits"))
          .as("of another point than the stretch")
          .containsExactly(limit("loud", "pump/loud", 50, at(2_100)));
      assertThat(measured(evidence, kept)).isEqualTo(Arrays.copyOfRange(values, 1_100, 3_101));
      assertThat(kept.facts().bool("complete")).contains(true);
    }
  }

  @Test
  void theWaveformsAroundACrossingOfTheirFeatureAreKeptWhenNoneComesAnyMore() throws Exception {
    try (PipelineRig rig = rig()) {
      FileEvidenceStore evidence = evidence(rig);
      StreamIntake intake = intake(rig, evidence);
      intake.take(wave(0, 1, 5_000)); // too long ago
      intake.take(wave(2_000, 2, 5_000));
      double[] loud = Arrays.copyOf(values, 5_000);
      for (int i = 0; i < loud.length; i++) {
        loud[i] *= 10;
      }
      intake.take(
          new Waveform("pump/wave", at(2_600), 10_000, loud, Optional.empty(), Optional.empty()));
      await("its finding is there", () -> !rig.journal("finding.derived").isEmpty());
      intake.take(wave(3_200, 4, 500)); // and nothing after it
      await(
          "the stretch is kept by the clock",
          () -> {
            rig.now.set(rig.now.get().plus(Duration.ofSeconds(5)));
            return !rig.journal("stretch.kept").isEmpty();
          });
      intake.stop();
      Entry kept = rig.journal("stretch.kept").get(0);
      assertThat(rig.finding(kept.subject() + "#0").finding().point()).isEqualTo("pump/rms");
      assertThat(kept.facts().requireText("point")).isEqualTo("pump/wave");
      assertThat(kept.facts().bool("complete")).contains(true);
      assertThat(kept.facts().number("rate").getAsDouble()).isEqualTo(10_000);
      double[] measured = measured(evidence, kept);
      assertThat(measured).hasSize(4_000 + 5_000 + 500); // from 2.1 s on
      assertThat(Arrays.copyOfRange(measured, 4_000, 9_000)).isEqualTo(loud);
      assertThat(measured[0]).isEqualTo(2);
      assertThat(measured[9_499]).isEqualTo(4);
    }
  }

  /** One value for a while, ten in a millisecond. */
  private static Waveform wave(int from, double value, int count) {
    double[] same = new double[count];
    Arrays.fill(same, value);
    return new Waveform("pump/wave", at(from), 10_000, same, Optional.empty(), Optional.empty());
  }

  @Test
  void aStopInTheMiddleKeepsWhatThereIsAndSaysWhatIsLacking() throws Exception {
    try (PipelineRig rig = rig()) {
      values[2_000] = 101;
      FileEvidenceStore evidence = evidence(rig);
      StreamIntake intake = intake(rig, evidence);
      intake.take(samples(0, 2_500));
      intake.stop();
      Entry kept = rig.journal("stretch.kept").get(0);
      assertThat(kept.facts().bool("complete")).contains(false);
      assertThat(kept.facts().textList("lacks")).containsExactly("the gateway was stopped");
      assertThat(kept.facts().whole("missing")).hasValue(501);
      assertThat(measured(evidence, kept)).isEqualTo(Arrays.copyOfRange(values, 1_000, 2_500));
      assertThat(marks(rig)).isEmpty();
    }
  }

  @Test
  void aProcessThatDiedInTheMiddleIsToldByTheNextOneOnce() throws Exception {
    try (PipelineRig rig = rig()) {
      values[2_000] = 101;
      StreamIntake dead = intake(rig, evidence(rig));
      dead.take(samples(0, 2_500)); // and nothing more: it neither ends nor goes on
      await("it is noted that it begins", () -> !marks(rig).isEmpty());
      String observation = marks(rig).get(0);
      rig.settle();
      StreamIntake next = intake(rig, evidence(rig));
      await("it is told", () -> !rig.journal("stretch.lost").isEmpty() && marks(rig).isEmpty());
      next.stop();
      intake(rig, evidence(rig)).stop();
      assertThat(rig.journal("stretch.lost")).hasSize(1);
      Entry lost = rig.journal("stretch.lost").get(0);
      assertThat(lost.subject()).isEqualTo(observation);
      assertThat(lost.facts())
          .isEqualTo(
              Facts.with("point", POINT)
                  .put("why", "the gateway ended before it was whole")
                  .build());
      dead.stop();
    }
  }

  @Test
  void aLimitThatStoodCrossedBeforeARestartKeepsNothingAsNoFindingComesOfIt() throws Exception {
    try (PipelineRig rig = rig()) {
      Arrays.fill(values, 2_000, 6_000, 101);
      FileEvidenceStore evidence = evidence(rig);
      StreamIntake first = intake(rig, evidence);
      first.take(samples(0, 3_000));
      first.stop();
      int before = rig.journal("stretch.kept").size();
      StreamIntake second = intake(rig, evidence);
      second.take(samples(3_000, 4_500));
      second.stop(); // in the middle: whether it is decided by then is as it falls
      rig.settle();
      StreamIntake third = intake(rig, evidence);
      third.take(samples(4_500, 6_000));
      await("all is looked at", () -> third.waiting() == 0);
      rig.settle();
      await("it is let go without waiting for a minute", () -> marks(rig).isEmpty());
      third.stop();
      assertThat(rig.journal("stretch.kept")).hasSize(before);
      assertThat(rig.journal("stretch.lost")).isEmpty();
    }
  }

  @Test
  void whileTheStoreTakesNoObservationWhatWasMeasuredAroundItWaitsWithIt() throws Exception {
    try (PipelineRig rig = rig()) {
      values[2_000] = 101;
      FileEvidenceStore evidence = evidence(rig);
      Full full = new Full(rig.intake, new AtomicBoolean(), new AtomicInteger());
      StreamIntake intake = intake(rig, evidence, full);
      List<Sample> samples = samples(0, 3_200);
      intake.take(samples.subList(0, 1_900));
      await("what was before is looked at", () -> intake.waiting() == 0);
      full.refuses().set(true);
      intake.take(samples.subList(1_900, 3_200));
      await("all is looked at", () -> intake.waiting() == 0 && full.crossings().get() > 0);
      rig.now.set(rig.now.get().plus(Duration.ofMinutes(2)));
      int before = full.crossings().get();
      await("it is given again twice, a second apart", () -> full.crossings().get() > before + 1);
      assertThat(rig.journal("stretch.lost")).isEmpty();
      full.refuses().set(false);
      await(
          "it is kept or lost",
          () -> !rig.journal("stretch.kept").isEmpty() || !rig.journal("stretch.lost").isEmpty());
      intake.stop();
      assertThat(rig.journal("stretch.lost")).isEmpty();
      Entry kept = rig.journal("stretch.kept").get(0);
      assertThat(measured(evidence, kept)).isEqualTo(Arrays.copyOfRange(values, 1_000, 3_001));
    }
  }

  /** Takes no observations for a while; all else of the store goes on. */
  private record Full(ObservationIntake to, AtomicBoolean refuses, AtomicInteger crossings)
      implements ObservationIntake {
    @Override
    public Accepted accept(Observation observation) {
      return to.accept(observation);
    }

    @Override
    public CompletableFuture<Accepted> submit(Observation observation) {
      if (!refuses.get()) {
        return to.submit(observation);
      }
      if (observation instanceof Measurement each && each.value() == 101) {
        crossings.incrementAndGet();
      }
      return CompletableFuture.failedFuture(new StoreException("disk full", null));
    }
  }

  private static double[] measured(EvidenceStore evidence, Entry kept) {
    String csv =
        new String(
            evidence.read(kept.facts().requireText("sha256")).orElseThrow(),
            StandardCharsets.UTF_8);
    return csv.lines()
        .filter(line -> Character.isDigit(line.charAt(0)))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(',') + 1)))
        .toArray();
  }

  private static EvidenceBook.Use use(PipelineRig rig, Entry kept) {
    return rig.store.read(
        unit ->
            unit.port(EvidenceBook.class)
                .look(kept.facts().requireText("sha256"))
                .orElseThrow()
                .use());
  }

  /** Observations whose stretches are noted as under way. */
  private static List<String> marks(PipelineRig rig) {
    return rig.store.read(
        unit ->
            Optional.ofNullable(unit.port(TrendBook.class).states().get("around:" + POINT))
                .map(facts -> facts.textList("observations"))
                .orElse(List.of()));
  }

  private PipelineRig rig() {
    PipelineRig rig = new PipelineRig(folder);
    rig.now.set(START.plusSeconds(60));
    rig.put(Map.of("site.yaml", SITE));
    return rig;
  }

  private static FileEvidenceStore evidence(PipelineRig rig) {
    return new FileEvidenceStore(rig.store.directory(), rig.store, rig.clock());
  }

  private static StreamIntake intake(PipelineRig rig, EvidenceStore evidence) {
    return intake(rig, evidence, rig.intake);
  }

  private static StreamIntake intake(
      PipelineRig rig, EvidenceStore evidence, ObservationIntake to) {
    return new StreamIntake(
        to, rig.store, evidence, () -> rig.site.get().map(Site::streams), rig.clock());
  }

  private List<Sample> samples(int from, int to) {
    List<Sample> samples = new ArrayList<>();
    for (int i = from; i < to; i++) {
      samples.add(Sample.of(POINT, at(i), values[i]));
    }
    return samples;
  }

  private static Instant at(int millis) {
    return START.plusMillis(millis);
  }

  /** A disk that is full for a while. */
  private record Refusing(EvidenceStore disk, AtomicBoolean full) implements EvidenceStore {
    @Override
    public EvidenceReference keep(byte[] content, String mediaType) {
      if (full.get()) {
        throw new EvidenceException("disk full", null);
      }
      return disk.keep(content, mediaType);
    }

    @Override
    public Optional<byte[]> read(String sha256) {
      return disk.read(sha256);
    }

    @Override
    public Optional<Path> file(String sha256) {
      return disk.file(sha256);
    }
  }
}
