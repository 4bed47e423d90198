package org.bellcrank.rule;

import org.bellcrank.expression.Expression;

/**
 * One line of the ordered list; the first whose condition holds decides.
 *
 * @param id unique in the site documents
 * @param when its condition over {@link RuleVocabulary}
 * @param action what it does
 * @param because one line for a person, why the rule exists
 */
public record Rule(String id, Expression when, Action action, String because) {}
