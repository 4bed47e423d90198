package org.bellcrank.expression;

import java.util.Set;

/**
 * What a condition came to.
 *
 * @param answer true, false or undecidable
 * @param reason why it is undecidable; empty otherwise
 * @param missing the variables that would have been needed to decide
 */
public record Verdict(Answer answer, String reason, Set<String> missing) {

  /** The three answers of a condition. */
  public enum Answer {
    TRUE,
    FALSE,
    UNDECIDABLE
  }

  static final Verdict HOLDS = new Verdict(Answer.TRUE, "", Set.of());
  static final Verdict FAILS = new Verdict(Answer.FALSE, "", Set.of());

  public Verdict {
    missing = Set.copyOf(missing);
  }

  public boolean isTrue() {
    return answer == Answer.TRUE;
  }

  public boolean isFalse() {
    return answer == Answer.FALSE;
  }

  public boolean isUndecidable() {
    return answer == Answer.UNDECIDABLE;
  }

  static Verdict of(Outcome outcome) {
    if (outcome instanceof Outcome.Undecidable undecidable) {
      return new Verdict(Answer.UNDECIDABLE, undecidable.reason(), undecidable.missing());
    }
    return Boolean.TRUE.equals(((Outcome.Value) outcome).value()) ? HOLDS : FAILS;
  }
}
