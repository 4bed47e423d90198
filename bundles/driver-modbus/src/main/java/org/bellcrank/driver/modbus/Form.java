package org.bellcrank.driver.modbus;

/** How registers hold a value. */
enum Form {
  /** One bit of a register, or an item of a table of bits. */
  BIT(1),
  /** Two's complement. */
  INT16(1),
  /** From 0. */
  UINT16(1),
  /** Two's complement. */
  INT32(2),
  /** From 0. */
  UINT32(2),
  /** Two's complement. */
  INT64(4),
  /** From 0. */
  UINT64(4),
  /** IEEE 754. */
  FLOAT32(2),
  /** IEEE 754. */
  FLOAT64(4),
  /** ISO 8859-1, two characters a register, ended by a zero or the last register. */
  TEXT(0);

  private final int registers;

  Form(int registers) {
    this.registers = registers;
  }

  /** Registers of a value; 0 where the channel tells. */
  int registers() {
    return registers;
  }
}
