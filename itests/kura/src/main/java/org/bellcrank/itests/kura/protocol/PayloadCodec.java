package org.bellcrank.itests.kura.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The message {@code KuraPayload}, written from its field numbers: 1 timestamp, 2 position, 5000
 * repeated metric, 5001 body. Compressed messages are told by gzip's first two bytes.
 */
public final class PayloadCodec {

  private static final int TIMESTAMP = 1;
  private static final int METRIC = 5000;
  private static final int BODY = 5001;
  private static final int NAME = 1;
  private static final int TYPE = 2;

  private PayloadCodec() {}

  public static byte[] encode(Payload payload) {
    ProtoWriter out = new ProtoWriter();
    if (payload.timestamp() != null) {
      out.number(TIMESTAMP, payload.timestamp());
    }
    payload.metrics().forEach((name, value) -> out.bytes(METRIC, metric(name, value)));
    if (payload.body() != null) {
      out.bytes(BODY, payload.body());
    }
    return out.toByteArray();
  }

  public static byte[] encodeCompressed(Payload payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(encode(payload));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] metric(String name, Object value) {
    ProtoWriter out = new ProtoWriter();
    out.bytes(NAME, name.getBytes(StandardCharsets.UTF_8));
    MetricType type = MetricType.of(value);
    out.number(TYPE, type.ordinal());
    type.write(out, value);
    return out.toByteArray();
  }

  /**
   * Reads plain and compressed messages.
   *
   * @throws IOException when the bytes are no such message
   */
  public static Payload decode(byte[] bytes) throws IOException {
    boolean compressed = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    if (compressed) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return plain(in.readAllBytes());
      }
    }
    return plain(bytes);
  }

  private static Payload plain(byte[] bytes) throws IOException {
    Long timestamp = null;
    byte[] body = null;
    Map<String, Object> metrics = new TreeMap<>();
    ProtoReader in = new ProtoReader(bytes);
    while (in.next()) {
      switch (in.field()) {
        case TIMESTAMP -> timestamp = in.number();
        case METRIC -> read(in.bytes(), metrics);
        case BODY -> body = in.bytes();
        default -> in.skip();
      }
    }
    return new Payload(timestamp, metrics, body);
  }

  private static void read(byte[] bytes, Map<String, Object> metrics) throws IOException {
    String name = null;
    Object value = null;
    ProtoReader in = new ProtoReader(bytes);
    while (in.next()) {
      switch (in.field()) {
        case NAME -> name = new String(in.bytes(), StandardCharsets.UTF_8);
        case TYPE -> in.number();
        default -> value = MetricType.read(in);
      }
    }
    if (name == null || value == null) {
      throw new IOException("a metric lacks its name or its value");
    }
    metrics.put(name, value);
  }
}
