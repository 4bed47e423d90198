package org.bellcrank.document;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A value of a document that knows where it stands. Immutable; safe for any thread.
 *
 * <p>The {@code as…} readers return the value in the type asked for or raise {@link
 * InvalidDocumentException} that says what was given, what is allowed and where.
 */
public sealed interface Node permits MapNode, ListNode, TextNode, NumberNode, BoolNode, NullNode {

  /** Where the value begins. */
  Mark where();

  /** JSON pointer from the document's root, empty for the root itself. */
  String pointer();

  /**
   * The value as plain Java: {@code Map<String, Object>} in the document's order, {@code List},
   * {@code String}, {@code Long}, {@code Double} (also for whole numbers beyond a long), {@code
   * Boolean} or null. Maps and lists cannot be changed.
   */
  Object plain();

  /** The kind of value in words, for example {@code a number}. */
  String kind();

  /** The value as a message shows it: texts in quotes, long ones shortened. */
  String shown();

  default MapNode asMap() throws InvalidDocumentException {
    if (this instanceof MapNode map) {
      return map;
    }
    throw refused("a map of keys and values");
  }

  default ListNode asList() throws InvalidDocumentException {
    if (this instanceof ListNode list) {
      return list;
    }
    throw refused("a list");
  }

  /** The text; a number or a truth value is refused with the advice to put it in quotes. */
  default String asText() throws InvalidDocumentException {
    if (this instanceof TextNode text) {
      return text.value();
    }
    if (this instanceof NumberNode || this instanceof BoolNode) {
      throw refused("a text, that is \"" + shown() + "\" in quotes");
    }
    throw refused("a text");
  }

  /** A finite number. */
  default double asNumber() throws InvalidDocumentException {
    if (this instanceof NumberNode number) {
      return number.value().doubleValue();
    }
    throw refused("a number");
  }

  /** A whole number; 3.0 is one. */
  default int asInteger() throws InvalidDocumentException {
    long value = asLong();
    if (value != (int) value) {
      throw refused("a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /** A whole number; 3.0 is one. */
  default long asLong() throws InvalidDocumentException {
    if (this instanceof NumberNode number) {
      try {
        return number.value().longValueExact();
      } catch (ArithmeticException notWhole) {
        throw refused("a whole number");
      }
    }
    throw refused("a whole number");
  }

  default boolean asBool() throws InvalidDocumentException {
    if (this instanceof BoolNode bool) {
      return bool.value();
    }
    throw refused("true or false");
  }

  /** An ISO 8601 instant with {@code Z} or an offset. */
  default Instant asInstant() throws InvalidDocumentException {
    return as(
        "a time with its zone such as 2026-03-29T06:00:00Z",
        text -> OffsetDateTime.parse(text).toInstant());
  }

  /** An ISO 8601 duration of days, hours, minutes and seconds. */
  default Duration asDuration() throws InvalidDocumentException {
    return as("a duration such as PT5M (5 minutes), PT8H or P2D", Duration::parse);
  }

  /**
   * A constant of an enumeration. The document writes {@code FALSE_ALARM} as {@code false-alarm};
   * upper and lower case and {@code _} for {@code -} are accepted.
   */
  default <E extends Enum<E>> E asEnum(Class<E> type) throws InvalidDocumentException {
    String allowed =
        Stream.of(type.getEnumConstants()).map(Node::spelling).collect(Collectors.joining(", "));
    return as(
        allowed,
        text -> Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /**
   * A text read by the given function.
   *
   * @param allowed what a message names as allowed
   * @param reading may raise {@link DateTimeException} or {@link IllegalArgumentException} to
   *     refuse
   */
  default <T> T as(String allowed, Function<String, T> reading) throws InvalidDocumentException {
    if (!(this instanceof TextNode text)) {
      throw refused(allowed);
    }
    try {
      return reading.apply(text.value());
    } catch (DateTimeException | IllegalArgumentException refusal) {
      throw refused(allowed);
    }
  }

  /** A problem at this value; given is filled in. */
  default Problem problem(String allowed, String message) {
    return new Problem(where(), pointer(), shown(), allowed, message);
  }

  private InvalidDocumentException refused(String allowed) {
    return new InvalidDocumentException(problem(allowed, ""));
  }

  /** How a document spells a constant: lower case with hyphens; single letters stay as they are. */
  private static String spelling(Enum<?> constant) {
    String name = constant.name();
    return name.length() == 1 ? name : name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
