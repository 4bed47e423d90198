package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Map;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real mosquitto broker that speaks TLS and demands certificates. */
class MqttTlsTest {

  private static final String STORE = "SSLKeystore";

  @TempDir static Path papers;
  private static Authority plant;
  private static Authority stranger;
  private static Authority.Signed first;
  private static Authority.Signed second;

  @TempDir Path folder;
  private final MemoryIntake intake = new MemoryIntake();
  private final OpenCabinet cabinet = new OpenCabinet();
  private MqttSource source;

  @BeforeAll
  static void sign() throws Exception {
    plant = new Authority(papers, "plant");
    stranger = new Authority(papers, "stranger");
    first = plant.sign("gateway-2026");
    second = plant.sign("gateway-2027");
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private Mosquitto broker(Authority.Signed certificate) throws Exception {
    return Mosquitto.demanding(
        Files.createDirectories(folder),
        plant.pem(),
        plant.chainPem("broker.pem", certificate),
        plant.keyPem("broker.key", certificate));
  }

  private static KeyStore gateway(Authority trusted, Authority.Signed key) throws Exception {
    KeyStore store = trusted.trust();
    Authority.put(store, "gateway", key);
    return store;
  }

  private void listen(Mosquitto broker, String alias) {
    source =
        new MqttSource(
            intake,
            new MemoryEvidence(),
            new MemoryStore(),
            Clock.systemUTC(),
            Map.of(),
            Given.withKeys(broker.tls(), STORE, alias));
    source.setKeyCabinet(cabinet);
  }

  @Test
  void theKeystoresKeyIsShownAndTakenAnewWhenItChanges() throws Exception {
    cabinet.put(STORE, gateway(plant, first));
    try (Mosquitto broker = broker(plant.sign("broker"))) {
      listen(broker, "gateway");
      Wait.until(() -> broker.log().contains("u'gateway-2026'"));
      broker.awaitSubscription();
      publish(broker, 1);
      Wait.until(() -> intake.accepted().size() == 1);

      cabinet.put(STORE, gateway(plant, second));
      Wait.until(() -> broker.log().contains("as bellcrank-test (p5, c0, k20, u'gateway-2027')"));
      publish(broker, 2);
      Wait.until(() -> intake.accepted().size() == 2);
    }
  }

  @Test
  void aBrokerOfAnotherAuthorityHearsNothingUntilItIsTrusted() throws Exception {
    cabinet.put(STORE, gateway(stranger, first));
    try (Mosquitto broker = broker(plant.sign("broker"))) {
      listen(broker, "gateway");
      Wait.until(() -> broker.log().contains("unknown ca") || refusals(broker) > 0);
      assertThat(broker.log()).doesNotContain("bellcrank-test");
      cabinet.put(STORE, gateway(plant, first));
      Wait.until(() -> broker.log().contains("u'gateway-2026'"));
    }
  }

  @Test
  void aBrokerUnderAnotherNameHearsNothing() throws Exception {
    cabinet.put(STORE, gateway(plant, first));
    try (Mosquitto broker = broker(plant.signForHost("elsewhere.example"))) {
      listen(broker, "gateway");
      Wait.until(() -> refusals(broker) > 1);
      assertThat(broker.log()).doesNotContain("bellcrank-test");
    }
  }

  @Test
  void anExpiredBrokerHearsNothing() throws Exception {
    cabinet.put(STORE, gateway(plant, first));
    try (Mosquitto broker = broker(plant.signExpired("broker"))) {
      listen(broker, "gateway");
      Wait.until(() -> refusals(broker) > 1);
      assertThat(broker.log()).doesNotContain("bellcrank-test");
    }
  }

  @Test
  void withoutItsKeystoreOrAliasNothingIsEvenConnected() throws Exception {
    try (Mosquitto broker = broker(plant.sign("broker"))) {
      listen(broker, "gateway");
      Wait.until(() -> cabinet.asked() >= 2);
      cabinet.put(STORE, plant.trust());
      int before = cabinet.asked();
      Wait.until(() -> cabinet.asked() >= before + 2);
      assertThat(broker.log()).doesNotContain("New connection");
      cabinet.put(STORE, gateway(plant, first));
      Wait.until(() -> broker.log().contains("u'gateway-2026'"));
    }
  }

  @Test
  void aKeystoreForAnOpenConnectionIsRefused() {
    assertThatThrownBy(
            () ->
                new MqttSource(
                    intake,
                    new MemoryEvidence(),
                    new MemoryStore(),
                    Clock.systemUTC(),
                    Map.of(),
                    Given.withKeys("tcp://127.0.0.1:1", STORE, "")))
        .hasMessageContaining("given 'SSLKeystore' with tcp://")
        .hasMessageContaining("ssl://host:port");
    assertThatThrownBy(
            () ->
                new MqttSource(
                    intake,
                    new MemoryEvidence(),
                    new MemoryStore(),
                    Clock.systemUTC(),
                    Map.of(),
                    Given.withKeys("ssl://127.0.0.1:1", "", "gateway")))
        .hasMessageContaining("without keystore");
  }

  /** Handshakes that came to nothing. */
  private static long refusals(Mosquitto broker) {
    return broker
        .log()
        .lines()
        .filter(line -> line.contains("OpenSSL Error") || line.contains("disconnected"))
        .count();
  }

  private static void publish(Mosquitto broker, int n) throws Exception {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setSocketFactory(
        OpenCabinet.material("p", gateway(plant, first)).client("").context().getSocketFactory());
    MqttClient client = new MqttClient(broker.tls(), "publisher", new MemoryPersistence());
    client.connect(options);
    String text =
        "{\"type\":\"measurement\",\"id\":\"m-%d\",\"point\":\"p\",\"value\":1}".formatted(n);
    client.publish("bellcrank/observations/x", text.getBytes(StandardCharsets.UTF_8), 1, false);
    client.disconnect();
    client.close();
  }
}
