package org.bellcrank.driver.opcua;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/** Values of a server as the types that a channel asks for, and back. */
final class Values {

  private Values() {}

  /**
   * A value in a channel's type.
   *
   * @param value as the server gave it; null is a value that is not there
   * @throws RefusedValueException when the type cannot hold it: nothing is cut off or rounded to
   *     fit; and for NaN, which is no measurement
   */
  static TypedValue<?> typed(Object value, DataType type) throws RefusedValueException {
    if (value == null) {
      throw new RefusedValueException("value", "none (null)", "a value");
    }
    if (value instanceof Double number && number.isNaN()
        || value instanceof Float some && some.isNaN()) {
      throw new RefusedValueException("value", "NaN (not a number)", "a number");
    }
    return switch (type) {
      case BOOLEAN -> TypedValues.newBooleanValue(truth(value));
      case INTEGER ->
          TypedValues.newIntegerValue(
              (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER"));
      case LONG -> TypedValues.newLongValue(whole(value, Long.MIN_VALUE, Long.MAX_VALUE, "LONG"));
      case FLOAT -> TypedValues.newFloatValue(number(value).floatValue());
      case DOUBLE -> TypedValues.newDoubleValue(number(value).doubleValue());
      case STRING -> TypedValues.newStringValue(text(value));
      case BYTE_ARRAY -> TypedValues.newByteArrayValue(bytes(value));
    };
  }

  /** A number's digits, not its bits: a Float of 20.3 stays 20.3. A time is its milliseconds. */
  private static BigDecimal number(Object value) throws RefusedValueException {
    if (value instanceof Boolean bit) {
      return bit ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof DateTime time) {
      return BigDecimal.valueOf(time.getJavaTime());
    }
    if (value instanceof Number) {
      try {
        return new BigDecimal(value.toString());
      } catch (NumberFormatException e) {
        throw new RefusedValueException("value", value, "a finite number");
      }
    }
    throw new RefusedValueException("value", "'" + text(value) + "'", "a number for this channel");
  }

  private static boolean truth(Object value) throws RefusedValueException {
    return value instanceof Boolean bit ? bit : number(value).signum() != 0;
  }

  private static long whole(Object value, long low, long high, String type)
      throws RefusedValueException {
    BigDecimal given = number(value);
    try {
      if (given.compareTo(BigDecimal.valueOf(low)) >= 0
          && given.compareTo(BigDecimal.valueOf(high)) <= 0) {
        return given.toBigIntegerExact().longValueExact();
      }
    } catch (ArithmeticException e) {
      // A fraction; told below.
    }
    throw new RefusedValueException(
        "value", value, "a whole number of %d to %d for %s".formatted(low, high, type));
  }

  /** Times in ISO 8601, bytes in hexadecimal, arrays in brackets. */
  static String text(Object value) {
    if (value instanceof ByteString some) {
      return some.isNullOrEmpty() ? "" : HexFormat.of().formatHex(some.bytes());
    }
    if (value instanceof DateTime time) {
      return time.toIso8601String();
    }
    if (value instanceof LocalizedText words) {
      return words.text() == null ? "" : words.text();
    }
    if (value instanceof QualifiedName name) {
      return name.name() == null ? "" : name.name();
    }
    if (value instanceof NodeId node) {
      return node.toParseableString();
    }
    if (value != null && value.getClass().isArray()) {
      StringJoiner all = new StringJoiner(", ", "[", "]");
      for (int i = 0; i < Array.getLength(value); i++) {
        all.add(text(Array.get(value, i)));
      }
      return all.toString();
    }
    return String.valueOf(value);
  }

  private static byte[] bytes(Object value) {
    if (value instanceof ByteString some && some.bytes() != null) {
      return some.bytes();
    }
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A value in the type that a node or an argument has.
   *
   * @throws RefusedValueException when it does not fit
   */
  static Variant variant(Object value, OpcUaDataType type) throws RefusedValueException {
    return Variant.of(
        switch (type) {
          case Boolean -> value instanceof String text ? bool(text) : (Object) truth(value);
          case SByte -> (byte) written(value, Byte.MIN_VALUE, Byte.MAX_VALUE, type);
          case Int16 -> (short) written(value, Short.MIN_VALUE, Short.MAX_VALUE, type);
          case Int32 -> (int) written(value, Integer.MIN_VALUE, Integer.MAX_VALUE, type);
          case Int64 -> written(value, Long.MIN_VALUE, Long.MAX_VALUE, type);
          case Byte -> Unsigned.ubyte((int) written(value, 0, 255, type));
          case UInt16 -> Unsigned.ushort((int) written(value, 0, 65_535, type));
          case UInt32 -> Unsigned.uint(written(value, 0, 0xffff_ffffL, type));
          case UInt64 -> Unsigned.ulong(written(value, 0, Long.MAX_VALUE, type));
          case Float -> parsed(value).floatValue();
          case Double -> parsed(value).doubleValue();
          case String -> text(value);
          case LocalizedText -> LocalizedText.english(text(value));
          case ByteString -> ByteString.of(value instanceof byte[] some ? some : bytes(value));
          case DateTime ->
              new DateTime(java.time.Instant.ofEpochMilli(written(value, 0, Long.MAX_VALUE, type)));
          default ->
              throw new RefusedValueException("type of the node", type, "one of a single value");
        });
  }

  private static boolean bool(String text) throws RefusedValueException {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(text);
    }
    throw new RefusedValueException("value", "'" + text + "'", "true, false");
  }

  private static long written(Object value, long low, long high, OpcUaDataType type)
      throws RefusedValueException {
    return whole(parsed(value), low, high, type.name());
  }

  private static BigDecimal parsed(Object value) throws RefusedValueException {
    if (value instanceof String text) {
      try {
        return new BigDecimal(text.strip());
      } catch (NumberFormatException e) {
        throw new RefusedValueException("value", "'" + text + "'", "a number");
      }
    }
    return number(value);
  }
}
