package org.bellcrank.delivery.metadata;

/** What came is no metadata of the kind that was expected; says what it is instead. */
public final class UnreadableMetadataException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableMetadataException(String message) {
    super(message);
  }
}
