package org.bellcrank.signal;

/** From which side a limit is reached. */
public enum LimitSide {
  /** From below: vibration, temperature. */
  UPPER(1),
  /** From above: pressure, thickness. */
  LOWER(-1);

  private final int sign;

  LimitSide(int sign) {
    this.sign = sign;
  }

  int sign() {
    return sign;
  }
}
