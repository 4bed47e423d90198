package org.eclipse.kura.type;

import java.util.Arrays;

/** The types of values. */
public enum DataType {
  BOOLEAN,
  BYTE_ARRAY,
  DOUBLE,
  INTEGER,
  LONG,
  FLOAT,
  STRING;

  public static DataType getDataType(String name) {
    for (DataType type : values()) {
      if (type.name().equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no data type " + name + "; one of " + Arrays.toString(values()));
  }
}
