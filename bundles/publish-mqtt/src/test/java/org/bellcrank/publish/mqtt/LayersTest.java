package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.journal.EventClass;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Layer;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class of events that another layer carries does not leave by MQTT, whatever an instance lists.
 */
class LayersTest {

  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

  /** One kind of each class, and last what ends a look. */
  private static final String[] KINDS = {
    "finding.disposed", "order.raised", "asset.condition", "device.status", "gateway.told"
  };

  @TempDir Path folder;
  private final KeptPositions positions = new KeptPositions();
  private final MemoryStore store = new MemoryStore();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Mosquitto broker;
  private MqttPublisher publisher;

  @BeforeEach
  void start() throws Exception {
    store.with(Positions.class, positions).with(Journal.class, store);
    broker = Mosquitto.start(folder);
    MqttClient watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
    watcher.connect();
    watcher.setCallback(new Watching(said));
    watcher.subscribe("bellcrank/#", 1);
    writeAll();
    publisher =
        new MqttPublisher(
            store,
            Clock.systemUTC(),
            Map.of(),
            Settings.of(
                MqttPublisher.Config.class,
                Map.of(
                    "broker_uri",
                    broker.uri(),
                    "kinds",
                    KINDS,
                    "health_topic",
                    "",
                    "start",
                    "beginning")));
  }

  @AfterEach
  void stop() {
    publisher.stop();
    broker.close();
  }

  private void writeAll() {
    for (String kind : KINDS) {
      store.commit(
          unit -> {
            unit.append(NOW, kind, "s", Facts.empty());
            return null;
          });
    }
  }

  private List<String> kinds() {
    return said.stream().map(each -> Facts.parse(each).requireText("kind")).toList();
  }

  @Test
  void whatOnlyOpcUaCarriesStaysAwayAndNothingLeavesBeforeThatIsKnown() {
    Wait.until(() -> broker.log().contains("bellcrank-publisher"));
    AtomicInteger asked = new AtomicInteger();
    publisher.setLayerBook(
        () -> {
          asked.incrementAndGet();
          return Optional.empty();
        });
    Wait.until(() -> asked.get() >= 3); // looked, and was not told
    assertThat(said).isEmpty();
    assertThat(positions.position("publish.mqtt.bellcrank-publisher")).isZero();
    publisher.setLayerBook(
        () ->
            Optional.of(
                new LayerPlan(
                    Map.of(
                        EventClass.RESULTS, Set.of(Layer.OPC_UA),
                        EventClass.CONDITIONS, Set.of(Layer.OPC_UA)))));
    Wait.until(() -> positions.position("publish.mqtt.bellcrank-publisher") == KINDS.length);
    Wait.until(() -> said.size() == 3);
    assertThat(kinds()).containsExactly("order.raised", "device.status", "gateway.told");

    publisher.setLayerBook(
        () -> Optional.of(new LayerPlan(Map.of(EventClass.ORDERS, Set.of(Layer.OPC_UA)))));
    said.clear();
    writeAll();
    Wait.until(() -> said.size() == 4);
    assertThat(kinds())
        .containsExactly("finding.disposed", "asset.condition", "device.status", "gateway.told");
  }
}
