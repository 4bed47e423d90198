package org.bellcrank.source.mqtt.sparkplug;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Fields of a protobuf message, one after the other; never reads beyond what it was given. */
final class Wire {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final ByteBuffer in;

  Wire(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean more() {
    return in.hasRemaining();
  }

  int tag() throws IOException {
    long tag = varint();
    if (tag <= 7 || tag > 0xFFFF_FFFFL) {
      throw new IOException("given a field without number");
    }
    return (int) tag;
  }

  long number(int tag) throws IOException {
    wanted(tag, VARINT);
    return varint();
  }

  float single(int tag) throws IOException {
    wanted(tag, FIXED32);
    return in.getFloat();
  }

  double wide(int tag) throws IOException {
    wanted(tag, FIXED64);
    return in.getDouble();
  }

  String text(int tag) throws IOException {
    return StandardCharsets.UTF_8.decode(bytes(tag)).toString();
  }

  Wire block(int tag) throws IOException {
    return new Wire(bytes(tag));
  }

  void skip(int tag) throws IOException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> in.getLong();
      case BYTES -> bytes(tag);
      case FIXED32 -> in.getInt();
      default ->
          throw new IOException("given wire type %d; allowed: 0, 1, 2, 5".formatted(tag & 7));
    }
  }

  private static void wanted(int tag, int type) throws IOException {
    if ((tag & 7) != type) {
      throw new IOException(
          "field %d: given wire type %d; allowed: %d".formatted(tag >>> 3, tag & 7, type));
    }
  }

  private ByteBuffer bytes(int tag) throws IOException {
    wanted(tag, BYTES);
    long size = varint();
    if (size < 0 || size > in.remaining()) {
      throw new IOException(
          "field %d: given a size of %d; allowed: up to the %d bytes that are left"
              .formatted(tag >>> 3, size, in.remaining()));
    }
    ByteBuffer block = in.slice(in.position(), (int) size);
    in.position(in.position() + (int) size);
    return block;
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("given a number of more than ten bytes");
  }
}
