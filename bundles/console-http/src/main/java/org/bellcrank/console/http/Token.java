package org.bellcrank.console.http;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Tells the console's own pages from other pages in the same browser: only those may read the
 * token, and only a request that carries it in a header of ours may change anything. Such a header
 * makes a browser ask first where a page comes from elsewhere, which nobody here answers.
 */
final class Token {

  static final String HEADER = "X-Bellcrank-Token";

  private static final int BYTES = 24;

  private final String text;

  /** Another one after each start. */
  Token() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  String text() {
    return text;
  }

  /** Whether a request that changes something comes from a page of ours. */
  boolean isOurs(HttpExchange exchange) {
    List<String> given = exchange.getRequestHeaders().getOrDefault(HEADER, List.of());
    String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    return given.size() == 1
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.US_ASCII),
            given.get(0).getBytes(StandardCharsets.US_ASCII))
        && (site == null || site.equals("same-origin"));
  }
}
