package org.bellcrank.delivery.jdbc;

/** Statements that are not run as they are written; says what was given and what is allowed. */
final class SqlRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  SqlRefusal(String message) {
    super(message);
  }
}
