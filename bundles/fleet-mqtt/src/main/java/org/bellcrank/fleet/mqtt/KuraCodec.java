package org.bellcrank.fleet.mqtt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Protobuf of the Kura cloud protocol, by field number: 1 timestamp, 5000 metrics (1 name, 2 type,
 * 3 double, 4 float, 5 int64, 6 int32, 7 bool, 8 string, 9 bytes), 5001 body. Other fields are
 * passed over. Compressed messages are known by their first bytes.
 */
final class KuraCodec {

  private static final int MOST_BYTES = 64 << 20;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int METRIC = 5000;
  private static final int BODY = 5001;

  private KuraCodec() {}

  static byte[] write(KuraPayload payload, long timestamp) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tag(out, 1, VARINT);
    varint(out, timestamp);
    payload.metrics().forEach((name, value) -> bytes(out, METRIC, metric(name, value)));
    if (payload.body().length > 0) {
      bytes(out, BODY, payload.body());
    }
    return out.toByteArray();
  }

  private static byte[] metric(String name, Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes(out, 1, name.getBytes(StandardCharsets.UTF_8));
    tag(out, 2, VARINT);
    if (value instanceof Double number) {
      varint(out, 0);
      fixed(out, 3, FIXED64, 8, Double.doubleToRawLongBits(number));
    } else if (value instanceof Float number) {
      varint(out, 1);
      fixed(out, 4, FIXED32, 4, Float.floatToRawIntBits(number));
    } else if (value instanceof Long number) {
      whole(out, 2, 5, number);
    } else if (value instanceof Integer number) {
      whole(out, 3, 6, number);
    } else if (value instanceof Boolean truth) {
      whole(out, 4, 7, truth ? 1 : 0);
    } else if (value instanceof byte[] some) {
      varint(out, 6);
      bytes(out, 9, some);
    } else {
      varint(out, 5);
      bytes(out, 8, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static void whole(ByteArrayOutputStream out, int type, int field, long value) {
    varint(out, type);
    tag(out, field, VARINT);
    varint(out, value);
  }

  private static void fixed(ByteArrayOutputStream out, int field, int wire, int size, long bits) {
    tag(out, field, wire);
    for (int i = 0; i < size; i++) {
      out.write((int) (bits >>> (8 * i)));
    }
  }

  private static void tag(ByteArrayOutputStream out, int field, int wire) {
    varint(out, (long) field << 3 | wire);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] some) {
    tag(out, field, BYTES);
    varint(out, some.length);
    out.writeBytes(some);
  }

  /**
   * Reads a message.
   *
   * @throws IOException when it is no message of this protocol, or too big when unpacked
   */
  static KuraPayload read(byte[] message) throws IOException {
    boolean packed = message.length > 1 && message[0] == (byte) 0x1f && message[1] == (byte) 0x8b;
    ByteBuffer in = ByteBuffer.wrap(packed ? unpack(message) : message);
    in.order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Object> metrics = new LinkedHashMap<>();
    byte[] body = new byte[0];
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        if (tag == ((long) METRIC << 3 | BYTES)) {
          metric(block(in), metrics);
        } else if (tag == ((long) BODY << 3 | BYTES)) {
          ByteBuffer block = block(in);
          body = new byte[block.remaining()];
          block.get(body);
        } else {
          skip(in, (int) (tag & 7));
        }
      }
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("given a message that ends in the middle of a field", e);
    }
    return new KuraPayload(metrics, body);
  }

  private static void metric(ByteBuffer in, Map<String, Object> metrics) throws IOException {
    String name = "";
    Object value = null;
    while (in.hasRemaining()) {
      long tag = varint(in);
      switch ((int) (tag >>> 3)) {
        case 1 -> name = text(block(in));
        case 3 -> value = in.getDouble();
        case 4 -> value = in.getFloat();
        case 5 -> value = varint(in);
        case 6 -> value = (int) varint(in);
        case 7 -> value = varint(in) != 0;
        case 8 -> value = text(block(in));
        case 9 -> {
          ByteBuffer block = block(in);
          byte[] some = new byte[block.remaining()];
          block.get(some);
          value = some;
        }
        default -> skip(in, (int) (tag & 7));
      }
    }
    if (value != null) {
      metrics.put(name, value);
    }
  }

  private static String text(ByteBuffer block) {
    return StandardCharsets.UTF_8.decode(block).toString();
  }

  private static ByteBuffer block(ByteBuffer in) {
    long size = varint(in);
    if (size < 0 || size > in.remaining()) {
      throw new IllegalArgumentException("field of " + size + " bytes");
    }
    ByteBuffer block = in.slice(in.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + (int) size);
    return block;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }

  private static void skip(ByteBuffer in, int wire) throws IOException {
    switch (wire) {
      case VARINT -> varint(in);
      case FIXED64 -> in.getLong();
      case BYTES -> block(in);
      case FIXED32 -> in.getInt();
      default -> throw new IOException("given wire type %d; allowed 0, 1, 2, 5".formatted(wire));
    }
  }

  private static byte[] unpack(byte[] message) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(message))) {
      byte[] plain = in.readNBytes(MOST_BYTES + 1);
      if (plain.length > MOST_BYTES) {
        throw new IOException("given a message over %d bytes when unpacked".formatted(MOST_BYTES));
      }
      return plain;
    }
  }
}
