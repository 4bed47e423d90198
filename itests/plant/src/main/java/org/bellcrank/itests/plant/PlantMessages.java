package org.bellcrank.itests.plant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * What a machine's device says, whatever carries it: {@code plant/<asset>/<channel>} with {@code
 * {"at":…,"value":…,"unit":…}} for a sample, {@code plant/<asset>/<channel>/waveform} with {@code
 * {"at":…,"rate":…,"unit":…,"speed":…,"values":[…]}} for a stretch of a waveform; values of
 * waveforms have four decimals, rates are in Hz, speeds in revolutions per minute.
 */
public final class PlantMessages {

  /**
   * A message.
   *
   * @param topic levels between slashes
   * @param payload JSON in UTF-8
   */
  public record Message(String topic, byte[] payload) {}

  private PlantMessages() {}

  /** A message for each channel that is no waveform, in their order. */
  public static List<Message> samples(Machine machine, Duration at) {
    List<Message> messages = new ArrayList<>();
    for (Sample sample : machine.samples(at)) {
      messages.add(new Message("plant/" + sample.point(), bytes(json(sample))));
    }
    return messages;
  }

  /** A message for each channel that is a waveform. */
  public static List<Message> waveforms(Machine machine, Duration at) {
    List<Message> messages = new ArrayList<>();
    for (Waveform waveform : machine.waveforms(at)) {
      messages.add(new Message("plant/" + waveform.point() + "/waveform", bytes(json(waveform))));
    }
    return messages;
  }

  private static String json(Sample sample) {
    String unit = sample.unit().map(text -> ",\"unit\":\"" + text + "\"").orElse("");
    return "{\"at\":\"%s\",\"value\":%s%s}".formatted(sample.at(), sample.value(), unit);
  }

  private static String json(Waveform waveform) {
    StringBuilder values = new StringBuilder(8 * waveform.values().length);
    for (double value : waveform.values()) {
      values.append(values.isEmpty() ? "" : ",").append(Math.rint(value * 1e4) / 1e4);
    }
    return "{\"at\":\"%s\",\"rate\":%s,\"unit\":\"%s\",\"speed\":%s,\"values\":[%s]}"
        .formatted(
            waveform.from(),
            String.format(Locale.ROOT, "%.3f", waveform.rate()),
            waveform.unit().orElse(""),
            waveform.speed().orElse(0.0),
            values);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
