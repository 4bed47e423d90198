package org.bellcrank.expression;

/**
 * A function of ours, described for people.
 *
 * @param name for example {@code truncate}
 * @param signature for example {@code truncate(text, whole number) → text}
 * @param description what it does, a sentence
 * @param example an expression without variables
 * @param yields what the example yields, as an expression
 */
public record FunctionDoc(
    String name, String signature, String description, String example, String yields) {}
