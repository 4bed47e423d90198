package org.bellcrank.payload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.observation.RefusedObservationException;

/**
 * Fields at fixed places of a binary message. The data is a map of the fields.
 *
 * @param order which byte of a number comes first
 */
record BytesFormat(ByteOrder order, List<Field> fields) implements Format {

  /** What a field holds; the number is its bytes, 0 where the field says how many. */
  enum Kind {
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    FLOAT32(4),
    FLOAT64(8),
    TEXT(0);

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * One field.
   *
   * @param offset from 0, in bytes
   * @param length of a text, in bytes; 0 otherwise
   * @param repeat whether it repeats to the end of the message, and is a list
   */
  record Field(String name, int offset, Kind kind, int length, boolean repeat) {

    private int bytes() {
      return kind == Kind.TEXT ? length : kind.bytes;
    }
  }

  @Override
  public Object read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    Map<String, Object> data = new LinkedHashMap<>();
    for (Field field : fields) {
      data.put(
          field.name(),
          field.repeat() ? all(in, field) : one(in, field, field.offset(), bytes.length));
    }
    return data;
  }

  private static List<Object> all(ByteBuffer in, Field field) {
    List<Object> values = new ArrayList<>();
    int rest = in.capacity() - field.offset();
    if (rest < 0 || rest % field.bytes() != 0) {
      throw new RefusedObservationException(
          "message field " + field.name(),
          "%d bytes from %d on".formatted(Math.max(rest, 0), field.offset()),
          "whole multiples of %d bytes".formatted(field.bytes()));
    }
    for (int at = field.offset(); at < in.capacity(); at += field.bytes()) {
      values.add(one(in, field, at, in.capacity()));
    }
    return values;
  }

  private static Object one(ByteBuffer in, Field field, int at, int length) {
    if (at + field.bytes() > length) {
      throw new RefusedObservationException(
          "message field " + field.name(), length + " bytes", "at least " + (at + field.bytes()));
    }
    return switch (field.kind()) {
      case INT8 -> (double) in.get(at);
      case UINT8 -> (double) (in.get(at) & 0xFF);
      case INT16 -> (double) in.getShort(at);
      case UINT16 -> (double) (in.getShort(at) & 0xFFFF);
      case INT32 -> (double) in.getInt(at);
      case UINT32 -> (double) (in.getInt(at) & 0xFFFFFFFFL);
      case INT64 -> in.getLong(at);
      case FLOAT32 -> (double) in.getFloat(at);
      case FLOAT64 -> in.getDouble(at);
      case TEXT -> {
        byte[] text = new byte[field.length()];
        in.get(at, text);
        yield new String(text, StandardCharsets.UTF_8).replaceAll("[\\x00\\s]+$", "");
      }
    };
  }
}
