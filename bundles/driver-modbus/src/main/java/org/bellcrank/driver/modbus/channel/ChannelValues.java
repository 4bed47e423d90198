package org.bellcrank.driver.modbus.channel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** Values of a device as the types that a channel asks for. */
public final class ChannelValues {

  private ChannelValues() {}

  /**
   * A value in a channel's type. A number is true where it is not 0; true is 1, false is 0.
   *
   * @param value a Boolean, a Number or a text (ISO 8859-1 where its bytes are asked for)
   * @throws RefusedValueException when the type cannot hold it: nothing is cut off or rounded to
   *     fit
   */
  public static TypedValue<?> typed(Object value, DataType type) throws RefusedValueException {
    return switch (type) {
      case BOOLEAN -> TypedValues.newBooleanValue(truth(value));
      case INTEGER ->
          TypedValues.newIntegerValue(
              (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER"));
      case LONG -> TypedValues.newLongValue(whole(value, Long.MIN_VALUE, Long.MAX_VALUE, "LONG"));
      case FLOAT -> TypedValues.newFloatValue(number(value).floatValue());
      case DOUBLE -> TypedValues.newDoubleValue(wide(number(value)));
      case STRING -> TypedValues.newStringValue(String.valueOf(value));
      case BYTE_ARRAY ->
          TypedValues.newByteArrayValue(
              String.valueOf(value).getBytes(StandardCharsets.ISO_8859_1));
    };
  }

  /** A float's digits, not its bits: 20.3 stays 20.3. */
  private static double wide(Number number) {
    return number instanceof Float some && Float.isFinite(some)
        ? Double.parseDouble(some.toString())
        : number.doubleValue();
  }

  private static boolean truth(Object value) throws RefusedValueException {
    return value instanceof Boolean bit ? bit : number(value).doubleValue() != 0;
  }

  private static Number number(Object value) throws RefusedValueException {
    if (value instanceof Number number) {
      return number;
    }
    if (value instanceof Boolean bit) {
      return bit ? 1L : 0L;
    }
    throw new RefusedValueException(
        "value type", "'" + value + "'", "STRING or BYTE_ARRAY for a text");
  }

  private static long whole(Object value, long low, long high, String type)
      throws RefusedValueException {
    try {
      BigDecimal given = new BigDecimal(number(value).toString());
      if (given.compareTo(BigDecimal.valueOf(low)) >= 0
          && given.compareTo(BigDecimal.valueOf(high)) <= 0) {
        return given.toBigIntegerExact().longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // A fraction, or no number at all; both are told below.
    }
    throw new RefusedValueException(
        "value type", value, "a whole number of %d to %d for %s".formatted(low, high, type));
  }
}
