package org.bellcrank.delivery.engine;

/** A file that the other side would not take. */
final class UnfitAttachmentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitAttachmentException(String message) {
    super(message);
  }
}
