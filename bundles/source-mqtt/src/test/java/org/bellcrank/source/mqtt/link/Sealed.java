package org.bellcrank.source.mqtt.link;

import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;

/** A gateway that sealed one password. */
public record Sealed(String plain) implements CryptoService {

  public static final String TEXT = "AAAAAAAAAAAAAAAA-MDEyMzQ1Njc4OWFiY2RlZiBwaXQ=";

  @Override
  public char[] encryptAes(char[] value) {
    throw new AssertionError("nothing is sealed here");
  }

  @Override
  public char[] decryptAes(char[] sealed) throws KuraException {
    if (!new String(sealed).equals(TEXT)) {
      throw new KuraException(KuraErrorCode.DECODER_ERROR, "not an encrypted value");
    }
    return plain.toCharArray();
  }
}
