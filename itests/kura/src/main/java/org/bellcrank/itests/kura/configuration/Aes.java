package org.bellcrank.itests.kura.configuration;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES/GCM in the text form {@code <iv base64>-<value base64>}. */
public final class Aes {

  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  /**
   * @param secret of 16 bytes in UTF-8
   */
  public Aes(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "AES");
  }

  public String encrypt(String plain) {
    try {
      byte[] iv = new byte[IV_BYTES];
      random.nextBytes(iv);
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(bytes(plain));
      Base64.Encoder base64 = Base64.getEncoder();
      return base64.encodeToString(iv) + "-" + base64.encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES/GCM", e);
    }
  }

  /**
   * @throws IllegalArgumentException when a part is no base64: on a gateway, too, this escapes
   * @throws NotEncrypted when the text has another form or another key
   */
  public String decrypt(String text) {
    String[] parts = text.split("-");
    if (parts.length != 2) {
      throw new NotEncrypted("expected one dash");
    }
    byte[] iv = Base64.getDecoder().decode(parts[0]);
    byte[] sealed = Base64.getDecoder().decode(parts[1]);
    try {
      return new String(cipher(Cipher.DECRYPT_MODE, iv).doFinal(sealed), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new NotEncrypted("not of this key");
    }
  }

  private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    return cipher;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text was not encrypted here. */
  public static final class NotEncrypted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotEncrypted(String message) {
      super(message);
    }
  }
}
