package org.bellcrank.source.mqtt.sparkplug;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a fuzzer calls: whatever a broker hands over is understood or refused in words. */
public final class SparkplugFuzz {

  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");
  private static final List<String> TOPICS =
      List.of(
          "g/NBIRTH/n", "g/NDATA/n", "g/DBIRTH/n/d", "g/DDATA/n/d", "g/NDEATH/n", "g/DDEATH/n/d");

  private SparkplugFuzz() {}

  /** Messages, each behind a byte that chooses its topic and a byte of its length. */
  public static void fuzzerTestOneInput(byte[] given) throws IOException {
    HostView view = new HostView(new PointNames("{node}/{metric}"), Duration.ofSeconds(10));
    int at = 0;
    while (at + 2 <= given.length) {
      String topic = TOPICS.get((given[at] & 0xff) % TOPICS.size());
      int end = Math.min(given.length, at + 2 + (given[at + 1] & 0xff));
      byte[] message = Arrays.copyOfRange(given, at + 2, end);
      try {
        view.arrived(SparkplugTopic.of("spBv1.0/" + topic).orElseThrow(), message, NOW);
        comesBack(message);
      } catch (IOException e) {
        refusedInWords(e);
      }
      at = end;
    }
    view.look(NOW.plusSeconds(60));
  }

  /** What was read and is written is read alike. */
  private static void comesBack(byte[] message) throws IOException {
    byte[] written = SparkplugCodec.write(SparkplugCodec.read(message));
    byte[] again;
    try {
      again = SparkplugCodec.write(SparkplugCodec.read(written));
    } catch (IOException e) {
      throw new AssertionError("our own message is refused: " + e.getMessage(), e);
    }
    if (!Arrays.equals(written, again)) {
      throw new AssertionError("written anew it is another");
    }
  }

  private static void refusedInWords(IOException e) {
    if (e.getMessage() == null || !e.getMessage().contains("given")) {
      throw new AssertionError("refused without words", e);
    }
  }

  /** Where a fuzzer begins, and what it found. */
  static Stream<byte[]> seeds() {
    byte[] birth =
        SparkplugCodec.write(
            new SparkplugMessage(
                OptionalLong.of(NOW.toEpochMilli()),
                OptionalInt.of(0),
                List.of(
                    Metric.of(SparkplugMessage.BIRTH_NUMBER, Metric.INT64, 3L),
                    Metric.of("temperature", Metric.DOUBLE, 80.5),
                    Metric.of("running", Metric.BOOLEAN, true),
                    Metric.of("label", Metric.STRING, "hall"))));
    byte[] data =
        SparkplugCodec.write(
            new SparkplugMessage(
                OptionalLong.empty(),
                OptionalInt.of(1),
                List.of(Metric.of("temperature", Metric.DOUBLE, 80.25))));
    return Stream.of(new byte[0], one(0, birth), both(one(0, birth), one(1, data)), one(4, data));
  }

  private static byte[] one(int topic, byte[] message) {
    return both(new byte[] {(byte) topic, (byte) message.length}, message);
  }

  private static byte[] both(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
