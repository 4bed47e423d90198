package org.bellcrank.vision.evaluation;

/** A data set cannot be read. */
public final class DatasetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
