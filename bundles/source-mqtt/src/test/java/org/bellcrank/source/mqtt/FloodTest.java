package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.Refusals;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too much of it: large messages, and bursts of one source beside another. */
class FloodTest {

  /** What a broker may send ahead of acknowledgements. */
  private static final int AHEAD = 64;

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private final List<Subscription> sources = new ArrayList<>();
  private Mosquitto broker;
  private MqttClient machine;

  @BeforeEach
  void start() throws Exception {
    broker = Mosquitto.start(folder);
    machine = new MqttClient(broker.uri(), "machine", new MemoryPersistence());
    machine.connect();
  }

  @AfterEach
  void stop() throws Exception {
    sources.forEach(Subscription::close);
    machine.disconnect();
    machine.close();
    broker.close();
  }

  private void listen(String name, int maxBytes, SampleIntake samples) throws Exception {
    PayloadMappings mappings = mappings();
    Mapped mapped = new Mapped(true);
    mapped.here(() -> Optional.of(mappings));
    mapped.here(samples);
    MemoryEvidence evidence = new MemoryEvidence();
    Clock clock = Clock.systemUTC();
    Subscription source =
        new Subscription(
            new LinkSettings(
                "MQTT source",
                MqttVersion.V5,
                URI.create(broker.uri()),
                name,
                List.of(name + "/#"),
                "",
                () -> "",
                new KeyChoice("Test", "", ""),
                true,
                Optional::empty),
            maxBytes,
            new MemoryIntake(),
            new ObservationMessage(evidence, ObservationMessage.WrongTime.READ),
            new Refusals(store, evidence, clock),
            mapped,
            clock);
    sources.add(source);
    source.start();
    Wait.until(() -> source.sign().alive());
  }

  private static PayloadMappings mappings() throws InvalidDocumentException {
    return new PayloadDocuments(new ExpressionLanguage())
        .read(
            Documents.parse(
                    "payloads.yaml",
                    """
                    payloads:
                      - id: all
                        topics: [+/value]
                        format: json
                        sample: {point: "level[0]", value: data.v}
                    """)
                .asMap()
                .maps("payloads"));
  }

  private void tell(String topic, String text) {
    Wait.until(() -> told(topic, text));
  }

  /** The client counts what is under way behind what it waited for, and refuses when it is late. */
  private boolean told(String topic, String text) {
    try {
      machine.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, false);
      return true;
    } catch (MqttException failed) {
      if (failed.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT) {
        return false;
      }
      throw new AssertionError(failed);
    }
  }

  @Test
  void aMegabyteIsTakenWhereItMayBeOneAndElseRefusedWithWordsAndTheNextIsTaken() throws Exception {
    CollectedSamples wide = new CollectedSamples();
    CollectedSamples narrow = new CollectedSamples();
    listen("wide", 8 << 20, wide);
    listen("narrow", 1 << 19, narrow);
    String large = "{\"note\":\"%s\",\"v\":7.5}".formatted("x".repeat(1 << 20));
    for (String name : List.of("wide", "narrow")) {
      tell(name + "/value", large);
      tell(name + "/value", "{\"v\":8.5}");
    }
    Wait.until(() -> wide.all().size() == 2 && narrow.all().size() == 1);
    assertThat(wide.all()).extracting(Sample::value).containsExactly(7.5, 8.5);
    assertThat(narrow.all()).extracting(Sample::value).containsExactly(8.5);
    Wait.until(() -> !store.entries().isEmpty());
    assertThat(store.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.kind()).isEqualTo("observation.refused");
              assertThat(entry.facts().requireText("error"))
                  .isEqualTo(
                      "message: given %d bytes; allowed: up to 524288".formatted(large.length()));
            });
  }

  /** As a stream whose points have no room: each sample waits until it is let in. */
  private static final class Stuck implements SampleIntake {

    private final CountDownLatch room = new CountDownLatch(1);
    private final CollectedSamples taken = new CollectedSamples();

    @Override
    public void take(List<Sample> given) throws InterruptedException {
      room.await();
      taken.take(given);
    }

    @Override
    public int offer(List<Sample> given) {
      throw new AssertionError("a source waits");
    }

    @Override
    public void take(Waveform waveform) {
      throw new AssertionError("no waveform is sent here");
    }

    @Override
    public void pass(List<Passage> given) {
      throw new AssertionError("no passage is sent here");
    }
  }

  @Test
  void aBurstOfAHundredfoldInOneSourceHoldsUpNothingOfAnotherAndIsTakenWholeAfterwards()
      throws Exception {
    int usual = 5;
    Stuck stuck = new Stuck();
    CollectedSamples others = new CollectedSamples();
    listen("burst", 4096, stuck);
    listen("calm", 4096, others);
    for (int n = 0; n < 100 * usual; n++) {
      tell("burst/value", "{\"v\":%d}".formatted(n));
    }
    for (int n = 0; n < usual; n++) {
      tell("calm/value", "{\"v\":%d}".formatted(n));
    }
    Wait.until(() -> others.all().size() == usual);
    assertThat(stuck.taken.all()).as("not one of the burst was let in before").isEmpty();
    long ahead =
        broker.log().lines().filter(line -> line.contains("Sending PUBLISH to burst ")).count();
    assertThat(ahead).as("the rest waits at the broker").isBetween(1L, (long) AHEAD);

    stuck.room.countDown();
    Wait.until(() -> stuck.taken.all().size() == 100 * usual);
    assertThat(stuck.taken.all())
        .extracting(Sample::value)
        .doesNotHaveDuplicates()
        .contains(0.0, 100.0 * usual - 1);
  }
}
