package org.bellcrank.driver.opcua;

/** A value or setting that cannot be taken; says what was given and what is allowed. */
final class RefusedValueException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedValueException(Object given, String allowed) {
    super("given %s; allowed: %s".formatted(given, allowed));
  }

  RefusedValueException(String where, Object given, String allowed) {
    super("%s: given %s; allowed: %s".formatted(where, given, allowed));
  }
}
