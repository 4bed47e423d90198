package org.bellcrank.fleet.mqtt;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Kura's messages by Google's own library and the published field numbers, apart from the command's
 * code, so that the two share no misunderstanding.
 */
final class SimulatedMessage {

  final Map<String, Object> metrics = new LinkedHashMap<>();
  byte[] body = new byte[0];

  SimulatedMessage metric(String name, Object value) {
    metrics.put(name, value);
    return this;
  }

  static SimulatedMessage parse(byte[] wire) throws IOException {
    byte[] plain = wire;
    if (wire.length > 2 && (wire[0] & 0xff) == 0x1f && (wire[1] & 0xff) == 0x8b) {
      plain = new GZIPInputStream(new ByteArrayInputStream(wire)).readAllBytes();
    }
    SimulatedMessage message = new SimulatedMessage();
    CodedInputStream in = CodedInputStream.newInstance(plain);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 5000 -> message.readMetric(in.readByteArray());
        case 5001 -> message.body = in.readByteArray();
        default -> in.skipField(tag);
      }
    }
    return message;
  }

  private void readMetric(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    String name = null;
    Integer type = null;
    Object value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> name = in.readStringRequireUtf8();
        case 2 -> type = in.readEnum();
        case 3 -> value = in.readDouble();
        case 4 -> value = in.readFloat();
        case 5 -> value = in.readInt64();
        case 6 -> value = in.readInt32();
        case 7 -> value = in.readBool();
        case 8 -> value = in.readStringRequireUtf8();
        case 9 -> value = in.readByteArray();
        default -> throw new IOException("field " + WireFormat.getTagFieldNumber(tag));
      }
    }
    if (name == null || type == null || value == null || type != type(value)) {
      throw new IOException("metric %s of type %s holds %s".formatted(name, type, value));
    }
    metrics.put(name, value);
  }

  /** As Kura: compressed when long. */
  byte[] bytes() {
    try {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(plain);
      out.writeInt64(1, 1_700_000_000_000L);
      out.writeByteArray(2, position());
      for (Map.Entry<String, Object> each : metrics.entrySet()) {
        out.writeByteArray(5000, metric(each));
      }
      if (body.length > 0) {
        out.writeByteArray(5001, body);
      }
      out.flush();
      if (plain.size() < 200) {
        return plain.toByteArray();
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
        plain.writeTo(zip);
      }
      return packed.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] position() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeDouble(1, 48.1);
    out.writeDouble(2, 11.5);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] metric(Map.Entry<String, Object> metric) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    Object value = metric.getValue();
    out.writeString(1, metric.getKey());
    out.writeEnum(2, type(value));
    switch (type(value)) {
      case 0 -> out.writeDouble(3, (Double) value);
      case 1 -> out.writeFloat(4, (Float) value);
      case 2 -> out.writeInt64(5, (Long) value);
      case 3 -> out.writeInt32(6, (Integer) value);
      case 4 -> out.writeBool(7, (Boolean) value);
      case 5 -> out.writeString(8, (String) value);
      default -> out.writeByteArray(9, (byte[]) value);
    }
    out.flush();
    return bytes.toByteArray();
  }

  private static int type(Object value) {
    if (value instanceof Double) {
      return 0;
    }
    if (value instanceof Float) {
      return 1;
    }
    if (value instanceof Long) {
      return 2;
    }
    if (value instanceof Integer) {
      return 3;
    }
    if (value instanceof Boolean) {
      return 4;
    }
    return value instanceof String ? 5 : 6;
  }
}
