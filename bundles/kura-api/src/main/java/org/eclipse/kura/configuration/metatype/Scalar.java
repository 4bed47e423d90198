package org.eclipse.kura.configuration.metatype;

/** The types an attribute may have. */
public enum Scalar {
  STRING,
  LONG,
  DOUBLE,
  FLOAT,
  INTEGER,
  BYTE,
  CHAR,
  BOOLEAN,
  SHORT,
  PASSWORD
}
