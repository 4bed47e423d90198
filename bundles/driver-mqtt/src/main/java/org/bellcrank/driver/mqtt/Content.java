package org.bellcrank.driver.mqtt;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellcrank.driver.modbus.channel.ChannelValues;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** What one message says; read as JSON once, however many channels ask. For one thread. */
final class Content {

  private static final int SHOWN = 60;
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private final Message message;
  private Facts facts;

  Content(Message message) {
    this.message = message;
  }

  /**
   * The value of a channel in the type it asks for.
   *
   * @throws RefusedValueException when it is not there, or does not fit; nothing is rounded to fit
   */
  TypedValue<?> value(Point point, DataType type) throws RefusedValueException {
    if (point.value().isEmpty() && type == DataType.BYTE_ARRAY) {
      return TypedValues.newByteArrayValue(message.payload().clone());
    }
    Object found = point.value().isEmpty() ? text() : at("path", point.value());
    if (type == DataType.STRING) {
      return TypedValues.newStringValue(words(found));
    }
    if (type == DataType.BYTE_ARRAY) {
      return TypedValues.newByteArrayValue(words(found).getBytes(StandardCharsets.UTF_8));
    }
    return ChannelValues.typed(found instanceof String word ? meant(word, type) : found, type);
  }

  /** A JSON object is told as JSON, all else as it stands. */
  private static String words(Object found) {
    return found instanceof Facts inner ? inner.json() : String.valueOf(found);
  }

  /** A text that says a number or a truth. */
  private static Object meant(String word, DataType type) throws RefusedValueException {
    String given = word.strip();
    switch (given.toLowerCase(Locale.ROOT)) {
      case "true", "on":
        return Boolean.TRUE;
      case "false", "off":
        return Boolean.FALSE;
      default:
    }
    if (isNumber(given)) {
      return new BigDecimal(given);
    }
    throw new RefusedValueException(
        "value", shown(word), "a number, true, false, on or off for " + type);
  }

  /** One of a million digits would be read for minutes. */
  private static boolean isNumber(String given) {
    return given.length() <= SHOWN
        && given.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
  }

  /**
   * When it was measured, as far as the message tells.
   *
   * @throws RefusedValueException when the channel says that it does, and it does not
   */
  Instant time(Point point) throws RefusedValueException {
    if (point.time().isEmpty()) {
      return message.arrived();
    }
    Object found = at("time.path", point.time());
    try {
      if (point.form() == Point.TimeForm.ISO) {
        return Instant.ofEpochMilli(
            OffsetDateTime.parse(String.valueOf(found)).toInstant().toEpochMilli());
      }
      if (found instanceof String text && !isNumber(text)) {
        throw wrongTime(point, found);
      }
      BigDecimal given = new BigDecimal(String.valueOf(found));
      BigDecimal millis = point.form() == Point.TimeForm.SECONDS ? given.multiply(THOUSAND) : given;
      if (millis.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
        return Instant.ofEpochMilli(millis.longValue());
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw wrongTime(point, found);
    }
    throw wrongTime(point, found);
  }

  private static RefusedValueException wrongTime(Point point, Object found) {
    return new RefusedValueException(
        "time.path " + point.time(),
        shown(String.valueOf(found)),
        point.form() == Point.TimeForm.ISO
            ? "a time with an offset, for example 2026-05-04T06:00:00Z"
            : point.form() + " since 1970");
  }

  private Object at(String setting, String pointer) throws RefusedValueException {
    Object here = facts();
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      here = inside(here, name);
      if (here == null) {
        throw new RefusedValueException(
            setting,
            "a message with nothing at '%s' of %s".formatted(name, pointer),
            "a message that has it");
      }
    }
    return here;
  }

  private static Object inside(Object here, String name) {
    if (here instanceof Facts object) {
      return object.values().get(name);
    }
    if (here instanceof Map<?, ?> map) {
      return map.get(name);
    }
    if (here instanceof List<?> list && name.matches("0|[1-9][0-9]{0,8}")) {
      int place = Integer.parseInt(name);
      return place < list.size() ? list.get(place) : null;
    }
    return null;
  }

  private Facts facts() throws RefusedValueException {
    if (facts == null) {
      String text = text();
      try {
        facts = Facts.parse(text);
      } catch (FactsException e) {
        throw new RefusedValueException("message", shown(text), "a JSON object");
      }
    }
    return facts;
  }

  private String text() throws RefusedValueException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(message.payload()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new RefusedValueException("message", "bytes that are no UTF-8", "UTF-8");
    }
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return "'%s'".formatted(line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
  }
}
