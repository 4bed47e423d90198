package org.bellcrank.build;

/** A feature, or a bundle it names, that no package can be made of; the message says where. */
public final class FeatureException extends Exception {

  private static final long serialVersionUID = 1L;

  FeatureException(String message) {
    super(message);
  }

  FeatureException(String message, Throwable cause) {
    super(message, cause);
  }
}
