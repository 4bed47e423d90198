package org.eclipse.kura.channel;

/** In which number type scale and offset are applied. */
public enum ScaleOffsetType {
  DEFINED_BY_VALUE_TYPE,
  DOUBLE,
  LONG;

  public static ScaleOffsetType getScaleOffsetType(String name) {
    for (ScaleOffsetType type : values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no scale and offset type " + name + "; one of DEFINED_BY_VALUE_TYPE, DOUBLE, LONG");
  }
}
