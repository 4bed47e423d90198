package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.source.mqtt.link.Platform;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Settings;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in an id, its topic is one that a client and a broker take. */
class TopicNamesTest {

  private static final String EMOJI = "\ud83d\ude00";

  @TempDir Path folder;
  private final MemoryStore memory = new MemoryStore();
  private final MemoryStore store =
      memory.with(Positions.class, new KeptPositions()).with(Journal.class, memory);

  private Entry write(String subject, String defectClass) {
    store.commit(
        unit -> {
          unit.append(
              Instant.EPOCH, "order.raised", subject, Facts.with("class", defectClass).build());
          return null;
        });
    List<Entry> all = store.read(unit -> unit.port(Journal.class).after(0, 100));
    return all.get(all.size() - 1);
  }

  private static TopicTemplate template(String text, Platform platform) {
    return TopicTemplate.of("test", "topic", text, "gate-7", platform);
  }

  private String topic(String defectClass) {
    return template("x/{class}", Platform.NONE).topic(write("o1", defectClass));
  }

  @Test
  void whatIsNoCharacterIsALine() {
    assertThat(topic("a\ufffeb\uffffc\ufdd0d\ue000e\u0085f\u0000g")).isEqualTo("x/a_b_c_d_e_f_g");
    assertThat(topic("\ud83f\udfff")).as("a noncharacter beyond the first plane").isEqualTo("x/_");
    assertThat(topic("a\ud800b\udc00")).as("halves").isEqualTo("x/a_b_");
    assertThat(topic("Öl " + EMOJI)).isEqualTo("x/Öl " + EMOJI);
  }

  @Test
  void aCharacterOfTwoHalvesIsNotCutInTwo() {
    assertThat(topic("a".repeat(127) + EMOJI)).isEqualTo("x/" + "a".repeat(127));
    assertThat(topic("a".repeat(126) + EMOJI + "b")).isEqualTo("x/" + "a".repeat(126) + EMOJI);
    Platform aws = Platform.of("test", "aws-iot");
    String tight =
        template("{subject}/{class}", aws).topic(write(EMOJI.repeat(100), "a" + EMOJI.repeat(63)));
    assertThat(tight).matches("[a\\x{1F600}/]+");
  }

  @Test
  void aTemplateWithWhatIsNoCharacterIsRefused() {
    assertThatThrownBy(() -> template("x/\ufffe/{class}", Platform.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "3.1.1"})
  void whatStandsBehindAClassThatIsNoTextLeaves(String version) throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      List<String> said = new CopyOnWriteArrayList<>();
      MqttClient watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
      watcher.connect();
      watcher.setCallback(new Watching(said));
      watcher.subscribe("x/#", 1);
      write("o1", "a\ufffeb");
      write("o2", "pitting");
      MqttPublisher publisher =
          new MqttPublisher(
              store,
              Clock.systemUTC(),
              Map.of(),
              Settings.of(
                  MqttPublisher.Config.class,
                  Map.of(
                      "broker_uri",
                      broker.uri(),
                      "version",
                      version,
                      "start",
                      "beginning",
                      "topic",
                      "x/{class}/{subject}")));
      publisher.setLayerBook(() -> Optional.of(LayerPlan.DEFAULT));
      try {
        Wait.until(() -> said.size() == 2);
        assertThat(said.get(1)).contains("\"o2\"");
      } finally {
        publisher.stop();
        watcher.disconnect();
        watcher.close();
      }
    }
  }
}
