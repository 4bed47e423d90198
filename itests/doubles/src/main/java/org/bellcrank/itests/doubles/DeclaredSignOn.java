package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How a declared system knows its sender: Basic, a key in a header, or a token for a password. */
final class DeclaredSignOn {

  private static final Set<String> WAYS = Set.of("basic", "header", "token");

  private final DeclaredPart declared;
  private final String way;
  private final String credential;
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();

  DeclaredSignOn(Declaration declaration) {
    declared = declaration.signOn();
    way = declared.text("by", "basic");
    credential = declaration.credential();
    if (!WAYS.contains(way)) {
      throw declared.wrong("by", way, WAYS + "; for others write the double in Java");
    }
  }

  /** Whether the request asks for a token. */
  boolean isLogin(Request request) {
    return way.equals("token")
        && request.method().equals("POST")
        && request.path().equals(declared.text("path"));
  }

  /** A new token for the right user and password; empty for others. */
  Optional<Map<String, Object>> login(Request request) {
    try {
      Map<String, Object> given = Json.readObject(request.body());
      String shown =
          Places.get(given, declared.text("user", "/user"))
              + ":"
              + Places.get(given, declared.text("password", "/password"));
      if (!shown.equals(credential)) {
        return Optional.empty();
      }
      String token = UUID.randomUUID().toString();
      tokens.add(token);
      Map<String, Object> answer = Json.of();
      Places.put(answer, declared.text("token", "/token"), token);
      return Optional.of(answer);
    } catch (Json.Malformed unreadable) {
      return Optional.empty();
    }
  }

  boolean knows(Request request) {
    String header = declared.text("header", "Authorization");
    String shown = request.header(header).orElse("");
    if (way.equals("basic")) {
      String right =
          Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
      return shown.equals("Basic " + right);
    }
    String before = declared.text("before", "");
    if (!shown.startsWith(before)) {
      return false;
    }
    String rest = shown.substring(before.length());
    return way.equals("header") ? rest.equals(credential) : tokens.contains(rest);
  }

  void forgetTokens() {
    tokens.clear();
  }
}
