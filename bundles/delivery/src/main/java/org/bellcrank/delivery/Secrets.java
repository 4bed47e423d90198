package org.bellcrank.delivery;

/**
 * Opens what site documents name as {@code secret:NAME} or {@code env:NAME}; a service of whoever
 * keeps the credentials. Safe for any thread.
 */
@FunctionalInterface
public interface Secrets {

  /**
   * The secret, as it stands now; nobody but the CMMS may see it.
   *
   * @throws MissingSecretException when it cannot be had
   */
  String open(String reference) throws MissingSecretException;

  /** A secret that cannot be had; the words say why, and never hold it. */
  final class MissingSecretException extends Exception {
    private static final long serialVersionUID = 1L;

    public MissingSecretException(String message) {
      super(message);
    }
  }
}
