package org.bellcrank.document;

/** How a value is read from its node, for example {@code Node::asDuration}. */
@FunctionalInterface
public interface Reading<T> {

  /**
   * @throws InvalidDocumentException when the node holds something else
   */
  T read(Node node) throws InvalidDocumentException;
}
