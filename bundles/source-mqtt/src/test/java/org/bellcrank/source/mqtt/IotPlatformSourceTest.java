package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.source.mqtt.testing.IotPlatform;
import org.bellcrank.source.mqtt.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What IoT platforms send to their devices, from doubles of them. */
class IotPlatformSourceTest {

  private static final String MEASURED =
      "{\"type\":\"measurement\",\"id\":\"m-1\",\"point\":\"p\",\"value\":1}";

  @TempDir static Path folder;
  private static IotPlatform.Papers papers;
  private final MemoryIntake intake = new MemoryIntake();
  private MqttSource source;

  @BeforeAll
  static void sign() throws Exception {
    papers = IotPlatform.Papers.in(folder);
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private void listen(String uri, String word, Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "broker_uri",
                uri,
                "platform",
                word,
                "client_id",
                IotPlatform.DEVICE,
                "version",
                "3.1.1"));
    all.putAll(more);
    source =
        new MqttSource(
            intake,
            new MemoryEvidence(),
            new MemoryStore(),
            Clock.systemUTC(),
            Map.of("password", all.getOrDefault("password", "")),
            Settings.of(MqttSource.Config.class, all));
  }

  @ParameterizedTest
  @CsvSource({
    "azure, azure-iot-hub, devices/gate-7/messages/devicebound/#, devices/gate-7/messages/devicebound",
    "aws, aws-iot, bellcrank/observations/#, bellcrank/observations/x",
    "thingsboard, thingsboard, v1/devices/me/rpc/request/+, v1/devices/me/rpc/request"
  })
  void whatComesFromThePlatformIsTaken(String kind, String word, String filter, String place)
      throws Exception {
    try (IotPlatform there = IotPlatform.start(kind, papers)) {
      Map<String, Object> more =
          switch (word) {
            case "azure-iot-hub" ->
                Map.of("keystore", IotPlatform.STORE, "password", IotPlatform.SECRET);
            case "aws-iot" -> Map.of("keystore", IotPlatform.STORE, "key_alias", "gateway");
            default -> Map.of("password", IotPlatform.SECRET);
          };
      listen(there.uri(), word, more);
      source.setKeyCabinet(there.cabinet());
      assertThat(there.await("listens", 0)).isEqualTo("listens " + filter);
      there.tell(MEASURED);
      assertThat(intake.accepted()).hasSize(1);
      there.tell(MEASURED.replace("m-1", "m-2"));
      assertThat(intake.accepted()).hasSize(2);
      assertThat(intake.accepted())
          .as("however a platform numbers its messages, their source is one")
          .allSatisfy(each -> assertThat(each.source()).isEqualTo("mqtt:" + place));
    }
  }

  @Test
  void moreFiltersThanOneRequestMayHaveGoInSeveral() throws Exception {
    String[] ten = new String[10];
    for (int i = 0; i < ten.length; i++) {
      ten[i] = "plant/" + i;
    }
    try (IotPlatform there = IotPlatform.start("aws", papers)) {
      listen(there.uri(), "aws-iot", Map.of("keystore", IotPlatform.STORE, "topics", ten));
      source.setKeyCabinet(there.cabinet());
      assertThat(there.await("listens plant/8", 0)).isEqualTo("listens plant/8 plant/9");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "azure-iot-hub, plant/#, devices/gate-7/messages/devicebound/#",
    "aws-iot, a/b/c/d/e/f/g/h/#, up to 7 slashes"
  })
  void whatAPlatformDoesNotLetAnybodyListenToIsToldBeforeItIsAsked(
      String word, String filter, String allowed) {
    assertThatThrownBy(
            () ->
                listen(
                    "ssl://127.0.0.1:1",
                    word,
                    Map.of("keystore", IotPlatform.STORE, "topics", new String[] {filter})))
        .hasMessageContaining("topics: given " + filter)
        .hasMessageContaining(allowed);
  }
}
