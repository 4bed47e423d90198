package org.bellcrank.runtime.felix;

/** The runtime cannot start; the message is the one line a person needs. */
final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Exit status of a process that could not start. */
  static final int NOT_STARTED = 3;

  /** Exit status of a command line that cannot be understood. */
  static final int WRONG_USAGE = 2;

  private final int status;

  private StartException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static StartException notStarted(String message) {
    return new StartException(message, NOT_STARTED, null);
  }

  static StartException notStarted(String message, Throwable cause) {
    return new StartException(message + ": " + cause.getMessage(), NOT_STARTED, cause);
  }

  static StartException usage(String message) {
    return new StartException(message, WRONG_USAGE, null);
  }

  int status() {
    return status;
  }
}
