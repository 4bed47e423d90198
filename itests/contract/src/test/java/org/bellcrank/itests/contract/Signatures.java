package org.bellcrank.itests.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bellcrank.delivery.connector.WebHook;

/** What a CMMS signs its calls with. */
final class Signatures {

  private Signatures() {}

  static String hmacSha256(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static WebHook.Call call(String header, String signature, String body) {
    return new WebHook.Call(
        "/hooks/cmms-1", Map.of(header, signature), body.getBytes(StandardCharsets.UTF_8));
  }
}
