package org.bellcrank.delivery.connector;

/**
 * What a connector's folder was held against, as its author says; never more than its README.
 *
 * @param against how near to the product that came
 * @param what in words: which edition, which parts, what stays open
 */
public record Verification(Against against, String what) {

  /** From afar to near. */
  public enum Against {
    /** Nothing at all: a template. */
    NOTHING,
    /** Guides, public clients or other people's words alone. */
    PAPER,
    /** The vendor's own machine-readable description, or the tables of a real database. */
    SCHEMA,
    /** Requests and answers recorded from a running product. */
    RECORDING,
    /** The running product itself, to which this connector spoke. */
    PRODUCT
  }
}
