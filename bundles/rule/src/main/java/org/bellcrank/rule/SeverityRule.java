package org.bellcrank.rule;

import org.bellcrank.expression.Expression;

/**
 * One line of the ordered list of severities; the first whose condition holds gives the severity.
 *
 * @param severity how bad
 * @param when its condition over the names of {@link RuleVocabulary#SEVERITY}
 */
public record SeverityRule(Severity severity, Expression when) {}
