package org.bellcrank.driver.modbus.channel;

/** A value or setting that cannot be taken; says what was given and what is allowed. */
public final class RefusedValueException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Of a value. */
  public RefusedValueException(Object given, String allowed) {
    super("given %s; allowed: %s".formatted(given, allowed));
  }

  /** Of a setting, named by {@code where}. */
  public RefusedValueException(String where, Object given, String allowed) {
    super("%s: given %s; allowed: %s".formatted(where, given, allowed));
  }
}
