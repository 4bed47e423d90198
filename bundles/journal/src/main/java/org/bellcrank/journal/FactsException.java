package org.bellcrank.journal;

import java.util.Collection;

/** A JSON text or value that is not what its reader was promised. */
public final class FactsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FactsException(String message) {
    super(message);
  }

  FactsException(String message, Throwable cause) {
    super(message, cause);
  }

  static FactsException missing(String key, String wanted, Collection<String> present) {
    return new FactsException(
        "key '%s' is missing; wanted %s; present: %s".formatted(key, wanted, present));
  }

  static FactsException wrongType(String key, String wanted, Object given) {
    return new FactsException(
        "key '%s': given %s (%s); wanted %s"
            .formatted(key, given, given.getClass().getSimpleName(), wanted));
  }
}
