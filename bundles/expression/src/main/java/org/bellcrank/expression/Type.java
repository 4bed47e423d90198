package org.bellcrank.expression;

import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a variable holds or an expression yields, with the Java class its values have. */
public enum Type {
  /** {@link String}. */
  TEXT("a text"),
  /** {@link Double}; any {@link Number} is taken, not-a-number counts as missing. */
  NUMBER("a number"),
  /** {@link Long}; {@link Integer}, {@link Short} and {@link Byte} are taken too. */
  INTEGER("a whole number"),
  /** {@link Boolean}. */
  BOOLEAN("true or false"),
  /** {@link Instant}. */
  TIMESTAMP("a time"),
  /** {@link Duration}. */
  DURATION("a duration"),
  /** {@code List<String>}; any {@link Collection} is taken. */
  TEXT_LIST("a list of texts"),
  /** {@code Map<String, String>}. */
  MAP_TEXT("a map of texts"),
  /**
   * What was read from a payload whose shape is not known beforehand: {@link String}, {@link
   * Double}, {@link Long}, {@link Boolean}, {@link List} or {@link Map} of these; checked when it
   * is evaluated.
   */
  DATA("data of any shape"),
  /** Only as a result: whatever the expression yields. */
  ANY("any value");

  /** Stands for null inside of {@link #DATA}, where Java's own would count as missing. */
  public static final Object NOTHING = NullValue.NULL_VALUE;

  private final String words;

  Type(String words) {
    this.words = words;
  }

  /** For messages, for example {@code a whole number}. */
  public String words() {
    return words;
  }

  /** The value in this type's Java class; empty when it is missing or of another kind. */
  Optional<Object> value(Object given) {
    return switch (this) {
      case TEXT -> only(given, String.class);
      case NUMBER ->
          given instanceof Number number && !Double.isNaN(number.doubleValue())
              ? Optional.of(number.doubleValue())
              : Optional.empty();
      case INTEGER -> whole(given);
      case BOOLEAN -> only(given, Boolean.class);
      case TIMESTAMP -> only(given, Instant.class);
      case DURATION -> only(given, Duration.class);
      case TEXT_LIST -> list(given);
      case MAP_TEXT -> only(given, Map.class);
      case DATA, ANY -> Optional.ofNullable(given);
    };
  }

  private static Optional<Object> only(Object given, Class<?> type) {
    return type.isInstance(given) ? Optional.of(given) : Optional.empty();
  }

  private static Optional<Object> list(Object given) {
    if (given instanceof List) {
      return Optional.of(given);
    }
    return given instanceof Collection<?> many
        ? Optional.of(new ArrayList<>(many))
        : Optional.empty();
  }

  private static Optional<Object> whole(Object given) {
    boolean fits =
        given instanceof Long
            || given instanceof Integer
            || given instanceof Short
            || given instanceof Byte;
    return fits ? Optional.of(((Number) given).longValue()) : Optional.empty();
  }
}
