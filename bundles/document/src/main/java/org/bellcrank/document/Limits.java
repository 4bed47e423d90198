package org.bellcrank.document;

/**
 * What a document may take at most, so that no input exhausts the gateway.
 *
 * @param characters length of the text
 * @param depth maps and lists inside one another
 * @param values values in all, those repeated by aliases counted again
 */
public record Limits(int characters, int depth, int values) {

  /** 1 Mi characters, 64 levels, 200 000 values. */
  public static final Limits DEFAULT = new Limits(1 << 20, 64, 200_000);
}
