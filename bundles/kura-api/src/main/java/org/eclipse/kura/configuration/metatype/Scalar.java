package org.eclipse.kura.configuration.metatype;

/** The types an attribute may have. */
public enum Scalar {
  STRING("String"),
  LONG("Long"),
  DOUBLE("Double"),
  FLOAT("Float"),
  INTEGER("Integer"),
  BYTE("Byte"),
  CHAR("Char"),
  BOOLEAN("Boolean"),
  SHORT("Short"),
  PASSWORD("Password");

  private final String value;

  Scalar(String value) {
    this.value = value;
  }

  public String value() {
    return value;
  }

  public static Scalar fromValue(String text) {
    for (Scalar scalar : values()) {
      if (scalar.value.equals(text)) {
        return scalar;
      }
    }
    throw new IllegalArgumentException("no attribute type " + text);
  }
}
