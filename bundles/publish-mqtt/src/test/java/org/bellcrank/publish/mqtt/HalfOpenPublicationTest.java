package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.itests.peers.Line;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.link.Platform;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line that carries nothing any more, while both ends believe that it stands. */
class HalfOpenPublicationTest {

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore().with(Positions.class, new KeptPositions());

  private void write(String order) {
    store.commit(
        unit -> {
          unit.append(Instant.EPOCH, "order.raised", order, Facts.empty());
          return null;
        });
  }

  private Publication publication(int port) {
    return new Publication(
        new LinkSettings(
                "MQTT publisher",
                MqttVersion.V5,
                URI.create("tcp://127.0.0.1:" + port),
                "half-open",
                List.of(),
                "",
                () -> "",
                new KeyChoice("Test", "", ""),
                false,
                Optional::empty)
            .keepingAlive(1),
        new Publication.Plan(
            new Outgoing(
                Set.of("order.raised"),
                List.of(),
                List.of(),
                Set.of(),
                () -> Optional.of(LayerPlan.DEFAULT)),
            TopicTemplate.of("Test", "topic", "events/{subject}", "half-open", Platform.NONE),
            false,
            Optional.empty(),
            Platform.NONE,
            false),
        "publish.mqtt.half-open",
        store,
        Clock.systemUTC());
  }

  @Test
  void whatWasGivenToADeadLineIsPublishedAgainOverTheNext() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Line line = new Line(broker.port())) {
      List<String> said = new CopyOnWriteArrayList<>();
      MqttClient watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
      watcher.connect();
      watcher.setCallback(new Watching(said));
      watcher.subscribe("events/#", 1);
      write("o1");
      Publication publication = publication(line.port());
      try {
        publication.start();
        Wait.until(() -> said.size() == 1);
        line.freeze();
        write("o2");
        write("o3");
        Wait.until(() -> said.stream().anyMatch(each -> each.contains("\"o3\"")));
        assertThat(said)
            .as("nobody knows whether the broker heard what is told again")
            .extracting(each -> Facts.parse(each).requireText("subject"))
            .containsSubsequence("o1", "o2", "o3");
      } finally {
        publication.close();
        watcher.disconnect();
        watcher.close();
      }
    }
  }
}
