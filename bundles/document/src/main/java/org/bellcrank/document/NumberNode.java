package org.bellcrank.document;

import java.math.BigDecimal;

/**
 * A finite number.
 *
 * @param literal as written, for example {@code 0x1F} or {@code 0.750}
 * @param value its exact value; a scale of 0 or less when it was written as a whole number
 */
public record NumberNode(Mark where, String pointer, String literal, BigDecimal value)
    implements Node {

  /** Whether it was written without a fraction and fits a long. */
  public boolean isWhole() {
    return value.scale() <= 0 && value.precision() - value.scale() <= 19 && fitsLong();
  }

  @Override
  public Object plain() {
    if (isWhole()) {
      return value.longValueExact();
    }
    return value.doubleValue();
  }

  @Override
  public String kind() {
    return "a number";
  }

  @Override
  public String shown() {
    return literal;
  }

  private boolean fitsLong() {
    return value.toBigInteger().bitLength() < Long.SIZE;
  }
}
