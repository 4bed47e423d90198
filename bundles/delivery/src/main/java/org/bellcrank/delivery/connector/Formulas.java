package org.bellcrank.delivery.connector;

import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Node;
import org.bellcrank.expression.Type;

/** Compiles expressions against the names that a connector may read. */
interface Formulas {

  /**
   * Compiles.
   *
   * @param at where the expression stands, for messages
   * @throws InvalidDocumentException when it does not compile or reads an unknown name
   */
  Formula compile(Node at, String text) throws InvalidDocumentException;

  /**
   * As above, of an expression that has to yield a type.
   *
   * @throws InvalidDocumentException also when it yields another
   */
  Formula compile(Node at, String text, Type type) throws InvalidDocumentException;
}
