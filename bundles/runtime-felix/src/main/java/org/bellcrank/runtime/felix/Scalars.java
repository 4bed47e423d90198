package org.bellcrank.runtime.felix;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The types a configuration's values have, by the names Kura's snapshots use. */
enum Scalars {
  STRING("String", String.class, text -> text),
  LONG("Long", Long.class, Long::valueOf),
  DOUBLE("Double", Double.class, Double::valueOf),
  FLOAT("Float", Float.class, Float::valueOf),
  INTEGER("Integer", Integer.class, Integer::valueOf),
  BYTE("Byte", Byte.class, Byte::valueOf),
  CHAR("Char", Character.class, Scalars::character),
  BOOLEAN("Boolean", Boolean.class, Scalars::truth),
  SHORT("Short", Short.class, Short::valueOf),
  PASSWORD("Password", String.class, text -> text);

  private static final Map<String, Scalars> BY_NAME =
      Map.of(
          "String", STRING,
          "Long", LONG,
          "Double", DOUBLE,
          "Float", FLOAT,
          "Integer", INTEGER,
          "Byte", BYTE,
          "Char", CHAR,
          "Boolean", BOOLEAN,
          "Short", SHORT,
          "Password", PASSWORD);

  private final String written;
  private final Class<?> type;
  private final Function<String, Object> parser;

  Scalars(String written, Class<?> type, Function<String, Object> parser) {
    this.written = written;
    this.type = type;
    this.parser = parser;
  }

  /** Null where no type has the name. */
  static Scalars named(String name) {
    return BY_NAME.get(name);
  }

  String written() {
    return written;
  }

  /**
   * Reads one value.
   *
   * @throws IllegalArgumentException when the text is none of this type
   */
  Object parse(String text) {
    return parser.apply(this == STRING || this == PASSWORD ? text : text.strip());
  }

  /** An array of this type, as Kura hands it to components. */
  Object[] array(List<Object> values) {
    Object[] array = (Object[]) Array.newInstance(type, values.size());
    return values.toArray(array);
  }

  private static Object truth(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  private static Object character(String text) {
    if (text.length() == 1) {
      return text.charAt(0);
    }
    throw new IllegalArgumentException("not one character");
  }
}
