package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.bellcrank.delivery.StepRequest;

/** SHA-256 over everything of a request that the recipe decided. */
final class RequestHash {

  private RequestHash() {}

  static String of(StepRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String head =
          request.method()
              + ' '
              + request.address()
              + '?'
              + request.query()
              + '\n'
              + new TreeMap<>(request.headers())
              + '\n';
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      digest.update(request.body());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
