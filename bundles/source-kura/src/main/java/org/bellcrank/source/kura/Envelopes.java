package org.bellcrank.source.kura;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiPredicate;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.RefusedObservationException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.wire.WireRecord;

/**
 * Reads records of wires. A record with the message property is one message as over HTTP, its byte
 * arrays are images of it; any other record is one reading per property, in the form in which the
 * gateway's own assets emit them ({@code assetName}, {@code assetTimestamp}, {@code
 * <channel>_timestamp}, {@code <channel>_error}). Safe for any thread.
 */
final class Envelopes {

  private static final String ASSET = "assetName";
  private static final String TIMESTAMP = "assetTimestamp";
  private static final String TIMESTAMP_OF = "_timestamp";
  private static final String ERROR_OF = "_error";
  private static final int READING_BYTES = 256;

  private final String name;
  private final String messageProperty;
  private final ObservationMessage messages;
  private final Readings readings;
  private final Clock clock;
  private final BiPredicate<String, ChannelRecord> elsewhere;

  /**
   * A reader.
   *
   * @param name stands for the asset where a record names none
   * @param elsewhere whether a reading of an asset was dealt with by another way
   */
  Envelopes(
      String name,
      String messageProperty,
      ObservationMessage messages,
      Readings readings,
      Clock clock,
      BiPredicate<String, ChannelRecord> elsewhere) {
    this.name = name;
    this.messageProperty = messageProperty;
    this.messages = messages;
    this.readings = readings;
    this.clock = clock;
    this.elsewhere = elsewhere;
  }

  /** What a record holds; nothing is read from disk or written to it here. */
  List<Load> of(WireRecord record) {
    Map<String, TypedValue<?>> values = record.getProperties();
    if (values.get(messageProperty) != null
        && values.get(messageProperty).getValue() instanceof String json) {
      return List.of(message(json, values));
    }
    return readings(values);
  }

  private Load message(String json, Map<String, TypedValue<?>> values) {
    int bytes = json.length() * 2;
    List<byte[]> images = new ArrayList<>();
    for (TypedValue<?> value : values.values()) {
      if (value.getValue() instanceof byte[] image) {
        images.add(image);
        bytes += image.length;
      }
    }
    // A reading in the form of a message may be shed like any other.
    Load.Kind kind =
        json.matches("(?s)\\s*\\{\\s*\"type\"\\s*:\\s*\"measurement\".*")
            ? Load.Kind.READING
            : Load.Kind.MESSAGE;
    return Load.of(
        "wire " + name,
        kind,
        bytes,
        Optional.of(json),
        () -> messages.read(withImages(json, images), "wire:" + name, clock.instant()));
  }

  private static String withImages(String json, List<byte[]> images) {
    if (images.isEmpty()) {
      return json;
    }
    try {
      Facts message = Facts.parse(json);
      List<Object> all = new ArrayList<>(message.list("images"));
      for (byte[] image : images) {
        all.add(
            Facts.with("mediaType", mediaType(image))
                .put("base64", Base64.getEncoder().encodeToString(image))
                .build());
      }
      return message.toBuilder().put("images", all).build().json();
    } catch (FactsException e) {
      throw new RefusedObservationException(
          "message", String.valueOf(e.getMessage()), "one JSON object");
    }
  }

  private static String mediaType(byte[] image) {
    if (image.length > 3 && (image[0] & 0xff) == 0xff && (image[1] & 0xff) == 0xd8) {
      return "image/jpeg";
    }
    if (image.length > 8 && (image[0] & 0xff) == 0x89 && image[1] == 'P' && image[2] == 'N') {
      return "image/png";
    }
    throw new RefusedObservationException(
        "image", image.length + " bytes of another kind", "JPEG or PNG");
  }

  private List<Load> readings(Map<String, TypedValue<?>> values) {
    String asset =
        values.get(ASSET) != null && values.get(ASSET).getValue() instanceof String given
            ? given
            : name;
    List<Load> loads = new ArrayList<>();
    values.forEach(
        (property, value) -> {
          if (property.endsWith(ERROR_OF) && !values.containsKey(stem(property, ERROR_OF))) {
            loads.addAll(failed(asset, stem(property, ERROR_OF), value, values));
          } else if (!beside(property, values)) {
            loads.addAll(reading(asset, property, value, values));
          }
        });
    return loads;
  }

  /** Whether a property tells about others. */
  private static boolean beside(String property, Map<String, TypedValue<?>> values) {
    return Set.of(ASSET, TIMESTAMP).contains(property)
        || property.endsWith(ERROR_OF)
        || property.endsWith(TIMESTAMP_OF)
            && (values.containsKey(stem(property, TIMESTAMP_OF))
                || values.containsKey(stem(property, TIMESTAMP_OF) + ERROR_OF));
  }

  private static String stem(String property, String suffix) {
    return property.substring(0, property.length() - suffix.length());
  }

  private List<Load> reading(
      String asset, String property, TypedValue<?> value, Map<String, TypedValue<?>> values) {
    if (Readings.numberIn(value).isEmpty()) {
      return List.of(refusal(property, value));
    }
    ChannelRecord record = ChannelRecord.createReadRecord(property, value.getType());
    record.setValue(value);
    record.setTimestamp(timestamp(property, values));
    record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    return loads(asset, Load.Kind.READING, record);
  }

  private List<Load> failed(
      String asset, String channel, TypedValue<?> words, Map<String, TypedValue<?>> values) {
    ChannelRecord record = ChannelRecord.createReadRecord(channel, DataType.STRING);
    record.setTimestamp(timestamp(channel, values));
    record.setChannelStatus(
        new ChannelStatus(ChannelFlag.FAILURE, String.valueOf(words.getValue()), null));
    return loads(asset, Load.Kind.MESSAGE, record);
  }

  private List<Load> loads(String asset, Load.Kind kind, ChannelRecord record) {
    if (elsewhere.test(asset, record)) {
      return List.of();
    }
    String from = asset + "#" + record.getChannelName();
    return readings.of(asset, record).stream()
        .map(observation -> Load.of(from, kind, READING_BYTES, () -> observation))
        .toList();
  }

  private Load refusal(String property, TypedValue<?> value) {
    return Load.of(
        "wire " + name,
        Load.Kind.READING,
        READING_BYTES,
        () -> {
          throw new RefusedObservationException(
              property,
              value.getType() + " that is no number",
              "a number, a truth value, a text that is a number, or images beside "
                  + messageProperty);
        });
  }

  private static long timestamp(String property, Map<String, TypedValue<?>> values) {
    TypedValue<?> own = values.get(property + TIMESTAMP_OF);
    TypedValue<?> common = values.get(TIMESTAMP);
    OptionalDouble at =
        own != null
            ? Readings.numberIn(own)
            : common == null ? OptionalDouble.empty() : Readings.numberIn(common);
    return (long) at.orElse(0);
  }
}
