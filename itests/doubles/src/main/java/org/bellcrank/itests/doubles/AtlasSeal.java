package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs texts with the double's secret and knows its own signature again. */
final class AtlasSeal {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  AtlasSeal(Settings settings) {
    key =
        new SecretKeySpec(
            settings.text("token.secret").getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The signature in URL-safe base64 without padding. */
  String sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean isOf(String text, String signature) {
    return MessageDigest.isEqual(
        sign(text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
  }
}
