package org.bellcrank.itests.kura.configuration;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The types of attributes by the names that metatype files and snapshots use. */
public enum AttributeType {
  STRING("String", String.class, text -> text),
  LONG("Long", Long.class, Long::valueOf),
  DOUBLE("Double", Double.class, Double::valueOf),
  FLOAT("Float", Float.class, Float::valueOf),
  INTEGER("Integer", Integer.class, Integer::valueOf),
  BYTE("Byte", Byte.class, Byte::valueOf),
  CHAR("Char", Character.class, text -> text.charAt(0)),
  BOOLEAN("Boolean", Boolean.class, Boolean::valueOf),
  SHORT("Short", Short.class, Short::valueOf),
  PASSWORD("Password", Secret.class, text -> new Secret(text));

  private final String written;
  private final Class<?> type;
  private final Function<String, Object> parser;

  AttributeType(String written, Class<?> type, Function<String, Object> parser) {
    this.written = written;
    this.type = type;
    this.parser = parser;
  }

  /** In whatever case: files write {@code String}, REST writes {@code STRING}. */
  public static AttributeType named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals("CHARACTER") ? CHAR : valueOf(upper);
  }

  /** Of a value or of an array's elements. */
  public static AttributeType of(Object value) {
    Class<?> wanted =
        value.getClass().isArray() ? value.getClass().getComponentType() : value.getClass();
    for (AttributeType candidate : values()) {
      if (candidate.type == wanted) {
        return candidate;
      }
    }
    throw new IllegalArgumentException("no attribute is a " + wanted.getName());
  }

  public String written() {
    return written;
  }

  /** A password's text is its plain form. */
  public Object parse(String text) {
    return parser.apply(this == STRING || this == PASSWORD ? text : text.strip());
  }

  public Object[] array(List<Object> values) {
    Object[] array = (Object[]) Array.newInstance(type, values.size());
    return values.toArray(array);
  }
}
