package org.bellcrank.itests.kura.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads Protocol Buffers' wire format field by field. */
final class ProtoReader {

  private final ByteBuffer in;
  private int field;
  private int kind;

  ProtoReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; its value must be read or skipped before the next call. */
  boolean next() throws IOException {
    if (!in.hasRemaining()) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    kind = (int) (tag & 7);
    return true;
  }

  int field() {
    return field;
  }

  /** A number of whatever width; bits of floating point as they are. */
  long number() throws IOException {
    return switch (kind) {
      case 0 -> varint();
      case 1 -> need(Long.BYTES).getLong();
      case 5 -> need(Integer.BYTES).getInt();
      default -> throw new IOException("field " + field + " holds no number");
    };
  }

  byte[] bytes() throws IOException {
    if (kind != 2) {
      throw new IOException("field " + field + " holds no bytes");
    }
    long length = varint();
    if (length < 0 || length > in.remaining()) {
      throw new EOFException("field " + field + " is longer than the message");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  void skip() throws IOException {
    if (kind == 2) {
      bytes();
    } else {
      number();
    }
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = need(1).get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a number is longer than 64 bits");
  }

  private ByteBuffer need(int count) throws EOFException {
    if (in.remaining() < count) {
      throw new EOFException("the message ends inside field " + field);
    }
    return in;
  }
}
