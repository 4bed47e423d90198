package org.bellcrank.expression;

import java.util.Optional;

/**
 * One elementary condition of an expression with what stood on its sides.
 *
 * @param text as written, for example {@code finding.confidence >= 0.75}
 * @param left the left side's text; the whole condition when it compares nothing
 * @param leftValue its value; empty when it is missing
 * @param operator such as {@code >=} or {@code in}; empty when the condition compares nothing
 * @param right the right side's text; empty with the operator
 * @param rightValue its value; empty when it is missing or there is no right side
 * @param held whether the condition held
 */
public record Comparison(
    String text,
    String left,
    Optional<Object> leftValue,
    String operator,
    String right,
    Optional<Object> rightValue,
    Verdict.Answer held) {

  /**
   * One line with the values, for example {@code finding.confidence 0.87 >= 0.75}; a missing value
   * shows as {@code missing}.
   */
  public String words() {
    if (operator.isEmpty()) {
      return text + " is " + value(leftValue);
    }
    return side(left, leftValue) + ' ' + operator + ' ' + side(right, rightValue);
  }

  private static String side(String text, Optional<Object> value) {
    String shown = value(value);
    boolean constant = text.equals(shown) || text.startsWith("\"") || text.startsWith("[");
    return constant || text.startsWith("'") ? text : text + ' ' + shown;
  }

  private static String value(Optional<Object> value) {
    return value.map(v -> v instanceof String s ? '"' + s + '"' : v.toString()).orElse("missing");
  }
}
