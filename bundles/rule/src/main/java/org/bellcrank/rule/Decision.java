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
 * @param reason one line for a person
 * @param why the why-card: values, the rule that fired, the rules that nearly did
 */
public record Decision(
    String rule, Action action, Severity severity, int priority, String reason, Facts why) {

  /** The template of an order to make; empty for every other action. */
  public Optional<String> template() {
    return action instanceof Action.Raise raise ? Optional.of(raise.template()) : Optional.empty();
  }
}
