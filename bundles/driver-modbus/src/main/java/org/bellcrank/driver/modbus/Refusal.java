package org.bellcrank.driver.modbus;

/** Exception codes of a device (MODBUS Application Protocol V1.1b3, section 7). */
final class Refusal {

  /** The device has no such items. */
  static final int ADDRESS = 2;

  private Refusal() {}

  /**
   * Whether the device refused before it did anything; with a failure (4), an acknowledge (5) or a
   * target behind a gateway that did not respond (11) it may have done it, or do it yet.
   */
  static boolean undone(int code) {
    return code == 1 || code == ADDRESS || code == 3 || code == 6 || code == 10;
  }

  static String words(int code) {
    return switch (code) {
      case 1 -> "illegal function";
      case ADDRESS -> "illegal data address";
      case 3 -> "illegal data value";
      case 4 -> "server device failure";
      case 5 -> "acknowledge, the device needs longer";
      case 6 -> "server device busy";
      case 8 -> "memory parity error";
      case 10 -> "gateway path unavailable";
      case 11 -> "gateway target device failed to respond";
      default -> "which the standard does not name";
    };
  }
}
