package org.bellcrank.delivery.camel;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.connector.Assertion;
import org.bellcrank.keys.MissingKeysException;
import org.bellcrank.keys.SigningKey;

/** Makes assertions with the key that an instance names. Safe for any thread. */
final class Assertions implements Sessions.Asserter {

  private final CamelKeys keys;
  private final Clock clock;

  Assertions(CamelKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public String assertion(Assertion rules, ConnectorInstance instance, Map<String, Object> known)
      throws MissingKeysException {
    SigningKey key = keys.signing(instance);
    try {
      String unsigned =
          rules.unsigned(
              known, key.certificate().getEncoded(), UUID.randomUUID().toString(), clock.instant());
      return Assertion.signed(
          unsigned,
          key.sign(rules.algorithm().signature(), unsigned.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateEncodingException broken) {
      throw new MissingKeysException(
          "instance %s: the certificate of its key cannot be read: %s"
              .formatted(instance.id(), broken.getMessage()),
          broken);
    }
  }
}
