package org.bellcrank.delivery.connector;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A compiled expression over dotted names. Safe for any thread. */
public interface Formula {

  /** The names that it reads. */
  Set<String> names();

  /** The expression as written. */
  String text();

  /**
   * Its value.
   *
   * @param known values by dotted name; what is not known is missing
   * @return text, Long, Double, Boolean, Instant or a list; empty when a name that it needs is not
   *     known
   * @throws FormulaException when it cannot be computed
   */
  Optional<Object> value(Map<String, Object> known);

  /** An expression that could not be computed, for example a division by zero. */
  final class FormulaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FormulaException(String message) {
      super(message);
    }
  }
}
