package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.observation.Disposition;
import org.bellcrank.site.Site;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.StreamIntake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From samples through streams to what is decided. */
@Timeout(120)
class StreamToDecisionTest {

  private static final Instant START = PipelineRig.START;
  private static final String SITE =
      """
      assets:
        - { id: plant, name: Plant, level: site, criticality: B }
        - { id: pump, name: Pump, level: machine, parent: plant }
      points:
        - { id: pump/heat, asset: pump, unit: Cel }
        - { id: pump/speed, asset: pump, unit: /min }
      operatingStates:
        - asset: pump
          points: { speed: pump/speed }
          states: [ { state: production, when: 'speed > 100.0' } ]
          otherwise: cleaning
      limits:
        - { id: hot, point: pump/heat, high: 75, hysteresis: 5, failureMode: overheating, during: [production], settle: PT60S }
      streams:
        - { point: pump/heat }
      trends:
        - { id: wear, point: pump/speed, limit: { above: 900 }, window: PT30M, every: PT30S, horizon: PT1H, failureMode: worn }
      templates:
        - { id: look, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: all, when: "true", then: { raise: { template: look } } }
      connectors:
        - { id: cmms, kind: custom-rest, site: plant, address: "http://127.0.0.1:9" }
      """;

  @TempDir Path folder;

  @Test
  void whatIsCrossedOutsideItsStatesIsSuppressedWithTheReasonAndTheBalanceIsExact()
      throws Exception {
    try (PipelineRig rig = rig()) {
      StreamIntake intake = intake(rig);
      intake.take(List.of(sample("speed", 0, 0), sample("heat", 1, 60), sample("heat", 2, 90)));
      intake.take(List.of(sample("speed", 60, 500), sample("heat", 100, 91)));
      drained(rig, intake);
      assertThat(rig.in(Disposition.SUPPRESSED)).isEqualTo(1);
      assertThat(rig.orders()).isEmpty();
      assertThat(reason(rig))
          .isEqualTo("the asset is in cleaning since %s; counts in production".formatted(START));
      assertThat(rig.balance().difference()).isZero();

      StreamIntake later = intake(rig);
      later.take(List.of(sample("speed", 125, 500), sample("heat", 126, 92)));
      later.take(List.of(sample("heat", 190, 93)));
      drained(rig, later);
      assertThat(rig.orders()).hasSize(1);
      assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
      assertThat(rig.balance().difference()).isZero();
    }
  }

  @Test
  void aTrendMakesOneOrderAndWhatFollowsJoinsIt() throws Exception {
    try (PipelineRig rig = rig()) {
      StreamIntake intake = intake(rig);
      for (int i = 0; i < 100; i++) {
        intake.take(List.of(sample("speed", i * 30, 200 + i * 6)));
      }
      drained(rig, intake);
      assertThat(rig.orders()).hasSize(1);
      assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
      assertThat(rig.in(Disposition.MERGED)).isPositive();
      assertThat(rig.balance().difference()).isZero();
    }
  }

  /** With a stream and without one: told once, then nothing but time. */
  @ParameterizedTest
  @ValueSource(strings = {"{ point: pump/heat }", "{ point: pump/speed }"})
  void aValueThatIsToldOnceMakesItsOrderWhenTheDurationIsOver(String stream) throws Exception {
    try (PipelineRig rig = rig()) {
      rig.put(
          Map.of(
              "site.yaml",
              SITE.replace("during: [production], settle: PT60S", "holdFor: PT1S")
                  .replace("{ point: pump/heat }", stream)));
      StreamIntake intake = intake(rig);
      intake.take(List.of(sample("heat", 1, 60), sample("heat", 2, 90)));
      PipelineRig.await("an order", () -> !rig.orders().isEmpty());
      drained(rig, intake);
      assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
      assertThat(rig.in(Disposition.MERGED)).isZero();
      assertThat(rig.journal("finding.disposed")).hasSize(1);
      assertThat(rig.balance().difference()).isZero();
    }
  }

  /** Its source tells it no more, so what stands is held against what the documents say now. */
  @Test
  void aLimitAndAStateThatComeIntoForceHearWhatStands() throws Exception {
    try (PipelineRig rig = rig()) {
      String before = SITE.replaceAll("(?s)operatingStates:.*?streams:", "streams:");
      rig.put(Map.of("site.yaml", before));
      StreamIntake intake = intake(rig);
      intake.take(List.of(sample("speed", 1, 500), sample("heat", 2, 90)));
      PipelineRig.await("it is taken", () -> intake.sum().taken() == 2);
      assertThat(rig.orders()).isEmpty();
      rig.put(Map.of("site.yaml", SITE.replace(", settle: PT60S", "")));
      PipelineRig.await("a state", () -> intake.operating().toString().contains("production"));
      PipelineRig.await("an order", () -> !rig.orders().isEmpty());
      drained(rig, intake);
      assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
    }
  }

  private PipelineRig rig() {
    PipelineRig rig = new PipelineRig(folder);
    rig.now.set(START.plusSeconds(3_600));
    rig.put(Map.of("site.yaml", SITE));
    return rig;
  }

  private static StreamIntake intake(PipelineRig rig) {
    return new StreamIntake(
        rig.intake,
        rig.store,
        new FileEvidenceStore(rig.store.directory(), rig.store, rig.clock()),
        () -> rig.site.get().map(Site::streams),
        rig.clock());
  }

  private static void drained(PipelineRig rig, StreamIntake intake) {
    intake.stop();
    rig.settle();
  }

  private static String reason(PipelineRig rig) {
    return rig.journal("finding.disposed").get(0).facts().requireText("reason");
  }

  private static Sample sample(String point, int second, double value) {
    return Sample.of("pump/" + point, START.plusSeconds(second), value);
  }
}
