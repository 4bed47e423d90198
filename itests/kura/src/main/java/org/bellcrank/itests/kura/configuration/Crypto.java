package org.bellcrank.itests.kura.configuration;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;

/** Kura's service for secrets. What is no base64 escapes unchecked, as it does there. */
public final class Crypto implements CryptoService {

  private final Aes aes;

  public Crypto(Aes aes) {
    this.aes = aes;
  }

  @Override
  public char[] encryptAes(char[] value) {
    return aes.encrypt(new String(value)).toCharArray();
  }

  @Override
  public char[] decryptAes(char[] encrypted) throws KuraException {
    try {
      return aes.decrypt(new String(encrypted)).toCharArray();
    } catch (Aes.NotEncrypted e) {
      throw new KuraException(KuraErrorCode.DECODER_ERROR, e, "value");
    }
  }
}
