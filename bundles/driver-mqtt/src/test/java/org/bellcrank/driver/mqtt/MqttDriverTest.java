package org.bellcrank.driver.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver at a real mosquitto broker; what it reads mosquitto's own program publishes. */
class MqttDriverTest {

  private static final String JSON =
      "{\"at\":\"2026-05-04T08:00:00+02:00\",\"ms\":1777874400123,\"s\":1777874400.5,"
          + "\"data\":[{\"v\":20.3},{\"v\":7}],\"a/b\":true,\"state\":{\"mode\":\"auto\"},"
          + "\"nothing\":null}";

  @TempDir Path folder;

  private final List<MqttDriver> drivers = new ArrayList<>();

  private MqttDriver driver(Mosquitto broker, Object... settings) {
    return driver(broker, Clock.systemUTC(), settings);
  }

  private MqttDriver driver(Mosquitto broker, Clock clock, Object... settings) {
    Map<String, Object> all = new HashMap<>(Map.of("broker.uri", broker.uri()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put((String) settings[i], settings[i + 1]);
    }
    MqttDriver driver =
        new MqttDriver(Settings.of(all), Map.of("kura.service.pid", "line-4"), clock);
    drivers.add(driver);
    return driver;
  }

  @AfterEach
  void endDrivers() {
    drivers.forEach(MqttDriver::deactivate);
  }

  private static void publish(Mosquitto broker, String topic, String message, String... options)
      throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "mosquitto_pub",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(broker.port()),
                "-q",
                "1",
                "-t",
                topic,
                "-m",
                message));
    words.addAll(List.of(options));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static ChannelRecord channel(String name, DataType type, String... settings) {
    ChannelRecord record = ChannelRecord.createReadRecord(name, type);
    record.setChannelConfig(settings(name, type, settings));
    return record;
  }

  private static Map<String, Object> settings(String name, DataType type, String... settings) {
    Map<String, Object> config = new HashMap<>(Map.of("+name", name, "+value.type", type.name()));
    for (int i = 0; i < settings.length; i += 2) {
      config.put(settings[i], settings[i + 1]);
    }
    return config;
  }

  private static Object value(ChannelRecord record) {
    assertThat(record.getChannelStatus().getChannelFlag())
        .as(record.getChannelStatus().getExceptionMessage())
        .isEqualTo(ChannelFlag.SUCCESS);
    return record.getValue().getValue();
  }

  private static String why(ChannelRecord record) {
    assertThat(record.getChannelStatus().getChannelFlag()).isEqualTo(ChannelFlag.FAILURE);
    return record.getChannelStatus().getExceptionMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "3.1.1"})
  void whatTheBrokerKeepsIsReadInEveryTypeWithItsTime(String version) throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      publish(broker, "plant/press-4", JSON, "-r");
      publish(broker, "plant/temperature", " 21.5 ", "-r");
      publish(broker, "plant/door", "ON", "-r");
      List<ChannelRecord> records =
          List.of(
              channel("plain", DataType.DOUBLE, "topic", "plant/temperature"),
              channel("bytes", DataType.BYTE_ARRAY, "topic", "plant/temperature"),
              channel("door", DataType.BOOLEAN, "topic", "plant/door"),
              channel("first", DataType.FLOAT, "topic", "plant/press-4", "path", "/data/0/v"),
              channel("second", DataType.INTEGER, "topic", "plant/press-4", "path", "/data/1/v"),
              channel("slash", DataType.LONG, "topic", "plant/press-4", "path", "/a~1b"),
              channel("object", DataType.STRING, "topic", "plant/press-4", "path", "/state"),
              channel(
                  "iso",
                  DataType.LONG,
                  "topic",
                  "plant/press-4",
                  "path",
                  "/ms",
                  "time.path",
                  "/at"),
              channel(
                  "ms",
                  DataType.LONG,
                  "topic",
                  "plant/press-4",
                  "path",
                  "/ms",
                  "time.path",
                  "/ms",
                  "time.form",
                  "MILLISECONDS"),
              channel(
                  "s",
                  DataType.LONG,
                  "topic",
                  "plant/press-4",
                  "path",
                  "/ms",
                  "time.path",
                  "/s",
                  "time.form",
                  "SECONDS"));
      long before = System.currentTimeMillis();
      driver(broker, "version", version, "wait.millis", 20_000).read(records);
      assertThat(records.subList(0, 7).stream().map(MqttDriverTest::value).toList())
          .containsExactly(
              21.5,
              " 21.5 ".getBytes(StandardCharsets.UTF_8),
              true,
              20.3f,
              7,
              1L,
              "{\"mode\":\"auto\"}");
      assertThat(records.get(0).getTimestamp()).isBetween(before, System.currentTimeMillis());
      assertThat(records.subList(7, 10).stream().map(ChannelRecord::getTimestamp).toList())
          .containsExactly(
              Instant.parse("2026-05-04T06:00:00Z").toEpochMilli(), 1777874400123L, 1777874400500L);
    }
  }

  @Test
  void whatIsWrongWithOneChannelIsToldAtItAloneAndTheOthersAreRead() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      publish(broker, "plant/press-4", JSON, "-r");
      publish(broker, "plant/word", "warm", "-r");
      publish(broker, "plant/long", "x".repeat(2000), "-r");
      List<ChannelRecord> records =
          List.of(
              channel("good", DataType.DOUBLE, "topic", "plant/press-4", "path", "/data/0/v"),
              channel("none", DataType.DOUBLE),
              channel("filter", DataType.DOUBLE, "topic", "plant/#"),
              channel("no path", DataType.DOUBLE, "topic", "plant/press-4", "path", "data.v"),
              channel("absent", DataType.DOUBLE, "topic", "plant/press-4", "path", "/data/7/v"),
              channel("null", DataType.DOUBLE, "topic", "plant/press-4", "path", "/nothing"),
              channel("word", DataType.DOUBLE, "topic", "plant/word"),
              channel("no json", DataType.DOUBLE, "topic", "plant/word", "path", "/v"),
              channel("fraction", DataType.INTEGER, "topic", "plant/press-4", "path", "/data/0/v"),
              channel(
                  "no time",
                  DataType.DOUBLE,
                  "topic",
                  "plant/press-4",
                  "path",
                  "/ms",
                  "time.path",
                  "/state"),
              channel("long", DataType.STRING, "topic", "plant/long"));
      MqttDriver driver = driver(broker, "wait.millis", 20_000, "max.bytes", 1024);
      driver.read(records);
      assertThat(value(records.get(0))).isEqualTo(20.3);
      assertThat(why(records.get(1))).contains("channel none: topic: given ''; allowed: one topic");
      assertThat(why(records.get(2))).contains("given 'plant/#'");
      assertThat(why(records.get(3))).contains("path: given 'data.v'; allowed: steps that begin");
      assertThat(why(records.get(4))).contains("nothing at '7' of /data/7/v");
      assertThat(why(records.get(5))).contains("nothing at 'nothing'");
      assertThat(why(records.get(6))).contains("topic plant/word", "given 'warm'", "for DOUBLE");
      assertThat(why(records.get(7))).contains("given 'warm'; allowed: a JSON object");
      assertThat(why(records.get(8))).contains("given 20.3", "for INTEGER");
      assertThat(why(records.get(9))).contains("time.path /state", "a time with an offset");
      assertThat(why(records.get(10))).contains("2000 bytes; allowed: up to 1024");
    }
  }

  @Test
  void whoListensHearsEveryMessageAndThatTheBrokerWentAndCame() throws Exception {
    BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    BlockingQueue<ChannelEvent> live = new LinkedBlockingQueue<>();
    ChannelListener listener = events::add;
    try (Mosquitto broker = Mosquitto.start(folder)) {
      publish(broker, "plant/temperature", "20", "-r");
      MqttDriver driver = driver(broker, "wait.millis", 20_000);
      driver.registerChannelListener(
          settings("live", DataType.DOUBLE, "topic", "plant/temperature", "retained", "PASS_OVER"),
          live::add);
      driver.registerChannelListener(
          settings("good", DataType.DOUBLE, "topic", "plant/temperature"), listener);
      assertThat(value(settled(events))).isEqualTo(20.0);
      publish(broker, "plant/temperature", "20");
      publish(broker, "plant/temperature", "21");
      assertThat(List.of(value(next(events)), value(next(events)))).containsExactly(20.0, 21.0);
      assertThat(List.of(value(settled(live)), value(next(live)))).containsExactly(20.0, 21.0);

      broker.stop();
      assertThat(why(next(events)))
          .contains("channel good", "line-4: not connected to " + broker.uri());
      broker.start();
      driver.connect();
      publish(broker, "plant/temperature", "22");
      assertThat(value(next(events))).isEqualTo(22.0);
      driver.unregisterChannelListener(listener);
    }
  }

  @Test
  void whoListensIsToldThatAnotherAssetEndedTheConnectionAndHearsAgain() throws Exception {
    BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    try (Mosquitto broker = Mosquitto.start(folder)) {
      publish(broker, "plant/temperature", "20", "-r");
      MqttDriver driver = driver(broker, "wait.millis", 20_000);
      driver.registerChannelListener(
          settings("good", DataType.DOUBLE, "topic", "plant/temperature"), events::add);
      assertThat(value(settled(events))).isEqualTo(20.0);
      driver.disconnect();
      assertThat(why(next(events)))
          .contains("channel good", "line-4: not connected to " + broker.uri());
      assertThat(value(next(events))).as("what the broker kept").isEqualTo(20.0);
      publish(broker, "plant/temperature", "21");
      assertThat(value(next(events))).isEqualTo(21.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECONDS", "MILLISECONDS"})
  void aTimeOfMoreDigitsThanAnyTimeHasIsRefusedUnread(String form) throws Exception {
    for (String time :
        List.of("\"1777874400.%s\"".formatted("0".repeat(100)), "\"1e9999\"", "true")) {
      Content content =
          new Content(
              new Message(
                  "{\"at\":%s}".formatted(time).getBytes(StandardCharsets.UTF_8),
                  Instant.EPOCH,
                  false));
      Point point =
          ChannelSettings.point(Map.of("topic", "a", "time.path", "/at", "time.form", form));
      assertThatThrownBy(() -> content.time(point))
          .hasMessageContaining("time.path /at: given '")
          .hasMessageContaining("; allowed: " + form + " since 1970");
    }
  }

  /** Whoever listens before the connection stands is told so first. */
  private static ChannelRecord settled(BlockingQueue<ChannelEvent> events) throws Exception {
    ChannelRecord record = next(events);
    while (record.getChannelStatus().getChannelFlag() == ChannelFlag.FAILURE) {
      record = next(events);
    }
    return record;
  }

  private static ChannelRecord next(BlockingQueue<ChannelEvent> events)
      throws InterruptedException {
    ChannelEvent event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).as("an event within 30 s").isNotNull();
    return event.getChannelRecord();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "3.1.1"})
  void aBrokerThatRefusesTheLoginIsNotCalledAway(String version) throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder, "press", "pit prop")) {
      MqttDriver driver = driver(broker, "wait.millis", 0, "username", "press", "version", version);
      Wait.until(() -> away(driver).contains("it refuses the login: not authorized"));
      assertThat(away(driver)).startsWith("MQTT driver line-4: not connected to " + broker.uri());
    }
  }

  private static String away(MqttDriver driver) {
    try {
      driver.connect();
      return "connected";
    } catch (ConnectionException e) {
      return e.getMessage();
    }
  }

  @Test
  void aBrokerThatIsAwayFailsTheReadingAndIsReadAgainWhenItIsThere() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      broker.stop();
      MqttDriver driver = driver(broker, "wait.millis", 0);
      List<ChannelRecord> records = List.of(channel("good", DataType.LONG, "topic", "a"));
      try (PreparedRead reading = driver.prepareRead(records)) {
        assertThatThrownBy(reading::execute)
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("not connected to " + broker.uri());
        assertThat(why(records.get(0))).contains("channel good", "not connected");
        broker.start();
        publish(broker, "a", "7", "-r");
        MqttDriver patient = driver(broker, "wait.millis", 20_000, "client.id", "patient");
        patient.read(records);
        assertThat(value(records.get(0))).isEqualTo(7L);
        patient.disconnect();
        patient.read(records);
        assertThat(value(records.get(0))).isEqualTo(7L);
      }
    }
  }

  @Test
  void aValueThatIsTooOldCountsNoMore() throws Exception {
    Clock noon = Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC);
    try (Mosquitto broker = Mosquitto.start(folder)) {
      publish(broker, "a", "{\"v\":1,\"at\":\"2026-05-04T11:58:20Z\"}", "-r");
      List<ChannelRecord> records =
          List.of(
              channel(
                  "young",
                  DataType.LONG,
                  "topic",
                  "a",
                  "path",
                  "/v",
                  "time.path",
                  "/at",
                  "stale.after",
                  "100"),
              channel(
                  "old",
                  DataType.LONG,
                  "topic",
                  "a",
                  "path",
                  "/v",
                  "time.path",
                  "/at",
                  "stale.after",
                  "99"));
      driver(broker, noon, "wait.millis", 20_000).read(records);
      assertThat(value(records.get(0))).isEqualTo(1L);
      assertThat(why(records.get(1)))
          .contains("2026-05-04T11:58:20Z, 100 s old; allowed: up to 99 s");
    }
  }

  @Test
  void nothingIsEverWritten() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      MqttDriver driver = driver(broker, "wait.millis", 20_000);
      driver.connect();
      ChannelRecord write =
          ChannelRecord.createWriteRecord("valve", TypedValues.newBooleanValue(true));
      write.setChannelConfig(settings("valve", DataType.BOOLEAN, "topic", "plant/valve"));
      driver.write(List.of(write));
      assertThat(why(write)).contains("channel valve: writing", "publishes no message");
      publish(broker, "plant/end", "1", "-i", "tester");
      Wait.until(() -> broker.log().contains("Received PUBLISH from tester"));
      assertThat(broker.log()).doesNotContain("Received PUBLISH from bellcrank-driver");
    }
  }

  @Test
  void theDescriptorIsAListOfSettingsWithIdsThatAnAssetCanKeep() throws Exception {
    List<?> all = (List<?>) new ChannelSettings().getDescriptor();
    assertThat(all)
        .hasSize(6)
        .allSatisfy(
            each -> assertThat(((AD) each).getId()).doesNotStartWith("+").doesNotContain("#"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker.uri=http://a",
        "client.id=a b",
        "version=4",
        "wait.millis=-1",
        "max.bytes=1"
      })
  void aWrongSettingIsRefusedNamingItAndWhatIsAllowed(String wrong) {
    String key = wrong.substring(0, wrong.indexOf('='));
    String text = wrong.substring(key.length() + 1);
    Object given = text.matches("-\\d+|1") ? (Object) Integer.valueOf(text) : text;
    assertThatThrownBy(
            () ->
                new MqttDriver(Settings.of(Map.of(key, given)), Map.of("kura.service.pid", "x-9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MQTT driver x-9")
        .hasMessageContaining(key)
        .hasMessageContaining("given")
        .hasMessageContaining("allowed:");
  }

  @Test
  void manyMessagesFindNoMoreRoomThanThereIs() {
    Topics topics = new Topics(1 << 20, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      names.add("t/" + i);
    }
    topics.want(names);
    byte[] mebibyte = new byte[1 << 20];
    names.forEach(name -> topics.arrived(name, mebibyte, false));
    long held = names.stream().filter(name -> topics.newest(point(name)).isPresent()).count();
    assertThat(held).isEqualTo(64);
    assertThat(topics.why(point("t/69"))).contains("no room");
    topics.arrived("t/0", new byte[0], false);
    topics.arrived("t/69", mebibyte, false);
    assertThat(topics.newest(point("t/69"))).isPresent();
  }

  @Test
  void aTopicThatTellsNothingIsWaitedForOnceAndThenSaysSo() throws Exception {
    Topics topics = new Topics(1024, Clock.systemUTC());
    topics.want(List.of("a"));
    assertThat(topics.await(List.of("a"), () -> true, Duration.ofMillis(1))).isTrue();
    assertThat(topics.why(point("a"))).isEqualTo("nothing came of it yet");
    // This one would take a day.
    assertThat(topics.await(List.of("a"), () -> true, Duration.ofDays(1))).isTrue();
    assertThat(topics.arrived("b", new byte[0], false)).isFalse();
  }

  private static Point point(String topic) {
    return new Point(topic, "", "", Point.TimeForm.ISO, Duration.ZERO, true);
  }
}
