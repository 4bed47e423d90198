package org.bellcrank.driver.modbus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bellcrank.driver.modbus.channel.RefusedValueException;

/**
 * A value in a device.
 *
 * @param unit the device behind the address, 0 to 255
 * @param table where it lies
 * @param address its first item, 0 to 65535: what goes over the line, one less than the "reference
 *     number" of many manuals, and without their leading 0, 1, 3 or 4
 * @param form how it is held
 * @param bit for {@link Form#BIT} in a register, 0 (least significant) to 15; where the value is
 *     some bits of a word the lowest of them; else 0
 * @param length registers of a {@link Form#TEXT}, 1 to 125; else 0
 * @param swapWords whether the least significant register comes first
 * @param swapBytes whether the least significant byte of each register comes first, against the
 *     standard
 * @param bits how many bits of a {@link Form#UINT16} or {@link Form#UINT32} are the value, from
 *     {@code bit} upward; 0 means the whole word
 * @param signed whether these are two's complement
 */
record Point(
    int unit,
    Table table,
    int address,
    Form form,
    int bit,
    int length,
    boolean swapWords,
    boolean swapBytes,
    int bits,
    boolean signed) {

  /** A value that is all of what its form takes. */
  Point(
      int unit,
      Table table,
      int address,
      Form form,
      int bit,
      int length,
      boolean swapWords,
      boolean swapBytes) {
    this(unit, table, address, form, bit, length, swapWords, swapBytes, 0, false);
  }

  /** How many items of the table it takes. */
  int items() {
    return form == Form.TEXT ? length : form.registers();
  }

  /** The value of a bit, as Modbus packs them: eight in a byte, the first lowest. */
  static boolean bit(byte[] packed, int place) {
    return (packed[place / 8] >> place % 8 & 1) == 1;
  }

  /**
   * The value that registers hold: a Boolean, a Long, a BigInteger ({@link Form#UINT64}), a Float,
   * a Double or a String.
   *
   * @param registers two bytes each, as they came
   */
  Object decoded(byte[] registers) {
    ByteBuffer bytes = ByteBuffer.wrap(ordered(registers));
    return switch (form) {
      case BIT -> (bytes.getShort() >> bit & 1) == 1;
      case INT16 -> (long) bytes.getShort();
      case UINT16 -> field(bytes.getShort() & 0xffff);
      case INT32 -> (long) bytes.getInt();
      case UINT32 -> field(bytes.getInt() & 0xffff_ffffL);
      case INT64 -> bytes.getLong();
      case UINT64 -> new BigInteger(1, bytes.array());
      case FLOAT32 -> bytes.getFloat();
      case FLOAT64 -> bytes.getDouble();
      case TEXT -> text(bytes.array());
    };
  }

  /** The bits of a word that are the value. */
  private long field(long word) {
    if (bits == 0) {
      return word;
    }
    int above = Long.SIZE - bits;
    long highest = word >>> bit << above;
    return signed ? highest >> above : highest >>> above;
  }

  /**
   * The registers that hold a value, two bytes each.
   *
   * @param value a number, or a text for {@link Form#TEXT}
   * @throws RefusedValueException when it does not fit, and where it is some bits of a word: the
   *     others would have to be read before
   */
  byte[] encoded(Object value) throws RefusedValueException {
    if (bits > 0) {
      throw new RefusedValueException("bits", bits, "the whole word or BIT, to be written");
    }
    ByteBuffer bytes = ByteBuffer.allocate(2 * items());
    switch (form) {
      case FLOAT32 -> bytes.putFloat(number(value).floatValue());
      case FLOAT64 -> bytes.putDouble(number(value).doubleValue());
      case TEXT -> bytes.put(0, letters(value));
      default -> {
        boolean signed = form == Form.INT16 || form == Form.INT32 || form == Form.INT64;
        bytes.put(0, whole(value, 16 * form.registers(), signed));
      }
    }
    return ordered(bytes.array());
  }

  private byte[] whole(Object value, int bits, boolean signed) throws RefusedValueException {
    BigInteger low = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    BigInteger given;
    try {
      given = new BigDecimal(number(value).toString()).toBigIntegerExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new RefusedValueException(value, "a whole number of %s to %s".formatted(low, high));
    }
    if (given.compareTo(low) < 0 || given.compareTo(high) > 0) {
      throw new RefusedValueException(value, "a whole number of %s to %s".formatted(low, high));
    }
    byte[] all = new byte[bits / 8];
    Arrays.fill(all, (byte) (given.signum() < 0 ? 0xff : 0));
    byte[] shortest = given.toByteArray();
    int count = Math.min(all.length, shortest.length);
    System.arraycopy(shortest, shortest.length - count, all, all.length - count, count);
    return all;
  }

  private Number number(Object value) throws RefusedValueException {
    if (value instanceof Number number) {
      return number;
    }
    throw new RefusedValueException(value, "a number, for " + form);
  }

  private byte[] letters(Object value) throws RefusedValueException {
    byte[] letters = String.valueOf(value).getBytes(StandardCharsets.ISO_8859_1);
    if (letters.length > 2 * length) {
      throw new RefusedValueException(value, "at most %d characters".formatted(2 * length));
    }
    return letters;
  }

  private static String text(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = all.indexOf('\0');
    return (end < 0 ? all : all.substring(0, end)).stripTrailing();
  }

  /** From the order of the line to most significant first, and back: both are the same swaps. */
  private byte[] ordered(byte[] registers) {
    byte[] ordered = registers.clone();
    int count = registers.length / 2;
    boolean reversed = swapWords && form != Form.TEXT;
    for (int i = 0; i < count; i++) {
      int from = 2 * (reversed ? count - 1 - i : i);
      ordered[2 * i] = registers[swapBytes ? from + 1 : from];
      ordered[2 * i + 1] = registers[swapBytes ? from : from + 1];
    }
    return ordered;
  }
}
