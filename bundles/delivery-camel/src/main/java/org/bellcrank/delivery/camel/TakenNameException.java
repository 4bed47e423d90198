package org.bellcrank.delivery.camel;

/** A name that another connector has. */
final class TakenNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String owner;

  /**
   * @param what the name
   * @param owner the connector that has it; empty when it is the gateway itself
   */
  TakenNameException(String what, String owner) {
    super(what);
    this.owner = owner;
  }

  String owner() {
    return owner;
  }
}
