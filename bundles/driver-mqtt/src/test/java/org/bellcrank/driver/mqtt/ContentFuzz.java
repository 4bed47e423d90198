package org.bellcrank.driver.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;

/** What a fuzzer calls: whatever a topic tells is read in every type, or refused in words. */
public final class ContentFuzz {

  private ContentFuzz() {}

  /** Topic, path, path of the time and its form, one a line; the rest is the message. */
  public static void fuzzerTestOneInput(byte[] given) {
    String[] lines = new String(given, StandardCharsets.ISO_8859_1).split("\n", 5);
    if (lines.length < 5) {
      return;
    }
    Point point;
    try {
      point =
          ChannelSettings.point(
              Map.of(
                  "topic",
                  lines[0],
                  "path",
                  lines[1],
                  "time.path",
                  lines[2],
                  "time.form",
                  lines[3]));
    } catch (RefusedValueException e) {
      refusedInWords(e.getMessage());
      return;
    }
    byte[] payload = lines[4].getBytes(StandardCharsets.ISO_8859_1);
    Topics topics =
        new Topics(1 << 20, java.time.Clock.fixed(Instant.EPOCH, java.time.ZoneOffset.UTC));
    topics.want(List.of(point.topic()));
    topics.arrived(point.topic(), payload, true);
    List<ChannelRecord> records =
        Arrays.stream(DataType.values()).map(type -> record(type, lines)).toList();
    new Reading(records, java.time.Clock.systemUTC()).fill(topics);
    for (ChannelRecord record : records) {
      String why = record.getChannelStatus().getExceptionMessage();
      if (why != null) {
        refusedInWords(why);
      }
    }
  }

  private static ChannelRecord record(DataType type, String... lines) {
    ChannelRecord record = ChannelRecord.createReadRecord("c", type);
    record.setChannelConfig(
        Map.of("topic", lines[0], "path", lines[1], "time.path", lines[2], "time.form", lines[3]));
    return record;
  }

  private static void refusedInWords(String words) {
    if (!words.contains("given ") || !words.contains("; allowed: ")) {
      throw new AssertionError("refused without words: " + words);
    }
  }

  /** Where a fuzzer begins, and what it found. */
  static Stream<byte[]> seeds() {
    return Stream.of(
            "a/b\n/v/0/w\n/at\nISO\n{\"v\":[{\"w\":-1.5e3}],\"at\":\"2026-05-04T06:00:00Z\"}",
            "a\n/v\n/at\nSECONDS\n{\"v\":1e999999999,\"at\":1e-999999999}",
            "a\n/v\n/at\nISO\n{\"v\":true,\"at\":\"+999999999-12-31T23:59:59Z\"}",
            "a\n\n\nMILLISECONDS\n 21.5 ",
            "a\n\n\n\nON",
            "a\n/a~1b/~0\n\n\n{\"a/b\":{\"~\":null}}")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
