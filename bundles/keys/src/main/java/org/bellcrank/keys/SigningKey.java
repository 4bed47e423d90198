package org.bellcrank.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;

/**
 * A key of a keystore that signs what it is given; the key itself is never handed out. Safe for any
 * thread.
 */
public final class SigningKey {

  private final String alias;
  private final PrivateKey key;
  private final Certificate certificate;

  SigningKey(String alias, PrivateKey key, Certificate certificate) {
    this.alias = alias;
    this.key = key;
    this.certificate = certificate;
  }

  /** The key's own certificate, by which the other side knows it. */
  public Certificate certificate() {
    return certificate;
  }

  /**
   * A signature.
   *
   * @param algorithm as Java names it, for example {@code SHA256withRSA}
   * @throws MissingKeysException when the key is of another kind
   */
  public byte[] sign(String algorithm, byte[] text) throws MissingKeysException {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException other) {
      throw new MissingKeysException(
          "key alias: given '%s', a key of kind %s; allowed: one that signs with %s"
              .formatted(alias, key.getAlgorithm(), algorithm),
          other);
    }
  }
}
