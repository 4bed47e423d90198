package org.bellcrank.source.mqtt.sparkplug;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads and writes messages of Sparkplug B. */
public final class SparkplugCodec {

  private static final int MOST_METRICS = 100_000;

  private static final int QUALITY_MOST = 1 << 16;

  private SparkplugCodec() {}

  /**
   * Reads a message.
   *
   * @throws IOException when it is none; says why
   */
  public static SparkplugMessage read(byte[] bytes) throws IOException {
    try {
      return message(new Wire(ByteBuffer.wrap(bytes)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException(
          "given %d bytes that end in the middle of a field".formatted(bytes.length), e);
    }
  }

  private static SparkplugMessage message(Wire in) throws IOException {
    OptionalLong at = OptionalLong.empty();
    OptionalInt seq = OptionalInt.empty();
    List<Metric> metrics = new ArrayList<>();
    while (in.more()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case 1 -> at = OptionalLong.of(in.number(tag));
        case 2 -> {
          metrics.add(metric(in.block(tag)));
          if (metrics.size() > MOST_METRICS) {
            throw new IOException("given more metrics; allowed: up to " + MOST_METRICS);
          }
        }
        case 3 -> {
          long given = in.number(tag);
          if (given < 0 || given > 255) {
            throw new IOException("seq: given %d; allowed: 0 to 255".formatted(given));
          }
          seq = OptionalInt.of((int) given);
        }
        default -> in.skip(tag);
      }
    }
    return new SparkplugMessage(at, seq, metrics);
  }

  private static Metric metric(Wire in) throws IOException {
    String name = "";
    OptionalLong alias = OptionalLong.empty();
    OptionalLong at = OptionalLong.empty();
    int type = 0;
    boolean historical = false;
    boolean isNull = false;
    Properties properties = new Properties(OptionalInt.empty(), Optional.empty());
    Object raw = null;
    while (in.more()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case 1 -> name = in.text(tag);
        case 2 -> alias = OptionalLong.of(in.number(tag));
        case 3 -> at = OptionalLong.of(in.number(tag));
        case 4 -> type = (int) in.number(tag);
        case 5 -> historical = in.number(tag) != 0;
        case 7 -> isNull = in.number(tag) != 0;
        case 9 -> properties = properties(in.block(tag));
        case 10 -> raw = (long) (int) in.number(tag); // 32 bits, whose sign the type decides
        case 11 -> raw = in.number(tag);
        case 12 -> raw = (double) in.single(tag);
        case 13 -> raw = in.wide(tag);
        case 14 -> raw = in.number(tag) != 0;
        case 15 -> raw = in.text(tag);
        default -> in.skip(tag);
      }
    }
    return new Metric(
        name,
        alias,
        at,
        type,
        isNull ? Optional.empty() : Optional.ofNullable(raw),
        isNull,
        properties.quality(),
        properties.unit(),
        historical);
  }

  /** The few properties that say something here. */
  private record Properties(OptionalInt quality, Optional<String> unit) {}

  private static Properties properties(Wire in) throws IOException {
    List<String> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    while (in.more()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case 1 -> keys.add(in.text(tag));
        case 2 -> values.add(property(in.block(tag)));
        default -> in.skip(tag);
      }
      if (keys.size() > QUALITY_MOST || values.size() > QUALITY_MOST) {
        throw new IOException("given more properties; allowed: up to " + QUALITY_MOST);
      }
    }
    OptionalInt quality = OptionalInt.empty();
    Optional<String> unit = Optional.empty();
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      if (keys.get(i).equalsIgnoreCase("quality") && values.get(i) instanceof Long number) {
        quality = OptionalInt.of(number.intValue());
      } else if (keys.get(i).equals("engUnit") && values.get(i) instanceof String text) {
        unit = Optional.of(text).filter(told -> !told.isBlank());
      }
    }
    return new Properties(quality, unit);
  }

  private static Object property(Wire in) throws IOException {
    Object value = "";
    while (in.more()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case 3 -> value = (long) (int) in.number(tag);
        case 4 -> value = in.number(tag);
        case 8 -> value = in.text(tag);
        default -> in.skip(tag);
      }
    }
    return value;
  }

  /** Writes a message; values are of the classes that {@link Metric#value} names. */
  public static byte[] write(SparkplugMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.at().ifPresent(at -> number(out, 1, at));
    for (Metric metric : message.metrics()) {
      block(out, 2, bytes(metric));
    }
    message.seq().ifPresent(seq -> number(out, 3, seq));
    return out.toByteArray();
  }

  private static byte[] bytes(Metric metric) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    block(out, 1, metric.name().getBytes(StandardCharsets.UTF_8));
    metric.alias().ifPresent(alias -> number(out, 2, alias));
    metric.at().ifPresent(at -> number(out, 3, at));
    number(out, 4, metric.type());
    if (metric.historical()) {
      number(out, 5, 1);
    }
    if (metric.isNull()) {
      number(out, 7, 1);
    }
    Object value = metric.value().orElse(null);
    if (value instanceof Long whole) {
      number(out, 11, whole);
    } else if (value instanceof Double fraction) {
      varint(out, 13 << 3 | Wire.FIXED64);
      out.writeBytes(
          ByteBuffer.allocate(8)
              .order(java.nio.ByteOrder.LITTLE_ENDIAN)
              .putDouble(fraction)
              .array());
    } else if (value instanceof Boolean truth) {
      number(out, 14, truth ? 1 : 0);
    } else if (value instanceof String text) {
      block(out, 15, text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int field, long value) {
    varint(out, (long) field << 3);
    varint(out, value);
  }

  private static void block(ByteArrayOutputStream out, int field, byte[] bytes) {
    varint(out, (long) field << 3 | Wire.BYTES);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
