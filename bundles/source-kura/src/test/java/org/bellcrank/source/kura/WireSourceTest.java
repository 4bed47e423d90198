package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentContext;

class WireSourceTest {

  private static final long AT = 1_700_000_000_000L;
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 1, 2};

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final MemoryEvidence evidence = new MemoryEvidence();
  private WireSource source;

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private void start(Map<String, Object> given) {
    WireSource made = new WireSource(intake, evidence, store, Clock.systemUTC(), new Wires());
    made.start(
        Given.nothing(ComponentContext.class),
        Map.of("kura.service.pid", "line"),
        Given.settings(WireSource.Config.class, given));
    source = made;
  }

  private void receive(Map<String, TypedValue<?>> values) {
    source.onWireReceive(new WireEnvelope("timer", List.of(new WireRecord(values))));
  }

  @Test
  void aRecordOfAnAssetIsOneReadingPerPropertyAndAFailureForEachError() {
    start(Map.of());
    receive(
        Map.of(
            "assetName", TypedValues.newStringValue("press-2"),
            "temperature", TypedValues.newDoubleValue(81.5),
            "temperature_timestamp", TypedValues.newLongValue(AT),
            "running", TypedValues.newBooleanValue(true),
            "assetTimestamp", TypedValues.newLongValue(AT + 5),
            "pressure_error", TypedValues.newStringValue("no answer"),
            "pressure_timestamp", TypedValues.newLongValue(AT + 9)));
    Wait.until(() -> intake.accepted().size() == 3);

    assertThat(intake.accepted())
        .anySatisfy(
            each -> {
              assertThat(each).isInstanceOf(Measurement.class);
              assertThat(((Measurement) each).point()).isEqualTo("press-2/temperature");
              assertThat(each.captured().at()).isEqualTo(Instant.ofEpochMilli(AT));
            })
        .anySatisfy(
            each -> {
              assertThat(each).isInstanceOf(Measurement.class);
              assertThat(((Measurement) each).point()).isEqualTo("press-2/running");
              assertThat(((Measurement) each).value()).isEqualTo(1);
              assertThat(each.captured().at()).isEqualTo(Instant.ofEpochMilli(AT + 5));
            })
        .anySatisfy(
            each -> {
              assertThat(each).isInstanceOf(DeviceStatus.class);
              assertThat(((DeviceStatus) each).device()).isEqualTo("press-2/pressure");
              assertThat(((DeviceStatus) each).detail()).isEqualTo("no answer");
            });
  }

  @Test
  void aRecordThatNamesNoAssetIsNamedAfterTheInstance() {
    start(Map.of());
    receive(Map.of("speed", TypedValues.newIntegerValue(7)));
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(((Measurement) intake.accepted().get(0)).point()).isEqualTo("line/speed");
  }

  @Test
  void aMessageWithAnImageBecomesAnInspectionWithEvidence() {
    start(Map.of());
    receive(
        Map.of(
            "message",
            TypedValues.newStringValue(
                "{\"type\":\"inspection\",\"id\":\"i-1\",\"width\":640,\"height\":480,"
                    + "\"detections\":[{\"point\":\"cam/z1\",\"class\":\"crack\","
                    + "\"confidence\":0.9}]}"),
            "frame",
            TypedValues.newByteArrayValue(JPEG)));
    Wait.until(() -> intake.accepted().size() == 1);

    Inspection taken = (Inspection) intake.accepted().get(0);
    assertThat(taken.id()).isEqualTo("i-1");
    assertThat(taken.source()).isEqualTo("wire:line");
    assertThat(taken.findings()).hasSize(1);
    assertThat(evidence.read(taken.evidence().get(0).reference().sha256())).contains(JPEG);
  }

  @Test
  void whatIsNoMessageIsRefusedNotedAndTheNextIsTaken() {
    start(Map.of());
    receive(Map.of("message", TypedValues.newStringValue("{\"type\":\"wish\"}")));
    receive(
        Map.of(
            "message", TypedValues.newStringValue("{\"type\":\"inspection\"}"),
            "frame", TypedValues.newByteArrayValue(new byte[] {1, 2, 3})));
    receive(Map.of("frame", TypedValues.newByteArrayValue(JPEG)));
    receive(Map.of("speed", TypedValues.newIntegerValue(7)));
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(store.counts()).containsEntry("observation.refused", 3L);
    assertThat(evidence.read(store.entries().get(0).facts().requireText("content")))
        .as("kept for a person")
        .contains("{\"type\":\"wish\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(store.entries().get(2).facts().has("content")).as("a picture alone").isFalse();
  }

  @Test
  void aRefusedMessageThatCannotBeKeptYetWaitsLikeAnyOther() {
    start(Map.of());
    store.full(true);
    receive(Map.of("message", TypedValues.newStringValue("{\"type\":\"wish\"}")));
    receive(Map.of("speed", TypedValues.newIntegerValue(7)));
    Wait.until(() -> store.refusals() > 0);
    assertThat(store.entries()).isEmpty();
    store.full(false);
    Wait.until(() -> store.counts().containsKey("observation.refused"));
    Wait.until(() -> intake.accepted().size() == 1);
  }

  @Test
  void aFullQueueNeverHoldsTheEmitterAndMessagesOutlastReadings() {
    start(Map.of("queue_size", 100));
    intake.full(true);
    long begin = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      receive(Map.of("speed", TypedValues.newIntegerValue(i)));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(took).isLessThan(Duration.ofSeconds(5));
    long lost = source.lost();
    assertThat(lost).isGreaterThan(800);
    receive(
        Map.of(
            "message",
            TypedValues.newStringValue(
                "{\"type\":\"prediction\",\"id\":\"p\",\"point\":\"x\",\"failureMode\":\"wear\","
                    + "\"confidence\":0.8}")));
    assertThat(source.lost()).isEqualTo(lost);
    intake.full(false);
    Wait.until(() -> intake.accepted().stream().anyMatch(each -> each.id().equals("p")));
  }

  @Test
  void whereItIsSetTheEmitterOfAMessageIsHeldUntilThereIsRoom() throws InterruptedException {
    start(Map.of("queue_size", 16, "push_back", 20_000));
    intake.full(true);
    Thread emitter =
        new Thread(
            () -> {
              for (int i = 0; i < 200; i++) {
                receive(
                    Map.of(
                        "message",
                        TypedValues.newStringValue(
                            "{\"type\":\"prediction\",\"id\":\"p%d\",\"point\":\"x\",\"failureMode\":\"wear\",\"confidence\":0.8}"
                                .formatted(i))));
              }
            });
    emitter.start();
    Wait.until(() -> emitter.getState() == Thread.State.TIMED_WAITING);
    intake.full(false);
    emitter.join(20_000);
    Wait.until(() -> intake.accepted().size() == 200);
    assertThat(source.lost()).isZero();
  }

  @Test
  void aSettingThatIsNotAllowedIsRefused() {
    assertThatThrownBy(() -> start(Map.of("push_back", -1)))
        .hasMessageContaining("line, push.back: given -1; allowed: 0 to 60000 milliseconds");
    assertThatThrownBy(() -> start(Map.of("message_property", "a b")))
        .hasMessageContaining("message.property: given 'a b'");
  }
}
