package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.source.mqtt.link.Sealed;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real mosquitto broker. */
class MqttSourceTest {

  private static final String TOPIC = "bellcrank/observations/press";

  private static final String ALL = "bellcrank/observations/#";

  @TempDir Path folder;
  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryEvidence evidence = new MemoryEvidence();
  private final MemoryStore store = new MemoryStore();
  private Mosquitto broker;
  private MqttSource source;

  @BeforeEach
  void listen() throws Exception {
    broker = Mosquitto.start(folder);
    source = connect(broker.uri());
    broker.awaitSubscription();
  }

  @AfterEach
  void stop() {
    source.stop();
    broker.close();
  }

  @Test
  void publishedObservationsAreTakenWithTheirTopicAsSource() throws Exception {
    publish(measurement(1));
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(intake.accepted().get(0).source()).isEqualTo("mqtt:" + TOPIC);
  }

  @Test
  void aSourceTellsWhetherItsBrokerCanReachIt() throws Exception {
    Wait.until(() -> source.sign().alive());
    assertThat(source.sign().name()).isEqualTo("mqtt:" + new Given("", "", ALL).client_id());
    assertThat(source.sign().words()).contains("subscribed");
    broker.close();
    Wait.until(() -> !source.sign().alive());
    assertThat(source.sign().words()).contains("not connected");
  }

  @Test
  void aMalformedMessageIsNotedAndDoesNotBlockTheNext() throws Exception {
    publish("{\"type\":\"measurement\",\"point\":\"p\",\"value\":NaN}");
    publish(measurement(2));
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(store.entries()).extracting(Entry::kind).containsExactly("observation.refused");
  }

  // Its sender cannot be told, and the broker forgets what is acknowledged.
  @Test
  void whatIsRefusedIsKeptForAPersonBeforeItIsAcknowledged() throws Exception {
    String wrong = "{\"type\":\"measurement\",\"point\":\"p\",\"vlaue\":7}";
    store.full(true);
    publish(wrong);
    publish(measurement(8));
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(broker.log()).doesNotContain("Received PUBACK from bellcrank-test (Mid: 1,");
    store.full(false);
    Wait.until(() -> store.entries().size() == 1);
    Facts facts = store.entries().get(0).facts();
    assertThat(facts.requireText("error")).contains("vlaue");
    assertThat(facts.requireText("topic")).isEqualTo(TOPIC);
    assertThat(facts.requireText("mediaType")).isEqualTo("text/plain; charset=utf-8");
    assertThat(evidence.read(facts.requireText("content")))
        .contains(wrong.getBytes(StandardCharsets.UTF_8));
    Wait.until(() -> broker.log().contains("Received PUBACK from bellcrank-test (Mid: 1,"));
  }

  @Test
  void aTooLargeMessageIsRefused() throws Exception {
    publish("\"" + "x".repeat(5000) + "\"");
    publish(measurement(3));
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(store.entries())
        .singleElement()
        .extracting(e -> e.facts().json())
        .asString()
        .contains("allowed: up to 4096");
  }

  @Test
  void whatArrivesWhileTheGatewayIsAwayIsTakenAfterwards() throws Exception {
    source.stop();
    publish(measurement(4));
    assertThat(intake.accepted()).isEmpty();
    source = connect(broker.uri());
    Wait.until(() -> intake.accepted().size() == 1);
  }

  @Test
  void whatCannotBeKeptStaysAtTheBrokerUntilItCan() throws Exception {
    intake.full(true);
    publish(measurement(5));
    publish(measurement(6));
    Wait.until(() -> broker.log().contains("PUBLISH to"));
    intake.full(false);
    try {
      Wait.until(() -> intake.accepted().size() == 2);
    } catch (AssertionError e) {
      System.out.println(broker.log());
      throw e;
    }
  }

  @Test
  void aWrongTopicFilterLeavesTheOthersListening() throws Exception {
    source.stop();
    source =
        new MqttSource(
            intake,
            new MemoryEvidence(),
            store,
            Clock.systemUTC(),
            Map.of(),
            new Given(broker.uri(), "", "plant/#/press", "bellcrank/observations/#"));
    publish(measurement(7));
    Wait.until(() -> intake.accepted().size() == 1);
  }

  @Test
  void anAddressThatIsNoBrokerIsRefused() {
    assertThatThrownBy(() -> connect("http://127.0.0.1:1"))
        .hasMessageContaining("given http://127.0.0.1:1")
        .hasMessageContaining("tcp://host:port");
  }

  @Test
  void aPasswordInTheAddressIsNeitherTakenNorShown() {
    for (String address : new String[] {"ssl://press:pit@broker:8883", "ssl://press:p%t@broker"}) {
      assertThatThrownBy(() -> connect(address))
          .hasMessageContaining("a user in it")
          .hasMessageNotContaining("press:");
    }
  }

  @Test
  void aPasswordThatTheGatewaySealedIsOpenedAsSoonAsItCanBe() throws Exception {
    Path other = java.nio.file.Files.createDirectory(folder.resolve("guarded"));
    try (Mosquitto guarded = Mosquitto.start(other, "press", "pit prop")) {
      MqttSource login =
          new MqttSource(
              intake,
              new MemoryEvidence(),
              store,
              Clock.systemUTC(),
              Map.of("password", Sealed.TEXT),
              new Given(guarded.uri(), "press", ALL));
      try {
        Wait.until(() -> guarded.log().contains("not authorised"));
        login.setCryptoService(new Sealed("pit prop"));
        guarded.awaitSubscription();
        assertThat(guarded.log()).doesNotContain("pit prop");
      } finally {
        login.stop();
      }
    }
  }

  private MqttSource connect(String uri) {
    return new MqttSource(
        intake, evidence, store, Clock.systemUTC(), Map.of(), new Given(uri, "", ALL));
  }

  private static String measurement(int n) {
    return "{\"type\":\"measurement\",\"id\":\"m-%d\",\"point\":\"p\",\"value\":%d}"
        .formatted(n, n);
  }

  private void publish(String text) throws Exception {
    MqttClient client = new MqttClient(broker.uri(), "publisher", new MemoryPersistence());
    client.connect();
    client.publish(TOPIC, text.getBytes(StandardCharsets.UTF_8), 1, false);
    client.disconnect();
    client.close();
  }
}
