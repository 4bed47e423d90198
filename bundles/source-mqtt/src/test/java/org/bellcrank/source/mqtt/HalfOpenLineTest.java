package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.peers.Line;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.Refusals;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.Mapped;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A line that carries nothing any more, while both ends believe that it stands. */
class HalfOpenLineTest {

  private static final String TOPIC = "bellcrank/observations/press";

  @TempDir Path folder;
  private final MemoryIntake intake = new MemoryIntake();

  private Subscription source(int port, MqttVersion version) {
    MemoryStore store = new MemoryStore();
    MemoryEvidence evidence = new MemoryEvidence();
    Clock clock = Clock.systemUTC();
    return new Subscription(
        new LinkSettings(
                "MQTT source",
                version,
                URI.create("tcp://127.0.0.1:" + port),
                "half-open",
                List.of("bellcrank/observations/#"),
                "",
                () -> "",
                new KeyChoice("Test", "", ""),
                true,
                Optional::empty)
            .keepingAlive(1),
        8 << 20,
        intake,
        new ObservationMessage(evidence, ObservationMessage.WrongTime.READ),
        new Refusals(store, evidence, clock),
        new Mapped(false),
        clock);
  }

  private static void publish(MqttClient client, int n) throws Exception {
    client.publish(
        TOPIC,
        "{\"type\":\"measurement\",\"id\":\"m-%d\",\"point\":\"p\",\"value\":%d}"
            .formatted(n, n)
            .getBytes(StandardCharsets.UTF_8),
        1,
        false);
  }

  /** The broker keeps what comes meanwhile for the session that it knows. */
  @ParameterizedTest
  @EnumSource
  void aLineThatDiesAfterSubscribingIsNoticedAndMendedAndNothingIsLost(MqttVersion version)
      throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        Line line = new Line(broker.port());
        Subscription source = source(line.port(), version)) {
      source.start();
      Wait.until(() -> source.sign().alive());
      MqttClient machine = new MqttClient(broker.uri(), "machine", new MemoryPersistence());
      machine.connect();
      publish(machine, 1);
      Wait.until(() -> intake.accepted().size() == 1);

      line.freeze();
      publish(machine, 2);
      publish(machine, 3);
      Wait.until(() -> intake.accepted().size() == 3); // over another connection
      assertThat(intake.accepted())
          .extracting(each -> each.id())
          .containsExactlyInAnyOrder("m-1", "m-2", "m-3");
      Wait.until(() -> source.sign().alive());
      machine.disconnect();
      machine.close();
    }
  }
}
