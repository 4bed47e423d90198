package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.workorder.OrderStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of another maker's stack sees. */
class ReadingTest {

  @TempDir static Path folder;
  private static Bench bench;
  private static NodePeer client;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.up(folder, "results", 100, "orders", 5);
    client = bench.trusted();
    assertThat(bench.connect(Bench.USER)).isEqualTo("connected");
  }

  @AfterAll
  static void stop() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  private static void await(String node, String value) throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!bench.read(node).equals(value)) {
      assertThat(System.nanoTime()).as(bench.read(node)).isLessThan(deadline);
    }
  }

  @Test
  void theResultTypeIsBrowsedAndAllFiveFieldsAreReadAfterADetection() throws Exception {
    assertThat(bench.ask("browse " + Bench.id("ResultType"), "found Good").split(" "))
        .contains("Class", "Asset", "ProductionOrder", "Shift", "Confidence")
        .contains("ResultId", "IsPartial", "IsSimulated", "ResultState", "JobId", "CreationTime");
    bench.plant.detect("cam-1:1", Optional.empty());

    await("result/cam-1:1#0/Class", "Good pitting");
    assertThat(bench.read("result/cam-1:1#0/Asset")).isEqualTo("Good spindle-1");
    assertThat(bench.read("result/cam-1:1#0/ProductionOrder")).isEqualTo("Good PO-4711");
    assertThat(bench.read("result/cam-1:1#0/Shift")).isEqualTo("Good early");
    assertThat(bench.read("result/cam-1:1#0/Confidence")).isEqualTo("Good 0.93");
    assertThat(bench.read("result/cam-1:1#0/CreationTime"))
        .isEqualTo("Good 2026-05-04T06:00:00.000Z");
    assertThat(bench.read("result/cam-1:1#0/InternalRecipeId")).isEqualTo("Good ballscrew 1.2");
    assertThat(bench.read("result/cam-1:1#0/InternalConfigurationId")).isEqualTo("Good v7");
    assertThat(bench.read("result/cam-1:1#0/ResultState")).isEqualTo("Good 1");
    assertThat(bench.read("result/cam-1:1#0"))
        .startsWith("Good {\"ResultId\":\"cam-1:1#0\"")
        .contains("\"Confidence\":0.93");
    assertThat(bench.ask("type " + Bench.id("result/cam-1:1#0"), "type"))
        .isEqualTo(Bench.id("ResultType"));
    assertThat(bench.ask("browse " + Bench.id("Results"), "found Good")).contains("cam-1:1#0");
  }

  @Test
  void aResultThatIsRecordedIsToldAsAnEvent() throws Exception {
    for (String notifier : List.of("i=2253", Bench.id("VisionSystem"))) {
      assertThat(
              bench.ask(
                  "events %s %s ResultId Class Confidence Asset ProductionOrder Shift"
                      .formatted(notifier, Bench.id("ResultReadyEventType")),
                  "watching"))
          .isEqualTo("Good");
    }
    bench.plant.detect("cam-1:event", Optional.empty());
    String told =
        "event %s|VisionSystem|pitting at zone-1|cam-1:event#0|pitting|0.93|spindle-1|PO-4711|early"
            .formatted(Bench.id("ResultReadyEventType"));
    Bench.until(() -> client.said().stream().filter(told::equals).count() == 2);
  }

  @Test
  void anOrdersStateChangesInASubscription() throws Exception {
    bench.plant.raise("wo-1");
    await("order/wo-1/State", "Good APPROVED");
    assertThat(bench.read("order/wo-1/OrderId")).isEqualTo("Good wo-1");
    assertThat(bench.read("order/wo-1/ForeignId")).isEqualTo("Good");
    assertThat(bench.read("order/wo-1/Asset")).isEqualTo("Good spindle-wo-1");
    assertThat(bench.read("order/wo-1/Title")).isEqualTo("Good Pitting on ball screw");
    bench.ask("watch " + Bench.id("order/wo-1/State"), "watching");
    client.await("changed " + Bench.id("order/wo-1/State") + " APPROVED");

    bench.plant.acknowledge("wo-1", "4000123");
    bench.plant.move("wo-1", OrderStatus.IN_PROGRESS);
    client.await("changed " + Bench.id("order/wo-1/State") + " IN_PROGRESS");
    await("order/wo-1/ForeignId", "Good 4000123");
    bench.plant.move("wo-1", OrderStatus.CLOSED);
    client.await("changed " + Bench.id("order/wo-1/State") + " CLOSED");
    assertThat(bench.read("order/wo-1/IsOpen")).isEqualTo("Good false");
  }

  @Test
  void anAssetsConditionAndTheStateOfTheMachineAreShown() throws Exception {
    bench.plant.condition("spindle-9", "DEGRADED");
    await("asset/spindle-9/Condition", "Good DEGRADED");
    assertThat(bench.read("asset/spindle-9/Grade")).isEqualTo("Good 0.5");
    assertThat(bench.read("VisionStateMachine/CurrentState")).isEqualTo("Good Operational");
    assertThat(bench.read("VisionStateMachine/CurrentState/Id"))
        .isEqualTo("Good " + Bench.id("VisionStateMachineType/Operational"));
    assertThat(bench.read("VisionStateMachineType/Operational/StateNumber")).isEqualTo("Good 4");
  }

  @Test
  void testsOfTheGatewayItselfAndWhatCannotBeReadAreNotShown() throws Exception {
    bench.plant.store.commit(
        unit -> {
          unit.append(
              Plant.SEEN,
              "asset.condition",
              "canary:1",
              org.bellcrank.journal.Facts.with("state", "FAILED").build());
          return null;
        });
    bench.plant.condition("unread", "PERFECT"); // nor does what cannot be read end the others
    bench.plant.condition("after-canary", "FAILED");
    await("asset/after-canary/Condition", "Good FAILED");
    assertThat(bench.read("asset/canary:1/Condition")).startsWith("BadNodeIdUnknown");
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    bench.plant.raise("wo-w");
    await("order/wo-w/State", "Good APPROVED");
    for (String each :
        List.of(
            Bench.id("order/wo-w/State") + " String CLOSED",
            Bench.id("VisionStateMachine/CurrentState/Id") + " String x",
            "i=2294 Boolean true", // EnabledFlag of the server's diagnostics
            "i=2256 String x")) {
      assertThat(bench.ask("write " + each, "wrote"))
          .as(each)
          .matches("BadNotWritable|BadUserAccessDenied");
    }
    assertThat(bench.read("order/wo-w/State")).isEqualTo("Good APPROVED");
  }
}
