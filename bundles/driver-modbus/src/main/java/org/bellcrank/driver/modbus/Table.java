package org.bellcrank.driver.modbus;

/** The four tables of a Modbus device (MODBUS Application Protocol V1.1b3, section 4.3). */
enum Table {
  /** Read and written bits: functions 1, 5. */
  COIL(true, true, 2000),
  /** Read bits: function 2. */
  DISCRETE_INPUT(true, false, 2000),
  /** Read and written registers of 16 bits: functions 3, 6, 16, 22. */
  HOLDING_REGISTER(false, true, 125),
  /** Read registers of 16 bits: function 4. */
  INPUT_REGISTER(false, false, 125);

  private final boolean bits;
  private final boolean writable;
  private final int most;

  Table(boolean bits, boolean writable, int most) {
    this.bits = bits;
    this.writable = writable;
    this.most = most;
  }

  /** Whether an item is a bit rather than a register. */
  boolean bits() {
    return bits;
  }

  boolean writable() {
    return writable;
  }

  /** Items that one request may read. */
  int most() {
    return most;
  }
}
