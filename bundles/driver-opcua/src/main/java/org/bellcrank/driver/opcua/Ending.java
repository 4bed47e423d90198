package org.bellcrank.driver.opcua;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Tells once a day that the certificate which the gateway shows ends soon: a server refuses it from
 * then on, and mostly does not say why. Safe for any thread.
 */
final class Ending {

  /** How long before its end it is told. */
  static final Duration BEFORE = Duration.ofDays(30);

  private static final Duration EVERY = Duration.ofDays(1);

  private final Clock clock;
  private final Consumer<String> told;
  private volatile X509Certificate shown;
  private volatile Instant next = Instant.MIN;

  /**
   * Of one server; nothing is shown to it yet.
   *
   * @param told hears it, for people
   */
  Ending(Clock clock, Consumer<String> told) {
    this.clock = clock;
    this.told = told;
  }

  /** What is shown from now on. */
  void shows(X509Certificate certificate) {
    if (!certificate.equals(shown)) {
      shown = certificate;
      next = Instant.MIN;
    }
    look();
  }

  /** Tells it where it is time to; costs next to nothing. */
  void look() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(EVERY);
    String words = words();
    if (!words.isEmpty()) {
      told.accept(words);
    }
  }

  /** What is wrong with it, for people; empty where it lasts longer. */
  String words() {
    X509Certificate certificate = shown;
    if (certificate == null) {
      return "";
    }
    Instant now = clock.instant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.plus(BEFORE).isBefore(end)) {
      return "";
    }
    return ("the gateway's own certificate %s %s at %s; allowed: one that is valid. A new one is made"
            + " where certificate.der and key.der are taken out of the folder own, or comes from the"
            + " keystore; the server must believe it then")
        .formatted(
            certificate.getSubjectX500Principal().getName(),
            now.isBefore(end) ? "ends" : "ended",
            end);
  }
}
