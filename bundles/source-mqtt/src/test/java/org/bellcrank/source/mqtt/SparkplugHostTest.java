package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against an edge node of another maker (npm sparkplug-client) and a real mosquitto. */
class SparkplugHostTest {

  @TempDir Path folder;
  private final MemoryIntake intake = new MemoryIntake();
  private final CollectedSamples samples = new CollectedSamples();
  private final MemoryStore store = new MemoryStore();
  private Mosquitto broker;
  private SparkplugHost host;

  private record Settings(String broker_uri, String host_id, String state_form, String version)
      implements SparkplugHost.Config {

    @Override
    public String client_id() {
      return "bellcrank-host";
    }

    @Override
    public String[] groups() {
      return new String[] {"plant"};
    }

    @Override
    public String point() {
      return "{node}/{device}/{metric}";
    }

    @Override
    public int rebirth_pause() {
      return 1;
    }

    @Override
    public String username() {
      return "";
    }

    @Override
    public String password() {
      return "";
    }

    @Override
    public String keystore() {
      return "";
    }

    @Override
    public String key_alias() {
      return "";
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return SparkplugHost.Config.class;
    }
  }

  @BeforeEach
  void start() throws Exception {
    broker = Mosquitto.start(folder);
  }

  @AfterEach
  void stop() {
    if (host != null) {
      host.stop();
    }
    broker.close();
  }

  private void listen(String hostId, String form, String version) {
    host =
        new SparkplugHost(
            intake,
            samples,
            new MemoryEvidence(),
            store,
            Clock.systemUTC(),
            Map.of(),
            new Settings(broker.uri(), hostId, form, version));
    Wait.until(() -> host.sign().alive());
  }

  private List<String> states() {
    return intake.accepted().stream()
        .map(DeviceStatus.class::cast)
        .map(status -> status.device() + " " + status.status())
        .toList();
  }

  private NodePeer edge() throws Exception {
    Optional<NodePeer> edge =
        NodePeer.start(
            Path.of("src/test/resources/edge.js"),
            "born",
            broker.uri().replace("tcp:", "mqtt:"),
            "hall");
    Assumptions.assumeTrue(edge.isPresent(), "sparkplug-client from npm");
    return edge.get();
  }

  @Test
  void birthsDataGapsAndDeathsOfAnotherMakersNodeAreUnderstood() throws Exception {
    listen("", "3.0", "5");
    try (NodePeer edge = edge()) {
      Wait.until(() -> samples.of("hall/press/running").size() == 1);
      assertThat(states()).containsExactly("plant/hall OK", "plant/hall/press OK");
      assertThat(samples.of("hall/uptime").get(0).value()).isEqualTo(4e9);
      assertThat(samples.of("hall/press/offset").get(0).value()).isEqualTo(-12);
      assertThat(samples.of("hall/press/running").get(0).value()).isEqualTo(1);
      assertThat(samples.of("hall/label")).isEmpty();

      edge.say("data 81.25", "did data");
      Wait.until(() -> samples.of("hall/press/temperature").size() == 2);
      Sample told = samples.of("hall/press/temperature").get(1);
      assertThat(told.value()).isEqualTo(81.25);
      assertThat(told.at()).isEqualTo(Instant.ofEpochMilli(1777874400123L));

      edge.say("nothing", "did nothing");
      Wait.until(() -> samples.of("hall/press/temperature").size() == 3);
      assertThat(samples.of("hall/press/temperature").get(2).note()).contains("null");

      edge.say("gap", "did gap");
      edge.say("data 82", "reborn"); // asked by the host
      Wait.until(() -> samples.of("hall/press/temperature").size() == 5);
      assertThat(states()).hasSize(2);

      edge.say("death", "did death");
      Wait.until(() -> states().contains("plant/hall/press LOST"));
      assertThat(samples.of("hall/press/temperature").get(5).quality()).isEqualTo(Quality.BAD);

      edge.say("stop", "did stop");
      Wait.until(() -> states().contains("plant/hall LOST"));
      assertThat(samples.of("hall/uptime"))
          .last()
          .satisfies(last -> assertThat(last.note()).contains("the node died"));
    }
  }

  @Test
  void whatANodeKeptWhileItWasAwayIsToldAsOfThePast() throws Exception {
    listen("", "3.0", "5");
    try (NodePeer edge = edge()) {
      Wait.until(() -> samples.of("hall/press/running").size() == 1);
      edge.say("stored 99.5", "did stored");
      Wait.until(() -> samples.of("hall/press/offset").size() == 2);
      assertThat(samples.of("hall/press/temperature").get(1))
          .isEqualTo(
              Sample.of("hall/press/temperature", Instant.ofEpochMilli(1777874100000L), 99.5)
                  .ofThePast());
      assertThat(samples.of("hall/press/temperature").get(0).past()).isFalse();
      assertThat(samples.of("hall/press/offset").get(1).past()).as("beside it, of now").isFalse();
    }
  }

  @Test
  void aHostThatComesLateAsksForABirth() throws Exception {
    try (NodePeer edge = edge()) {
      listen("", "3.0", "3.1.1");
      edge.say("data 70", "reborn");
      Wait.until(() -> samples.of("hall/press/running").size() == 1);
      assertThat(states()).containsExactly("plant/hall OK", "plant/hall/press OK");
    }
    Wait.until(() -> states().contains("plant/hall LOST")); // it died without a word
    assertThat(states()).contains("plant/hall/press LOST");
  }

  @ParameterizedTest
  @CsvSource({"3.0, spBv1.0/STATE/gate, true, false", "2.2, STATE/gate, ONLINE, OFFLINE"})
  void aPrimaryHostTellsThatItIsThereAndTheBrokerThatItIsGone(
      String form, String topic, String online, String offline) throws Exception {
    listen("gate", form, "5");
    List<String> said = new CopyOnWriteArrayList<>();
    MqttClient watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
    watcher.connect();
    watcher.setCallback(new Watching(said));
    watcher.subscribe(topic, 1);
    Wait.until(() -> said.size() == 1);
    assertThat(said.get(0)).contains(online);

    // A will that came late is contradicted.
    watcher.publish(
        topic,
        (form.equals("2.2") ? "OFFLINE" : "{\"online\":false,\"timestamp\":1}")
            .getBytes(StandardCharsets.UTF_8),
        1,
        true);
    Wait.until(() -> said.size() == 3);
    assertThat(said.get(2)).isEqualTo(said.get(0));

    host.stop();
    Wait.until(() -> said.size() == 4);
    assertThat(said.get(3)).contains(offline);
    watcher.disconnect();
    watcher.close();
  }

  @Test
  void whatIsNoSparkplugIsKeptForAPersonAndTheNextIsTaken() throws Exception {
    listen("", "3.0", "5");
    MqttClient client = new MqttClient(broker.uri(), "publisher", new MemoryPersistence());
    client.connect();
    client.publish("spBv1.0/plant/NBIRTH/x", new byte[] {0x12, 0x7f, 1}, 1, false);
    client.publish(
        "spBv1.0/plant/NBIRTH/y",
        new byte[] {0x12, 9, 0x0a, 1, 'a', 0x20, 3, 0x50, 5, 0x38, 0, 0x18, 0},
        1,
        false);
    client.disconnect();
    client.close();
    Wait.until(() -> samples.of("y/a").size() == 1);
    assertThat(samples.of("y/a").get(0).value()).isEqualTo(5);
    Wait.until(() -> store.entries().size() == 1);
    assertThat(store.entries().get(0).facts().requireText("error")).contains("given a size of 127");
  }
}
