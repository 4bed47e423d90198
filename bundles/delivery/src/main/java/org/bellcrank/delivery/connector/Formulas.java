package org.bellcrank.delivery.connector;

import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Node;

/** Compiles expressions against the names that a connector may read. */
interface Formulas {

  /**
   * Compiles.
   *
   * @param at where the expression stands, for messages
   * @throws InvalidDocumentException when it does not compile or reads an unknown name
   */
  Formula compile(Node at, String text) throws InvalidDocumentException;
}
