package org.bellcrank.driver.opcua;

import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;

/**
 * How far a value must move before the server tells it (OPC 10000-4, 7.22.2).
 *
 * @param size in the value's own unit, or in percent of the node's EURange; 0 is none
 * @param percent which of both
 */
record Deadband(double size, boolean percent) {

  static final Deadband NONE = new Deadband(0, false);

  private static final String ALLOWED =
      "a number from 0 in the value's unit, for example 0.5, or percent of the range, 0 to 100 %";

  /**
   * Reads one.
   *
   * @param given blank for none
   * @throws RefusedValueException when it is none
   */
  static Deadband of(String setting, String given) throws RefusedValueException {
    String text = given.strip();
    if (text.isEmpty()) {
      return NONE;
    }
    boolean percent = text.endsWith("%");
    try {
      double size = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      if (Double.isFinite(size) && size >= 0 && !(percent && size > 100)) {
        return new Deadband(size, percent);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new RefusedValueException(setting, "'" + given + "'", ALLOWED);
  }

  /** Null where there is none. */
  DataChangeFilter filter() {
    return size == 0
        ? null
        : new DataChangeFilter(DataChangeTrigger.StatusValue, Unsigned.uint(percent ? 2 : 1), size);
  }
}
