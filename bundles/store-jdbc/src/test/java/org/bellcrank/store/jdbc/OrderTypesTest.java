package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.store.jdbc.PipelineRig.START;
import static org.bellcrank.store.jdbc.PipelineRig.look;
import static org.bellcrank.store.jdbc.PipelineRig.measured;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Prediction;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WOT-14: each kind of order from what a plant would report, by documents alone. */
@Timeout(120)
class OrderTypesTest {

  private static final String RULES =
      """
      classes:
        - { class: pitting, failureMode: surface-fatigue, orderType: corrective }
        - { class: wear, failureMode: ball-screw-wear, orderType: predictive }
        - { class: anomaly, failureMode: unknown, orderType: investigation }
      tiers:
        order: 0.75
        review: 0.5
        confirmation: { hits: 1, looks: 1 }
        overrides:
          - { name: wear can wait, failureMode: ball-screw-wear, schedule: 0.70 }
      rules:
        - { id: hot, when: "finding.class == 'overheating'", then: { raise: { template: look } } }
        - { id: sure, when: finding.confidence >= tier.order, then: { raise: { template: by-class } } }
        - { id: plan, because: Can wait, when: finding.confidence >= tier.schedule, then: { raise: { template: planned } } }
        - { id: ask, when: "true", then: { review: supervisor } }
      """;

  @TempDir Path folder;
  private PipelineRig rig;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
    rig.documents(RULES);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aDetectionOfAClassThatIsBrokenIsCorrective() {
    rig.intake.accept(look("c:1", 1, "left", 0.75, 10));
    assertThat(only().type()).isEqualTo(OrderType.CORRECTIVE);
  }

  @Test
  void aPredictionThatIsSureIsPredictive() {
    rig.intake.accept(expected("p:1", "wear", 0.75));
    WorkOrder order = only();
    assertThat(order.type()).isEqualTo(OrderType.PREDICTIVE);
    assertThat(order.fields().number("finding.value")).hasValue(41);
  }

  /** RUL-03: 72 % lies in the band of review, but the failure mode has a tier of its own. */
  @Test
  void aPredictionAt72PerCentIsScheduledForTheNextStop() {
    rig.intake.accept(expected("p:1", "wear", 0.72));
    WorkOrder order = only();
    assertThat(order.type()).isEqualTo(OrderType.SCHEDULED);
    assertThat(order.description()).isEqualTo("Easter");
    assertThat(order.fields().instant("order.windowStart"))
        .contains(Instant.parse("2026-04-02T23:00:00Z"));
    assertThat(rig.finding("p:1#0").state().reason()).startsWith("Can wait").contains("0.72");
    assertThat(rig.finding("p:1#0").state().why().text("tiersFrom")).contains("wear can wait");
  }

  @Test
  void a72PerCentOfAnotherFailureModeIsReviewed() {
    rig.intake.accept(look("c:1", 1, "left", 0.72, 10));
    rig.settle();
    assertThat(rig.orders()).isEmpty();
  }

  @Test
  void aLimitThatIsCrossedIsAnInspection() {
    rig.intake.accept(measured("m:1", START, 90));
    rig.intake.accept(measured("m:2", START.plusSeconds(40), 91));
    assertThat(only().type()).isEqualTo(OrderType.INSPECTION);
  }

  @Test
  void whatNoModelKnowsIsAnInvestigation() {
    rig.intake.accept(expected("p:1", "anomaly", 0.9));
    assertThat(only().type()).isEqualTo(OrderType.INVESTIGATION);
  }

  /** RUL-14: the table changes while the gateway runs; what was decided stays as it was. */
  @Test
  void aChangeOfTheClassTableTakesEffectAtOnce() {
    rig.intake.accept(look("c:1", 1, "left", 0.9, 10));
    rig.settle();
    rig.documents(RULES.replace("orderType: corrective", "orderType: predictive"));
    rig.intake.accept(look("c:2", 2, "right", 0.9, 10));
    rig.settle();
    assertThat(rig.orders())
        .extracting(order -> order.cause().identity(), WorkOrder::type)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("left", OrderType.CORRECTIVE),
            org.assertj.core.groups.Tuple.tuple("right", OrderType.PREDICTIVE));
  }

  /** SPC-10: the count stands in the order across midnight, a restart and the change of clocks. */
  @Test
  void recurrenceGoesOnAcrossMidnightARestartAndTheChangeOfClocks() {
    rig.documents(PipelineRig.RAISE_ALL);
    rig.now.set(Instant.parse("2026-03-29T02:00:00Z"));
    Instant midnight = Instant.parse("2026-03-29T00:00:00Z");
    Instant[] times = {
      midnight.minus(Duration.ofDays(31)),
      midnight.minusSeconds(1),
      midnight.plusSeconds(1),
      Instant.parse("2026-03-29T00:59:59Z"), // London goes from 1:00 to 2:00
      Instant.parse("2026-03-29T01:00:00Z"),
    };
    for (int i = 0; i < times.length; i++) {
      if (i == 3) {
        rig.settle();
        rig.breakDown();
        rig.start();
      }
      rig.intake.accept(expected("p:" + i, "wear", 0.9, times[i]));
      rig.settle();
    }
    assertThat(only().fields().whole("finding.count30d"))
        .as("all but the one a month before")
        .hasValue(4);
  }

  private WorkOrder only() {
    rig.settle();
    assertThat(rig.orders()).hasSize(1);
    return rig.orders().get(0);
  }

  private static Prediction expected(String id, String failureMode, double confidence) {
    return expected(id, failureMode, confidence, START);
  }

  private static Prediction expected(String id, String failureMode, double confidence, Instant at) {
    return new Prediction(
        id,
        "cloud-model",
        new CaptureTime(at, CaptureTime.ClockQuality.SOURCE),
        "life",
        failureMode,
        confidence,
        Optional.of(41.0),
        Optional.empty(),
        Map.of());
  }
}
