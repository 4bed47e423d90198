package org.bellcrank.itests.bench;

/** A figure cannot be taken; the message says what was missing and where. */
final class BenchException extends Exception {

  private static final long serialVersionUID = 1;

  BenchException(String message) {
    super(message);
  }

  BenchException(String message, Exception cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
