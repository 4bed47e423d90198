package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.Documents;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.payload.UntakenTopics;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.stream.Passage;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT 3.1.1 beside 5, shared subscriptions and mapped payloads, against a real mosquitto. */
class MqttVersionsTest {

  private static final String ALL = "bellcrank/observations/#";

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private final List<MqttSource> sources = new ArrayList<>();
  private Mosquitto broker;
  private MqttClient publisher;

  @BeforeEach
  void start() throws Exception {
    broker = Mosquitto.start(folder);
    publisher = new MqttClient(broker.uri(), "publisher", new MemoryPersistence());
    publisher.connect();
  }

  @AfterEach
  void stop() throws Exception {
    sources.forEach(MqttSource::stop);
    publisher.disconnect();
    publisher.close();
    broker.close();
  }

  private MqttSource connect(Given given, MemoryIntake intake) {
    int before = subscriptions();
    MqttSource source =
        new MqttSource(intake, new MemoryEvidence(), store, Clock.systemUTC(), Map.of(), given);
    sources.add(source);
    Wait.until(() -> subscriptions() > before);
    return source;
  }

  private int subscriptions() {
    return broker.log().split("Sending SUBACK", -1).length - 1;
  }

  private void publish(String topic, String text) throws Exception {
    publisher.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  private static String measurement(int n) {
    return "{\"type\":\"measurement\",\"id\":\"m-%d\",\"point\":\"p\",\"value\":%d}"
        .formatted(n, n);
  }

  @Test
  void overTheOlderVersionTooNothingIsLostBetweenBrokerAndDisk() throws Exception {
    MemoryIntake intake = new MemoryIntake();
    Given given = new Given(broker.uri(), "", ALL).in("3.1.1");
    MqttSource source = connect(given, intake);
    assertThat(broker.log()).contains("as bellcrank-test (p2, c0, k20)");
    intake.full(true);
    publish("bellcrank/observations/a", measurement(1));
    Wait.until(() -> broker.log().contains("Sending PUBLISH to bellcrank-test"));
    assertThat(broker.log()).doesNotContain("Received PUBACK from bellcrank-test");
    intake.full(false);
    Wait.until(() -> intake.accepted().size() == 1);
    Wait.until(() -> broker.log().contains("Received PUBACK from bellcrank-test"));

    source.stop();
    publish("bellcrank/observations/a", measurement(2));
    connect(given, intake);
    Wait.until(() -> intake.accepted().size() == 2);
  }

  @Test
  void aVersionThatIsNoneIsRefused() {
    assertThatThrownBy(
            () ->
                new MqttSource(
                    new MemoryIntake(),
                    new MemoryEvidence(),
                    store,
                    Clock.systemUTC(),
                    Map.of(),
                    new Given(broker.uri(), "", ALL).in("4")))
        .hasMessageContaining("version: given '4'; allowed: 3.1.1, 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "3.1.1"})
  void gatewaysThatShareASubscriptionTakeEachMessageOnce(String version) throws Exception {
    MemoryIntake first = new MemoryIntake();
    MemoryIntake second = new MemoryIntake();
    Given given = new Given(broker.uri(), "", "$share/gateways/" + ALL).in(version);
    connect(given.named("gateway-1"), first);
    connect(given.named("gateway-2"), second);
    for (int i = 0; i < 6; i++) {
      publish("bellcrank/observations/a", measurement(i));
    }
    Wait.until(() -> first.accepted().size() + second.accepted().size() >= 6);
    assertThat(first.accepted()).isNotEmpty();
    assertThat(second.accepted()).isNotEmpty();
    assertThat(first.accepted().size() + second.accepted().size()).isEqualTo(6);
  }

  @Test
  void mappedTopicsBecomeSamplesAndObservationsAndTheOthersStayMessages() throws Exception {
    PayloadMappings mappings =
        new PayloadDocuments(new ExpressionLanguage())
            .read(
                Documents.parse(
                        "payloads.yaml",
                        """
                        payloads:
                          - id: temperature
                            topics: [plant/+/temperature]
                            format: number
                            when: "!retained"
                            sample: {point: "level[1]", value: data}
                          - id: alarm
                            topics: [plant/+/alarm]
                            deviceStatus: {device: "level[1]", status: data.status, id: data.id}
                          - id: stations
                            topics: [plant/+/done]
                            passage: {part: data.serial, asset: "level[1]", at: data.at}
                        """)
                    .asMap()
                    .maps("payloads"));
    MemoryIntake intake = new MemoryIntake();
    CollectedSamples samples = new CollectedSamples();
    MqttSource source = connect(new Given(broker.uri(), "", "plant/#", ALL).mapped(), intake);
    publish("plant/press/temperature", "21.5");
    Wait.until(() -> broker.log().contains("Sending PUBLISH to bellcrank-test"));
    assertThat(samples.all()).isEmpty();

    source.setSampleIntake(samples);
    source.setPayloadBook(() -> Optional.of(mappings));
    Wait.until(() -> samples.of("press").size() == 1);
    publisher.publish(
        "plant/hall/temperature", "18".getBytes(StandardCharsets.UTF_8), 1, true); // kept there
    publish("plant/press/temperature", "hot");
    publish("plant/press/alarm", "{\"id\":\"s1\",\"status\":\"lost\"}");
    publish("bellcrank/observations/a", measurement(3));
    Wait.until(() -> intake.accepted().size() == 2);
    assertThat(intake.accepted().get(0).source()).isEqualTo("mqtt:plant/press/alarm");
    assertThat(samples.all()).hasSize(2);

    samples.refusals().set(1); // a passage that the disk did not take stays at the broker
    publish("plant/press/done", "{\"serial\":\"4711\",\"at\":\"2026-05-04T06:00:00Z\"}");
    Wait.until(() -> !samples.passages().isEmpty());
    assertThat(samples.refusals()).hasValue(0);
    assertThat(samples.passages()).extracting(Passage::part).containsExactly("4711");

    // What the broker kept comes again to who subscribes anew, and is no news then.
    connect(new Given(broker.uri(), "", "plant/#").mapped().named("late"), new MemoryIntake())
        .setSampleIntake(samples);
    Wait.until(() -> broker.log().contains("Sending PUBLISH to late"));
    sources.get(1).setPayloadBook(() -> Optional.of(mappings));
    Wait.until(() -> broker.log().contains("Received PUBACK from late"));
    assertThat(samples.all()).hasSize(2);
    Wait.until(() -> store.entries().size() == 1);
    assertThat(store.entries()).extracting(Entry::kind).containsExactly("observation.refused");
    assertThat(store.entries().get(0).facts().requireText("error"))
        .isEqualTo(
            "payloads temperature message: given 'hot'; allowed: a number with a point, for"
                + " example 21.5");
  }

  @Test
  void aTopicThatNoMappingNamesAndThatIsNoMessageOfOursIsRememberedForPeople() throws Exception {
    UntakenTopics untaken = new UntakenTopics();
    MemoryIntake intake = new MemoryIntake();
    MqttSource source = connect(new Given(broker.uri(), "", "plant/#", ALL).mapped(), intake);
    source.setPayloadBook(
        new PayloadBook() {
          @Override
          public Optional<PayloadMappings> payloads() {
            return Optional.of(PayloadMappings.NONE);
          }

          @Override
          public void untaken(Payload payload, boolean named) {
            untaken.add(payload, named);
          }
        });
    publish("plant/press/flow", "{\"v\":1.5}");
    publish("bellcrank/observations/a", measurement(1));
    Wait.until(() -> intake.accepted().size() == 1 && store.entries().size() == 1);

    assertThat(untaken.newest(PayloadMappings.NONE, 5))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.topic()).isEqualTo("plant/press/flow");
              assertThat(told.source()).isEqualTo("mqtt:plant/press/flow");
              assertThat(told.named()).isFalse();
            });
  }
}
