package org.bellcrank.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutRecordTest {

  @TempDir Path folder;

  private static final String PLAN =
      """
      rollout: pitting-2
      package: { file: core-2.dp, before: [ core-1.dp ] }
      gateways: [ "gw-*" ]
      canaries: [ gw-3 ]
      batch: 2
      health: { for: PT1M, canaries: PT5M, within: PT10M }
      stopAbove: 0.1
      giveBack: stage
      """;

  private RolloutPlan plan() throws InvalidDocumentException {
    return PlanFile.of("plan.yaml", PLAN, folder)
        .resolve(Set.of("gw-1", "gw-2", "gw-3", "gw-4", "other"), "2.0.0");
  }

  @Test
  void aPlanNamesStagesOfGatewaysThatAreThere() throws Exception {
    assertThat(plan().stages())
        .containsExactly(List.of("gw-3"), List.of("gw-1", "gw-2"), List.of("gw-4"));
    assertThat(plan().healthyFor(0)).isEqualTo(Duration.ofMinutes(5));
    assertThat(plan().healthyFor(1)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aPlanWithAMistakeSaysWhere() {
    assertThatThrownBy(() -> PlanFile.of("plan.yaml", PLAN + "stopabove: 0.2\n", folder))
        .hasMessageContaining("plan.yaml:9")
        .hasMessageContaining("stopabove");
    assertThatThrownBy(
            () -> PlanFile.of("plan.yaml", PLAN.replace("stopAbove: 0.1", "stopAbove: 10"), folder))
        .hasMessageContaining("a share from 0 to 1");
    assertThatThrownBy(
            () -> PlanFile.of("plan.yaml", PLAN, folder).resolve(Set.of("gw-1", "gw-2"), "2.0.0"))
        .hasMessageContaining("gw-3");
  }

  @Test
  void aRecordIsReadAgainUpToTheLastWholeLine() throws Exception {
    Path file = folder.resolve("pitting-2.rollout");
    try (RolloutRecord record = RolloutRecord.open(file, Optional.of(plan()), Clock.systemUTC())) {
      assertThat(record.add(new RolloutEvent.Noted("gw-3", "1.0.0"))).isTrue();
      assertThat(record.add(new RolloutEvent.Noted("gw-3", "1.0.0"))).isFalse();
      assertThat(record.add(new RolloutEvent.Ordered("gw-3", 77))).isTrue();
    }
    Files.writeString(file, "{\"at\":\"2026-01-0", StandardOpenOption.APPEND);
    assertThat(RolloutRecord.look(file).gateways().get("gw-3").job()).isEqualTo(77);
    try (RolloutRecord record = RolloutRecord.open(file, Optional.of(plan()), Clock.systemUTC())) {
      assertThat(record.state().gateways().get("gw-3").step())
          .isEqualTo(RolloutGateway.Step.ORDERED);
      assertThat(record.add(new RolloutEvent.Changed("gw-3"))).isTrue();
    }
    assertThat(RolloutRecord.look(file).due())
        .extracting(RolloutTask::kind)
        .containsExactly(RolloutTask.Kind.GATE);
  }

  @Test
  void aRecordServesOneProcessAndOnePlan() throws Exception {
    Path file = folder.resolve("pitting-2.rollout");
    RolloutPlan plan = plan();
    try (RolloutRecord record = RolloutRecord.open(file, Optional.of(plan), Clock.systemUTC())) {
      assertThat(record.state().plan()).isEqualTo(plan);
      assertThatThrownBy(() -> RolloutRecord.open(file, Optional.empty(), Clock.systemUTC()))
          .hasMessageContaining("another process");
    }
    RolloutPlan other =
        PlanFile.of("plan.yaml", PLAN, folder).resolve(Set.of("gw-1", "gw-3"), "2.0.0");
    assertThatThrownBy(() -> RolloutRecord.open(file, Optional.of(other), Clock.systemUTC()))
        .hasMessageContaining("another plan");
  }
}
