package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Settings;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real mosquitto and, for Sparkplug, another maker's decoder. */
class MqttPublisherTest {

  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

  @TempDir Path folder;
  private final KeptPositions positions = new KeptPositions();
  private final MemoryStore store = store(positions);
  private Mosquitto broker;

  private static MemoryStore store(KeptPositions positions) {
    MemoryStore store = new MemoryStore();
    return store.with(Positions.class, positions).with(Journal.class, store);
  }

  private MqttPublisher publisher(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(Map.of("broker_uri", broker.uri()));
    all.putAll(given);
    MqttPublisher made =
        new MqttPublisher(
            store, Clock.systemUTC(), Map.of(), Settings.of(MqttPublisher.Config.class, all));
    made.setLayerBook(() -> Optional.of(LayerPlan.DEFAULT));
    return made;
  }

  private List<String> watch(String topic) throws Exception {
    List<String> said = new CopyOnWriteArrayList<>();
    MqttClient watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
    watcher.connect();
    watcher.setCallback(new Watching(said));
    watcher.subscribe(topic, 1);
    return said;
  }

  private void write(String kind, String subject, Facts facts) {
    store.commit(
        unit -> {
          unit.append(NOW, kind, subject, facts);
          return null;
        });
  }

  @BeforeEach
  void start() throws Exception {
    broker = Mosquitto.start(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "3.1.1"})
  void onlyListedKindsAndFactsLeaveAndThePositionFollows(String version) throws Exception {
    List<String> said = watch("bellcrank/+/order.raised/+");
    write("finding.disposed", "f1", Facts.empty());
    write(
        "order.raised",
        "o/1",
        Facts.with("asset", "press-2").put("description", "secret").put("priority", 2).build());
    MqttPublisher publisher =
        publisher(
            Map.of(
                "version",
                version,
                "start",
                "beginning",
                "kinds",
                new String[] {"order.raised"},
                "health_topic",
                ""));
    try {
      Wait.until(() -> said.size() == 1);
      Facts message = Facts.parse(said.get(0));
      assertThat(message.requireText("kind")).isEqualTo("order.raised");
      assertThat(message.requireText("subject")).isEqualTo("o/1");
      assertThat(message.whole("sequence")).hasValue(2);
      assertThat(message.requireInstant("at")).isEqualTo(NOW);
      assertThat(message.facts("facts").orElseThrow().values())
          .isEqualTo(Map.of("asset", "press-2", "priority", 2L));
      assertThat(broker.log()).contains("'bellcrank/bellcrank-publisher/order.raised/o_1'");
      Wait.until(() -> positions.position("publish.mqtt.bellcrank-publisher") == 2);
    } finally {
      publisher.stop();
    }
  }

  @Test
  void theBrokerKeepsHowTheGatewayIsAndThatItIsGone() throws Exception {
    MqttPublisher publisher = publisher(Map.of());
    publisher.setGatewayHealth(
        new GatewayHealth() {
          @Override
          public HealthReport report() {
            return new HealthReport(
                NOW, HealthState.DEGRADED, List.of(), List.of(), List.of(), List.of());
          }

          @Override
          public Listening onChange(java.util.function.Consumer<HealthReport> listener) {
            listener.accept(report());
            return () -> {};
          }
        });
    List<String> said = watch("bellcrank/bellcrank-publisher/health");
    Wait.until(() -> said.stream().anyMatch(each -> each.contains("\"state\":\"degraded\"")));
    publisher.stop();
    Wait.until(() -> said.get(said.size() - 1).equals("{\"online\":false}"));
    List<String> later = watch("bellcrank/bellcrank-publisher/health");
    Wait.until(() -> later.equals(List.of("{\"online\":false}"))); // retained
  }

  @ParameterizedTest
  @CsvSource({
    "topic, plant/#, topic of up to 500",
    "topic, plant/{order}, '{subject}'",
    "health_topic, $SYS/x, topic of up to 500",
    "found, speed, '*, order, asset, capturedAt'",
    "start, yesterday, 'now, beginning'",
    "client_id, a b, 1 to 64"
  })
  void aWrongSettingIsToldWithWhatIsAllowed(String setting, String given, String allowed) {
    Object all = setting.equals("found") ? new String[] {given} : given;
    assertThatThrownBy(() -> publisher(Map.of(setting, all)))
        .hasMessageContaining(setting.replace('_', '.'))
        .hasMessageContaining(given)
        .hasMessageContaining(allowed);
  }

  @Test
  void asANodeOfSparkplugItIsBornTellsChangesIsBornAgainWhenAskedAndDies() throws Exception {
    write("order.raised", "o1", Facts.empty());
    Optional<NodePeer> other =
        NodePeer.start(
            Path.of("src/test/resources/host.js"),
            "listens",
            broker.uri().replace("tcp:", "mqtt:"),
            "gate");
    Assumptions.assumeTrue(other.isPresent(), "sparkplug-payload from npm");
    SparkplugNode node =
        new SparkplugNode(
            store,
            Clock.systemUTC(),
            Map.of(),
            Settings.of(
                SparkplugNode.Config.class,
                Map.of("broker_uri", broker.uri(), "group", "plant", "node", "gate", "period", 1)));
    node.setLayerBook(() -> Optional.of(LayerPlan.DEFAULT));
    try (NodePeer host = other.get()) {
      assertThat(host.await("NBIRTH"))
          .startsWith("NBIRTH seq=0 bdSeq=0 Node Control/Rebirth=false")
          .contains("count/order.raised=1");
      write("order.raised", "o2", Facts.empty());
      assertThat(host.await("NDATA")).isEqualTo("NDATA seq=1 count/order.raised=2");
      int before = host.said().size();
      host.say("rebirth", "asked");
      assertThat(host.await("NBIRTH", before)).contains("seq=0 bdSeq=0").contains("raised=2");
      before = host.said().size();
      write("device.status", "camera-1", Facts.with("status", "LOST").build());
      assertThat(host.await("NBIRTH", before)).contains("device/camera-1=LOST");
      node.stop();
      assertThat(host.await("NDEATH")).isEqualTo("NDEATH seq=none bdSeq=0");
    } finally {
      node.stop();
    }
  }
}
