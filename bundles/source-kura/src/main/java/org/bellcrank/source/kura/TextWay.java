package org.bellcrank.source.kura;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadContent;
import org.bellcrank.payload.PayloadMappings;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;

/**
 * The way of texts: what a channel of type STRING tells is a message for the mappings of the site
 * documents, where one names its topic, and goes to disk with what else waits there. The same text
 * of the same time once more, as each reading of a channel gives it, is the same message. Safe for
 * any thread; waits for nothing.
 */
final class TextWay {

  private static final int OBSERVATION_BYTES = 256;

  private final Mapped mapped;
  private final Readings readings;
  private final Belt belt;
  private final Clock clock;
  private final Map<String, Told> last = new ConcurrentHashMap<>();

  /** What a channel told, and when by its source. */
  private record Told(String text, long at) {}

  /**
   * A way that is open where a mapping names the topic.
   *
   * @param readings tells whether the channel can be heard, as a device
   */
  TextWay(Mapped mapped, Readings readings, Belt belt, Clock clock) {
    this.mapped = mapped;
    this.readings = readings;
    this.belt = belt;
    this.clock = clock;
  }

  /** Where texts of a point come that a driver gives. */
  static String ofDriver(String driver, String point) {
    return "driver/" + driver + "/" + point;
  }

  /** Where texts of a channel of an asset come. */
  static String ofAsset(String asset, String channel) {
    return "asset/" + asset + "/" + channel;
  }

  /** Whether texts of this topic are messages. */
  boolean names(String topic) {
    return mapped.mappings().filter(each -> each.has(topic)).isPresent();
  }

  /**
   * Takes what a channel told.
   *
   * @param from asset or driver
   * @return false where it is no text, or no mapping names its topic
   */
  boolean offer(String topic, String from, ChannelRecord record) {
    if (record.getValueType() != DataType.STRING) {
      return false;
    }
    if (!names(topic)) {
      untaken(topic, from, record);
      return false;
    }
    Optional<String> trouble = trouble(record);
    if (trouble.isPresent()) {
      lost(from, record.getChannelName(), record.getTimestamp(), trouble.get());
      return true;
    }
    told(topic, from, record, String.valueOf(record.getValue().getValue()));
    return true;
  }

  /** Why a record says nothing; empty where it has a value. */
  static Optional<String> trouble(ChannelRecord record) {
    boolean failed =
        record.getChannelStatus() != null
            && record.getChannelStatus().getChannelFlag() == ChannelFlag.FAILURE;
    if (failed) {
      String words = record.getChannelStatus().getExceptionMessage();
      return Optional.of(words == null || words.isEmpty() ? "it gave no value" : words);
    }
    return record.getValue() == null ? Optional.of("the driver gave no value") : Optional.empty();
  }

  private void told(String topic, String from, ChannelRecord record, String text) {
    Told told = new Told(text, record.getTimestamp());
    if (record.getTimestamp() > 0 && told.equals(last.put(topic, told))) {
      return;
    }
    readings.heard(from, record.getChannelName(), record.getTimestamp()).forEach(this::offer);
    Payload payload = payload(topic, from, text);
    AtomicBoolean streamed = new AtomicBoolean();
    belt.offer(
        new Load(
            topic,
            Load.Kind.MESSAGE,
            OBSERVATION_BYTES + 2 * text.length(),
            Optional.of(text),
            intake -> kept(payload, streamed, intake)),
        Duration.ZERO);
  }

  private Payload payload(String topic, String from, String text) {
    return new Payload(
        topic, text.getBytes(StandardCharsets.UTF_8), "kura:" + from, clock.instant());
  }

  /** For people, who may want a mapping of it. */
  private void untaken(String topic, String from, ChannelRecord record) {
    if (record.getValue() != null && Readings.numberIn(record.getValue()).isEmpty()) {
      mapped.untaken(payload(topic, from, String.valueOf(record.getValue().getValue())), false);
    }
  }

  /** Nothing can be heard of it; told once as the state of a device. */
  void lost(String from, String channel, long at, String words) {
    readings.lost(from, channel, at, words).forEach(this::offer);
  }

  private void offer(Observation observation) {
    belt.offer(
        Load.of(observation.source(), Load.Kind.MESSAGE, OBSERVATION_BYTES, () -> observation),
        Duration.ZERO);
  }

  /**
   * All of it is on disk, or waits in the pipelines, when the future completes. The disk may take
   * some tries; the pipelines would count each.
   */
  private CompletableFuture<?> kept(
      Payload payload, AtomicBoolean streamed, ObservationIntake intake) {
    PayloadMappings mappings = mapped.mappings().orElse(PayloadMappings.NONE);
    if (!mappings.has(payload.topic())) { // the documents changed meanwhile
      mapped.untaken(payload, false);
      return CompletableFuture.completedFuture(null);
    }
    PayloadContent content = mapped.read(mappings, payload);
    if (content.streams() && !streamed.get()) {
      try {
        content.into(
            mapped
                .streams()
                .orElseThrow(() -> new StoreException("nothing takes samples now", null)));
        streamed.set(true);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("it ended while samples waited for room", e);
      }
    }
    return CompletableFuture.allOf(
        content.observations().stream().map(intake::submit).toArray(CompletableFuture<?>[]::new));
  }
}
