package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Settings;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.workorder.OrderStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How assets are, as another maker's decoder reads it at a real broker. */
class SparkplugStatesTest {

  @TempDir Path folder;
  private Works works;

  @BeforeEach
  void start() throws Exception {
    works = new Works(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    works.close();
  }

  private SparkplugNode node(Mosquitto broker, Map<String, Object> given) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of("broker_uri", broker.uri(), "group", "plant", "node", "gate", "period", 1));
    all.putAll(given);
    SparkplugNode node =
        new SparkplugNode(
            works.store, Clock.systemUTC(), Map.of(), Settings.of(SparkplugNode.Config.class, all));
    node.setActiveSite(works);
    node.setLayerBook(() -> Optional.of(LayerPlan.DEFAULT));
    return node;
  }

  private static void awaitData(NodePeer host, String... metrics) {
    Wait.until(
        () ->
            host.said().stream()
                .anyMatch(
                    line ->
                        line.startsWith("NDATA")
                            && Set.of(line.split(" ")).containsAll(List.of(metrics))));
  }

  /** A host that is nobody's library here. */
  private static Optional<NodePeer> listening(Mosquitto broker) throws Exception {
    Optional<NodePeer> host =
        NodePeer.start(
            Path.of("src/test/resources/host.js"),
            "listens",
            broker.uri().replace("tcp:", "mqtt:"),
            "gate");
    Assumptions.assumeTrue(host.isPresent(), "sparkplug-payload from npm");
    return host;
  }

  @Test
  void theBirthNamesEachAssetAndWhatIsFoundOpenedAndClosedComesAsData() throws Exception {
    works.sees("c:0", "cam/people", "ppe-violation", 0.81);
    try (Mosquitto broker = Mosquitto.start(folder)) {
      Optional<NodePeer> other = listening(broker);
      SparkplugNode node =
          node(
              broker,
              Map.of(
                  "assets",
                  true,
                  "kinds",
                  new String[] {"order.changed", "finding.disposed", "asset.condition"}));
      try (NodePeer host = other.get()) {
        Wait.until(
            () ->
                host.said().stream()
                    .anyMatch(
                        line ->
                            line.startsWith("NBIRTH")
                                && line.contains("asset/press-2/condition=NORMAL")
                                && line.contains("asset/press-2/openOrders=0")
                                && line.contains("asset/press-2/lastClass= ")
                                && line.contains("asset/works/condition=NORMAL")
                                && line.contains("asset/door/lastClass=ppe-violation")
                                && line.contains("asset/door/lastSeverity=MINOR")));
        works.sees("c:1", "cam/screw", "pitting", 0.93);
        awaitData(
            host,
            "asset/press-2/condition=DEGRADED",
            "asset/press-2/openOrders=1",
            "asset/press-2/lastClass=pitting",
            "asset/press-2/lastSeverity=MAJOR");
        works.measures("m:1", 88.5);
        awaitData(host, "asset/cabinet/condition=FAILED", "asset/cabinet/openOrders=1");
        works.moves("c:1#0", OrderStatus.CLOSED);
        awaitData(host, "asset/press-2/condition=NORMAL", "asset/press-2/openOrders=0");
        assertThat(host.said())
            .as("nobody tells what did not change")
            .filteredOn(line -> line.startsWith("NDATA"))
            .noneMatch(line -> line.contains("asset/door/"));
      } finally {
        node.stop();
      }
    }
  }

  /** As it was set up before assets could be told: two counts and the devices. */
  @Test
  void howAssetsAreStaysInsideWhereNobodySaidThatItLeaves() throws Exception {
    works.sees("c:0", "cam/people", "ppe-violation", 0.81);
    try (Mosquitto broker = Mosquitto.start(folder)) {
      Optional<NodePeer> other = listening(broker);
      SparkplugNode node = node(broker, Map.of());
      try (NodePeer host = other.get()) {
        assertThat(host.await("NBIRTH"))
            .contains(
                "count/finding.disposed=1",
                "count/order.changed=0",
                "count/order.raised=0",
                "count/device.status=0")
            .doesNotContain("asset");
        works.sees("c:1", "cam/screw", "pitting", 0.93);
        Wait.until(
            () -> host.said().stream().anyMatch(line -> line.contains("count/finding.disposed=2")));
        assertThat(host.said()).noneMatch(line -> line.contains("asset"));
      } finally {
        node.stop();
      }
    }
  }

  @Test
  void whatWasOpenBeforeIsOpenAfterAStart() {
    works.sees("c:1", "cam/screw", "pitting", 0.93);
    works.measures("m:1", 88.5);
    works.moves("m:1#0", OrderStatus.CLOSED);
    assertThat(metrics(List.of("press-2", "cabinet"), Set.of("asset.condition", "order.changed")))
        .isEqualTo(
            Map.of(
                "asset/press-2/condition",
                "DEGRADED",
                "asset/press-2/openOrders",
                1L,
                "asset/cabinet/condition",
                "NORMAL",
                "asset/cabinet/openOrders",
                0L));
  }

  @Test
  void onlyWhatLeavesIsToldAndOfNoMoreThanAThousandAssets() {
    works.sees("c:1", "cam/screw", "pitting", 0.93);
    works.sees("c:2", "cam/screw", "oil/leak#1", 0.1); // below the floor: no rule was asked
    assertThat(metrics(List.of("press-2"), Set.of("finding.disposed")))
        .isEqualTo(
            Map.of("asset/press-2/lastClass", "pitting", "asset/press-2/lastSeverity", "MAJOR"));
    assertThat(metrics(List.of("press-2"), Set.of("order.raised"))).isEmpty();
    List<String> many = IntStream.range(0, 1_500).mapToObj(number -> "a" + number).toList();
    assertThat(metrics(many, Set.of("asset.condition")))
        .hasSize(1_000)
        .containsKey("asset/a999/condition");
  }

  private Map<String, Object> metrics(List<String> assets, Set<String> carried) {
    return works.store.read(unit -> new AssetStates().metrics(unit, assets, carried));
  }
}
