package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.source.mqtt.link.Platform;
import org.bellcrank.source.mqtt.testing.IotPlatform;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Settings;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of IoT platforms, against doubles that refuse what the platforms refuse. */
class IotPlatformsTest {

  private static final LayerBook ALL = () -> Optional.of(LayerPlan.DEFAULT);
  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");
  private static final String KEY = IotPlatform.SECRET;

  /** A clock that a test moves. */
  private static final class Moved extends Clock {
    private volatile Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  @TempDir static Path papersFolder;
  private static IotPlatform.Papers papers;
  private static byte[] plain = {};

  @TempDir Path folder;
  private final Moved clock = new Moved();
  private final KeptPositions positions = new KeptPositions();
  private final MemoryStore store = new MemoryStore();
  private MqttPublisher publisher;

  @BeforeAll
  static void sign() throws Exception {
    papers = IotPlatform.Papers.in(papersFolder);
  }

  @BeforeEach
  void fill() {
    store.with(Positions.class, positions).with(Journal.class, store);
    write("o/1 ü", Facts.with("asset", "press-2").put("priority", 2).build());
  }

  @AfterEach
  void stop() {
    if (publisher != null) {
      publisher.stop();
    }
  }

  private void write(String subject, Facts facts) {
    store.commit(
        unit -> {
          unit.append(NOW, "order.raised", subject, facts);
          return null;
        });
  }

  private void publish(String uri, String platform, Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "broker_uri",
                uri,
                "platform",
                platform,
                "client_id",
                IotPlatform.DEVICE,
                "version",
                "3.1.1",
                "fields",
                new String[] {"*"},
                "start",
                "beginning"));
    all.putAll(more);
    Object password = all.getOrDefault("password", "");
    publisher =
        new MqttPublisher(
            store,
            clock,
            Map.of("password", password),
            Settings.of(MqttPublisher.Config.class, all));
    publisher.setLayerBook(ALL);
  }

  private IotPlatform platform(String kind, String word, Map<String, Object> more)
      throws Exception {
    IotPlatform there = IotPlatform.start(kind, papers);
    publish(there.uri(), word, more);
    publisher.setKeyCabinet(there.cabinet());
    return there;
  }

  private static final Map<String, Object> SIGNED =
      Map.of("keystore", IotPlatform.STORE, "password", KEY);
  private static final Map<String, Object> SHOWN =
      Map.of("keystore", IotPlatform.STORE, "key_alias", "gateway", "version", "5");
  private static final Map<String, Object> NAMED = Map.of("password", KEY);

  private static Map<String, Object> entry(String word) {
    return switch (word) {
      case "azure-iot-hub" -> SIGNED;
      case "aws-iot" -> SHOWN;
      default -> NAMED;
    };
  }

  /** What a broker without rules of its own gets. */
  private byte[] plain() throws Exception {
    if (plain.length > 0) {
      return plain;
    }
    try (Mosquitto broker = Mosquitto.start(folder)) {
      List<String> said = new CopyOnWriteArrayList<>();
      MqttClient watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
      watcher.connect();
      watcher.setCallback(new Watching(said));
      watcher.subscribe("bellcrank/+/order.raised/+", 1);
      publish(broker.uri(), "none", Map.of("client_id", "plain"));
      Wait.until(() -> said.size() == 1);
      publisher.stop();
      watcher.disconnect();
      watcher.close();
      plain = said.get(0).getBytes(StandardCharsets.UTF_8);
      return plain;
    }
  }

  private static byte[] payload(String took) {
    String line = took.replace(" retained", "");
    return HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "azure, azure-iot-hub, devices/gate-7/messages/events/$.ct=application%2Fjson&$.ce=utf-8"
        + "&kind=order.raised&subject=o%2F1%20%C3%BC&sequence=1, devices/gate-7/messages/events/",
    "aws, aws-iot, bellcrank/gate-7/order.raised/o_1 ü, bellcrank/gate-7/health",
    "thingsboard, thingsboard, v1/devices/me/telemetry, v1/devices/me/attributes"
  })
  void theSameBytesLeaveInThePlatformsShape(String kind, String word, String topic, String health)
      throws Exception {
    byte[] plain = plain();
    try (IotPlatform there = platform(kind, word, entry(word))) {
      String took = there.await("took " + topic + " ", 0);
      assertThat(payload(took)).isEqualTo(plain);
      assertThat(there.await("took " + health, 0)).isNotNull();
      assertThat(there.await("connected gate-7 will", 0))
          .contains("will " + health)
          .endsWith(word.equals("aws-iot") ? " true" : " false"); // what is kept may be retained
      Wait.until(() -> positions.position("publish.mqtt.gate-7") == 1);
      assertThat(there.said()).noneMatch(line -> line.startsWith("refused"));
    }
  }

  @Test
  void aTokenIsRenewedBeforeItEndsAndNothingIsLost() throws Exception {
    try (IotPlatform there = platform("azure", "azure-iot-hub", SIGNED)) {
      assertThat(there.await("token", 0))
          .isEqualTo("token " + NOW.plusSeconds(3600).getEpochSecond());
      there.await(
          "took devices/gate-7/messages/events/$.ct=application%2Fjson&$.ce=utf-8&kind=order", 0);
      clock.now = NOW.plus(Duration.ofMinutes(50));
      String second = "token " + NOW.plus(Duration.ofMinutes(110)).getEpochSecond();
      assertThat(there.await(second, 0)).isEqualTo(second);
      int before = there.said().size();
      write("o2", Facts.empty());
      assertThat(there.await("took", before)).isNotNull();
      Wait.until(() -> positions.position("publish.mqtt.gate-7") == 2);
      clock.now = NOW; // a clock set back makes the token one from the future: signed anew
      there.await("token " + NOW.plusSeconds(3600).getEpochSecond(), before);
    }
  }

  /** Of a hundred a second, some wait for their turn when the connection ends. */
  @Test
  void whatWaitsWhenATokenIsRenewedLeavesInOrderOverTheNextConnection() throws Exception {
    try (IotPlatform there = platform("azure", "azure-iot-hub", SIGNED)) {
      there.await("token", 0);
      Wait.until(() -> positions.position("publish.mqtt.gate-7") == 1);
      for (int n = 2; n <= 150; n++) {
        write("o" + n, Facts.empty());
      }
      int before = there.said().size();
      clock.now = NOW.plus(Duration.ofMinutes(50));
      there.await("connected", before);
      Wait.until(() -> positions.position("publish.mqtt.gate-7") == 150);
      long last = 0;
      for (String line : there.said()) {
        long sequence = line.startsWith("took") ? sequence(line) : 0;
        if (sequence > 0) {
          assertThat(sequence).as("after %d", last).isLessThanOrEqualTo(last + 1);
          last = sequence;
        }
      }
      assertThat(last).isEqualTo(150);
      assertThat(overNext(there.said())).isSorted().doesNotHaveDuplicates();
    }
  }

  /** What the second connection brought. */
  private static List<Long> overNext(List<String> said) {
    List<Integer> connects =
        IntStream.range(0, said.size())
            .filter(i -> said.get(i).startsWith("connected"))
            .boxed()
            .toList();
    return said.subList(connects.get(1), said.size()).stream()
        .filter(line -> line.startsWith("took"))
        .map(IotPlatformsTest::sequence)
        .filter(each -> each > 0)
        .toList();
  }

  /** Zero for what is no entry. */
  private static long sequence(String took) {
    return Facts.parse(new String(payload(took), StandardCharsets.UTF_8))
        .whole("sequence")
        .orElse(0);
  }

  @Test
  void aCertificateStandsInForAKeyAtAzure() throws Exception {
    // The double asks for a token where the platform would look at the certificate: what counts is
    // that no password is sent at all.
    try (IotPlatform there =
        platform(
            "azure",
            "azure-iot-hub",
            Map.of("keystore", IotPlatform.STORE, "key_alias", "gateway"))) {
      assertThat(there.await("refused", 0)).isEqualTo("refused no token");
    }
  }

  @Test
  void whatIsTooLargeLeavesWithoutItsFactsAndHoldsUpNothing() throws Exception {
    int most = 65_536;
    write("large", Facts.with("detail", "x".repeat(most)).build());
    write("small", Facts.empty());
    try (IotPlatform there = platform("thingsboard", "thingsboard", NAMED)) {
      Wait.until(() -> positions.position("publish.mqtt.gate-7") == 3);
      List<Facts> told =
          there.said().stream()
              .filter(line -> line.startsWith("took"))
              .map(line -> Facts.parse(new String(payload(line), StandardCharsets.UTF_8)))
              .filter(each -> each.text("kind").isPresent())
              .toList();
      assertThat(told.stream().map(each -> each.requireText("subject")))
          .containsExactly("o/1 ü", "large", "small");
      assertThat(told.get(1).facts("facts").orElseThrow().values()).isEmpty();
      assertThat(told.get(1).whole("bytes").orElseThrow()).isGreaterThan(most);
      assertThat(told.get(2).whole("bytes")).isEmpty();
    }
  }

  /** The topic counts, and at ThingsBoard all of the packet. */
  @ParameterizedTest
  @CsvSource({"azure, azure-iot-hub, 262144", "thingsboard, thingsboard, 65536"})
  void whatIsTooLargeWithItsTopicAloneHoldsUpNothingEither(String kind, String word, int most)
      throws Exception {
    Outgoing outgoing =
        new Outgoing(Set.of("order.raised"), List.of("*"), List.of(), Set.of(), ALL);
    write("large", Facts.with("detail", "").build());
    Entry empty = store.read(unit -> unit.port(Journal.class).after(1, 1)).get(0);
    int room = most - 20 - outgoing.message(empty).length;
    write("large", Facts.with("detail", "x".repeat(room)).build());
    write("small", Facts.empty());
    try (IotPlatform there = platform(kind, word, entry(word))) {
      Wait.until(() -> positions.position("publish.mqtt.gate-7") == 4);
      List<Facts> large =
          there.said().stream()
              .filter(line -> line.startsWith("took"))
              .map(line -> Facts.parse(new String(payload(line), StandardCharsets.UTF_8)))
              .filter(each -> each.whole("sequence").orElse(0) == 3)
              .toList();
      assertThat(large).hasSize(1);
      assertThat(large.get(0).facts("facts").orElseThrow().values()).isEmpty();
      assertThat(large.get(0).whole("bytes").orElseThrow()).isEqualTo(most - 20);
      assertThat(there.said()).noneMatch(line -> line.startsWith("refused"));
    }
  }

  @Test
  void aSubjectThatIsTooLongForATopicIsCutThereAlone() {
    Platform aws = Platform.of("test", "aws-iot");
    TopicTemplate template =
        TopicTemplate.of(
            "test", "topic", "$aws/rules/toLake/a/b/c/d/e/f/{kind}/{subject}", "gate-7", aws);
    Entry first = store.read(unit -> unit.port(Journal.class).after(0, 1)).get(0);
    assertThat(template.topic(first)).isEqualTo("$aws/rules/toLake/a/b/c/d/e/f/order.raised/o_1 ü");
    write("ü".repeat(300), Facts.empty());
    Entry second = store.read(unit -> unit.port(Journal.class).after(1, 1)).get(0);
    String topic = template.topic(second);
    assertThat(topic).startsWith("$aws/rules/toLake/a/b/c/d/e/f/order.raised/üü");
    assertThat(topic.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(256);
    String message =
        new String(
            new Outgoing(Set.of("order.raised"), List.of("*"), List.of(), Set.of(), ALL)
                .message(second),
            StandardCharsets.UTF_8);
    assertThat(Facts.parse(message).requireText("subject")).hasSize(300);
  }

  @ParameterizedTest
  @CsvSource({
    "azure-iot-hub, version, 5, at azure-iot-hub 3.1.1",
    "azure-iot-hub, username, someone, none",
    "azure-iot-hub, broker_uri, tcp://127.0.0.1:1, ssl://host:8883",
    "azure-iot-hub, topic, plant/{kind}, devices/{client}/messages/events/",
    "azure-iot-hub, health_topic, plant/health, devices/{client}/messages/events/",
    "azure-iot-hub, retained, true, it keeps none",
    "aws-iot, keystore, '', one with the device's certificate",
    "aws-iot, broker_uri, tcp://127.0.0.1:443, ssl://host:8883",
    "aws-iot, topic, a/b/c/d/e/f/g/h/{kind}, up to 7 slashes",
    "aws-iot, topic, $SYS/{kind}, topic of up to 500",
    "thingsboard, retained, true, it keeps none",
    "google-iot, version, 5, 'none, azure-iot-hub, aws-iot, thingsboard'"
  })
  void whatAPlatformDoesNotTakeIsToldWithWhatItTakes(
      String word, String setting, String given, String allowed) {
    Map<String, Object> more = new HashMap<>();
    if (word.endsWith("s-iot") || word.startsWith("azure")) {
      more.put("keystore", IotPlatform.STORE);
    } else {
      more.put("password", "token");
    }
    if (given.startsWith("tcp")) {
      more.remove("keystore"); // which has a refusal of its own there
    }
    more.put(setting, setting.equals("retained") ? (Object) true : given);
    assertThatThrownBy(
            () ->
                publish(
                    String.valueOf(more.getOrDefault("broker_uri", "ssl://127.0.0.1:1")),
                    word,
                    more))
        .hasMessageContaining(allowed)
        .hasMessageContaining(word.equals("google-iot") ? "platform" : setting.replace('_', '.'));
  }

  @Test
  void nothingOfAPlatformIsThereUntilOneIsNamed() {
    assertThat(Settings.of(MqttPublisher.Config.class, Map.of()).platform()).isEqualTo("none");
  }

  @Test
  void aPaceSpreadsMessagesEvenlyAndBeginsAnewAfterAPause() {
    Pace pace = new Pace(100);
    long start = -5L; // such a clock may stand anywhere
    assertThat(
            List.of(pace.millisToWait(start), pace.millisToWait(start), pace.millisToWait(start)))
        .containsExactly(0L, 10L, 20L);
    assertThat(pace.millisToWait(start + Duration.ofSeconds(9).toNanos())).isZero();
    assertThat(new Pace(0).none()).isTrue();
  }

  @Test
  void anEntrySaysTheSameWithAndWithoutItsFacts() {
    Outgoing outgoing =
        new Outgoing(Set.of("order.raised"), List.of("*"), List.of(), Set.of(), ALL);
    Entry entry = store.read(unit -> unit.port(Journal.class).after(0, 1)).get(0);
    Facts whole = Facts.parse(new String(outgoing.message(entry), StandardCharsets.UTF_8));
    Facts head = Facts.parse(new String(outgoing.head(entry, 7), StandardCharsets.UTF_8));
    for (String each : List.of("sequence", "at", "kind", "subject")) {
      assertThat(Optional.ofNullable(head.values().get(each)))
          .isEqualTo(Optional.of(whole.values().get(each)));
    }
  }
}
