package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.source.mqtt.link.Sealed;
import org.bellcrank.source.mqtt.testing.IotPlatform;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Settings;
import org.bellcrank.source.mqtt.testing.Wait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in is told so, and not that the broker is away. */
class RefusedLoginTest {

  private static final String WRONG = "d3JvbmcsIGJ1dCBvZiB0aGUgcmlnaHQgZm9ybQ==";

  @TempDir static Path papersFolder;
  private static IotPlatform.Papers papers;

  @TempDir Path folder;
  private MqttSource source;

  @BeforeAll
  static void sign() throws Exception {
    papers = IotPlatform.Papers.in(papersFolder);
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private void listen(String uri, Map<String, Object> given) {
    Map<String, Object> all =
        new HashMap<>(Map.of("broker_uri", uri, "client_id", IotPlatform.DEVICE));
    all.putAll(given);
    source =
        new MqttSource(
            new MemoryIntake(),
            new MemoryEvidence(),
            new MemoryStore(),
            Clock.systemUTC(),
            Map.of("password", all.getOrDefault("password", "")),
            Settings.of(MqttSource.Config.class, all));
  }

  private void refusedFor(String uri, String reason) {
    String words = "not connected to %s: it refuses the login: %s".formatted(uri, reason);
    Wait.until(() -> source.sign().words().startsWith(words));
    assertThat(source.sign().alive()).isFalse();
    assertThat(source.sign().words()).doesNotContain(WRONG);
  }

  @ParameterizedTest
  @CsvSource({"5, not authorized (reason 135)", "3.1.1, not authorized (reason 5)"})
  void aBrokerThatKnowsAnotherPasswordRefusesTheLoginUntilItIsAway(String version, String reason)
      throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder, "press", "pit prop")) {
      listen(broker.uri(), Map.of("version", version, "username", "press", "password", WRONG));
      refusedFor(broker.uri(), reason);
      broker.stop();
      Wait.until(() -> source.sign().words().equals("not connected to " + broker.uri()));
    }
  }

  @Test
  void whoGivesNoNameToABrokerThatWantsOneIsRefused() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder, "press", "pit prop")) {
      listen(broker.uri(), Map.of());
      refusedFor(broker.uri(), "not authorized");
    }
  }

  @ParameterizedTest
  @CsvSource({"azure, azure-iot-hub", "thingsboard, thingsboard"})
  void aPlatformThatKnowsAnotherKeyRefusesTheLogin(String kind, String word) throws Exception {
    try (IotPlatform there = IotPlatform.start(kind, papers)) {
      Map<String, Object> given =
          new HashMap<>(Map.of("platform", word, "version", "3.1.1", "password", WRONG));
      if (kind.equals("azure")) {
        given.put("keystore", IotPlatform.STORE);
      }
      listen(there.uri(), given);
      source.setKeyCabinet(there.cabinet());
      refusedFor(there.uri(), "not authorized (reason 5)");
    }
  }

  /** As AWS does, by what is told of it, and others whose certificate is not taken. */
  @ParameterizedTest
  @ValueSource(strings = {"5", "3.1.1"})
  void whoEndsTheConnectionBeforeItAnswersIsNotAway(String version) throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      Thread ending = new Thread(() -> end(rude), "rude");
      ending.setDaemon(true);
      ending.start();
      String uri = "tcp://127.0.0.1:" + rude.getLocalPort();
      listen(uri, Map.of("version", version));
      String words = "not connected to %s: it ends the connection before it answers".formatted(uri);
      Wait.until(() -> source.sign().words().startsWith(words));
    }
  }

  private static void end(ServerSocket rude) {
    while (!rude.isClosed()) {
      try (Socket accepted = rude.accept()) {
        accepted.getInputStream().read();
      } catch (IOException e) {
        // the end of the test, or of one of the tries
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "azure-iot-hub, '', '', given none; allowed: the device's key in base64",
    "azure-iot-hub, not a key!, '', given what is no base64; allowed: the device's key in base64",
    "azure-iot-hub, not a key!, SSLKeystore, given what is no base64",
    "azure-iot-hub, HostName=hub;DeviceId=d;SharedAccessKey=bm8=, '', given a connection string; allowed: what stands in it behind SharedAccessKey=",
    "azure-iot-hub, SharedAccessSignature sr=hub&sig=x&se=1, '', given a signed token; allowed: the device's key",
    "aws-iot, not a key!, SSLKeystore, 'given one; allowed: none, the platform knows the device'",
    "thingsboard, '', '', given none; allowed: the device's token",
    "thingsboard, '  ', '', given none; allowed: the device's token"
  })
  void aSecretThatCannotBeRightIsToldAtTheStart(
      String word, String password, String keystore, String words) {
    Map<String, Object> given =
        Map.of("platform", word, "version", "3.1.1", "password", password, "keystore", keystore);
    assertThatThrownBy(() -> listen("ssl://127.0.0.1:1", given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("org.bellcrank.source.mqtt.MqttSource password: " + words)
        .hasMessageNotContaining("not a key")
        .hasMessageNotContaining("bm8=");
  }

  /** As a gateway hands one over after an update. */
  @Test
  void aSealedSecretIsLookedAtWhenItIsOpened() throws Exception {
    try (IotPlatform there = IotPlatform.start("azure", papers)) {
      listen(
          there.uri(),
          Map.of(
              "platform",
              "azure-iot-hub",
              "version",
              "3.1.1",
              "keystore",
              IotPlatform.STORE,
              "password",
              Sealed.TEXT));
      source.setCryptoService(new Sealed("HostName=h;SharedAccessKey=bm8="));
      source.setKeyCabinet(there.cabinet());
      Wait.until(() -> source.sign().words().contains("password: given a connection string"));
      source.setCryptoService(new Sealed(IotPlatform.SECRET));
      Wait.until(() -> source.sign().alive());
    }
  }
}
