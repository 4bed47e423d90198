package org.bellcrank.itests.kura.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The types a metric can have, in the order of their numbers; each value has a field of its own.
 */
enum MetricType {
  DOUBLE,
  FLOAT,
  INT64,
  INT32,
  BOOL,
  STRING,
  BYTES;

  private static final int FIRST_FIELD = 3;

  static MetricType of(Object value) {
    if (value instanceof Double) {
      return DOUBLE;
    } else if (value instanceof Float) {
      return FLOAT;
    } else if (value instanceof Long) {
      return INT64;
    } else if (value instanceof Integer) {
      return INT32;
    } else if (value instanceof Boolean) {
      return BOOL;
    } else if (value instanceof String) {
      return STRING;
    } else if (value instanceof byte[]) {
      return BYTES;
    }
    throw new IllegalArgumentException(
        "a metric is a Double, Float, Long, Integer, Boolean, String or byte[], not " + value);
  }

  void write(ProtoWriter out, Object value) {
    int field = ordinal() + FIRST_FIELD;
    switch (this) {
      case DOUBLE -> out.fixed64(field, Double.doubleToLongBits((Double) value));
      case FLOAT -> out.fixed32(field, Float.floatToIntBits((Float) value));
      case INT64, INT32 -> out.number(field, ((Number) value).longValue());
      case BOOL -> out.number(field, (Boolean) value ? 1 : 0);
      case STRING -> out.bytes(field, ((String) value).getBytes(StandardCharsets.UTF_8));
      case BYTES -> out.bytes(field, (byte[]) value);
    }
  }

  /** Of the field the reader stands on. */
  static Object read(ProtoReader in) throws IOException {
    int index = in.field() - FIRST_FIELD;
    if (index < 0 || index >= values().length) {
      throw new IOException("field " + in.field() + " is none of a metric");
    }
    return switch (values()[index]) {
      case DOUBLE -> Double.longBitsToDouble(in.number());
      case FLOAT -> Float.intBitsToFloat((int) in.number());
      case INT64 -> in.number();
      case INT32 -> (int) in.number();
      case BOOL -> in.number() != 0;
      case STRING -> new String(in.bytes(), StandardCharsets.UTF_8);
      case BYTES -> in.bytes();
    };
  }
}
