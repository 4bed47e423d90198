package org.bellcrank.expression;

import java.util.Set;

/** What an evaluation came to. */
public sealed interface Outcome {

  /**
   * The expression has a value.
   *
   * @param value of the Java class of the expression's {@link Type}, never null
   */
  record Value(Object value) implements Outcome {}

  /**
   * It cannot be said; never to be taken for false.
   *
   * @param reason a sentence without a full stop
   * @param missing the variables that would have been needed; empty when something else was wrong,
   *     for example a division by zero
   */
  record Undecidable(String reason, Set<String> missing) implements Outcome {

    public Undecidable {
      missing = Set.copyOf(missing);
    }
  }
}
