package org.bellcrank.rule;

import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What is done with a finding, and why.
 *
 * @param rule id of the rule that decided; {@code none} when no rule did
 * @param action what is done
 * @param severity how bad it is
 * @param priority 1 most urgent to 5
 * @param orderType type that the class table names for orders whose template names none
 * @param reason one line for a person
 * @param why the why-card: values, the rule that fired, the rules that nearly did
 */
public record Decision(
    String rule,
    Action action,
    Severity severity,
    int priority,
    Optional<String> orderType,
    String reason,
    Facts why) {

  /** The template of an order to make; a review's is a proposal; empty for every other action. */
  public Optional<String> template() {
    if (action instanceof Action.Raise raise) {
      return Optional.of(raise.template());
    }
    return action instanceof Action.Review review ? review.template() : Optional.empty();
  }
}
