package org.bellcrank.itests.chaos.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.journal.Facts;
import org.bellcrank.source.mqtt.MqttSource;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The storage is full by its quota while a real broker hands over messages. What was not taken
 * stays at the broker, over a restart of the source too, and is taken once when there is room.
 */
@Timeout(180)
class QuotaThroughBrokerTest {

  private static final String TOPIC = "bellcrank/observations/press";
  private static final int BEFORE = 20;
  private static final int DURING = 100; // more than a broker hands over without an answer

  @TempDir Path folder;
  private Broker broker;
  private QuotaRig rig;
  private MqttSource source;
  private MqttClient sender;

  @BeforeEach
  void open() throws Exception {
    Optional<Broker> started =
        Broker.start(folder, Around.of(Optional.empty()), Http.freePort(new SplittableRandom()));
    if (started.isEmpty()) {
      System.err.println("SKIPPED: no mosquitto; install the Debian package mosquitto");
    }
    Assumptions.assumeTrue(started.isPresent(), "mosquitto is not installed");
    broker = started.get();
    rig = new QuotaRig(folder.resolve("data"));
    source = listening();
    broker.awaitSubscription(Duration.ofSeconds(60));
    sender = new MqttClient(broker.sendersAddress(), "sender", new MemoryPersistence());
    sender.connect();
  }

  @AfterEach
  void close() throws Exception {
    if (broker != null) {
      sender.disconnectForcibly();
      sender.close();
      source.stop();
      rig.close();
      broker.close();
    }
  }

  @Test
  void whatTheQuotaRefusesStaysAtTheBrokerAndComesOnceWhenThereIsRoom() throws Exception {
    List<String> sent = new ArrayList<>();
    publish(sent, "before", BEFORE);
    QuotaRig.await("all before", () -> rig.accepted().size() == BEFORE);
    rig.full();
    publish(sent, "during", DURING);
    publish("{\"type\":\"measurement\",\"point\":\"p\",\"vlaue\":1}");
    QuotaRig.await("refusals", () -> rig.refusedByIntake.get() > 5);
    QuotaRig.await("refused pictures", () -> rig.refusedByEvidence.get() > 5);
    assertThat(rig.accepted()).as("a full store takes nothing").hasSize(BEFORE);

    source.stop();
    int before = rig.refusedByIntake.get();
    source = listening();
    QuotaRig.await("the broker sends again", () -> rig.refusedByIntake.get() > before + 5);
    assertThat(rig.accepted()).hasSize(BEFORE);

    rig.room();
    QuotaRig.await("all of it", () -> rig.accepted().size() == sent.size());
    assertThat(rig.accepted()).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(rig.entries("observation.accepted")).hasSize(sent.size());
    assertThat(rig.entries("observation.contradicted")).isEmpty();
    QuotaRig.await("what is malformed", () -> !rig.entries("observation.refused").isEmpty());
    Facts refused = rig.entries("observation.refused").get(0).facts();
    assertThat(rig.evidence.read(refused.requireText("content")))
        .hasValueSatisfying(
            content -> assertThat(new String(content, StandardCharsets.UTF_8)).contains("vlaue"));
  }

  private MqttSource listening() {
    return new MqttSource(
        rig.intake,
        rig.evidence,
        rig.store,
        Clock.systemUTC(),
        Map.of(),
        new Listening(broker.address()));
  }

  /** Every other one with a picture, which evidence refuses before the intake is asked. */
  private void publish(List<String> sent, String name, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      String id = name + "-" + i;
      String picture = Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
      publish(
          i % 2 == 0
              ? "{\"type\":\"measurement\",\"id\":\"%s\",\"point\":\"p\",\"value\":%d}"
                  .formatted(id, i)
              : """
              {"type":"inspection","id":"%s","images":[{"mediaType":"image/png","base64":"%s"}]}
              """
                  .formatted(id, picture));
      sent.add(id);
    }
  }

  private void publish(String text) throws Exception {
    sender.publish(TOPIC, text.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  /** Settings of the source. */
  private record Listening(String broker_uri) implements MqttSource.Config {

    @Override
    public String version() {
      return "5";
    }

    @Override
    public String platform() {
      return "none";
    }

    @Override
    public boolean payloads() {
      return false;
    }

    @Override
    public String client_id() {
      return "bellcrank";
    }

    @Override
    public String[] topics() {
      return new String[] {"bellcrank/observations/#"};
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
    public int max_bytes() {
      return 4096;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return MqttSource.Config.class;
    }
  }
}
