package org.bellcrank.delivery.camel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.delivery.camel.ScriptedServer.Answer;
import org.bellcrank.delivery.camel.ScriptedServer.Asked;
import org.bellcrank.journal.Facts;

/**
 * A small CMMS behind tokens: OAuth 2 client credentials lead to a token, and the token to a second
 * one against forged requests with its cookies, without which nothing may be changed. It repeats
 * tokens and secrets in its complaints, as some do.
 */
final class TokenCmms implements Function<Asked, Answer> {

  static final String CREDENTIAL = "gateway:very-secret-word";

  final List<String> created = new ArrayList<>();
  final List<String> paths = new ArrayList<>();
  int logins;
  int refusedLogins;
  int lifetimeSeconds = 3600;

  /** How many more answers to changes say that the session is over, though it is not. */
  int lies;

  boolean refusesLogins;
  private String token = "";
  private String forgery = "";
  private final Map<String, Facts> orders = new LinkedHashMap<>();

  @Override
  public synchronized Answer apply(Asked asked) {
    paths.add(asked.method() + " " + asked.path());
    return switch (asked.path()) {
      case "/oauth/token" -> login(asked);
      case "/csrf/" -> forgery(asked);
      default -> order(asked);
    };
  }

  /** What was given out is worth nothing any more. */
  synchronized void revoke() {
    token = "";
    forgery = "";
  }

  synchronized String token() {
    return token;
  }

  private Answer login(Asked asked) {
    logins++;
    String body = new String(asked.body(), StandardCharsets.UTF_8);
    boolean known =
        body.equals(
                "grant_type=client_credentials&client_id=gateway&client_secret=very-secret-word")
            && "application/x-www-form-urlencoded".equals(asked.headers().get("content-type"));
    if (refusesLogins || !known) {
      refusedLogins++;
      return json(
          400,
          Facts.with("message", "client very-secret-word is unknown")
              .put("error", "invalid_client")
              .build());
    }
    token = "token-of-login-" + logins;
    return json(200, Facts.with("access_token", token).put("expires_in", lifetimeSeconds).build());
  }

  private Answer forgery(Asked asked) {
    if (!isKnown(asked)) {
      return over(asked);
    }
    forgery = "forgery-of-" + token;
    return new Answer(
        200,
        Map.of(
            "x-csrf-token", forgery, "set-cookie", "SAP_SESSION=cookie-of-" + token + "; Path=/"),
        "{}");
  }

  private boolean isKnown(Asked asked) {
    return !token.isEmpty() && ("Bearer " + token).equals(asked.headers().get("authorization"));
  }

  private static Answer over(Asked asked) {
    return json(
        401, Facts.with("message", "expired: " + asked.headers().get("authorization")).build());
  }

  private Answer order(Asked asked) {
    if (!isKnown(asked)) {
      return over(asked);
    }
    if (!asked.method().equals("GET")) {
      if (lies > 0) {
        lies--;
        return over(asked);
      }
      boolean own =
          forgery.equals(asked.headers().get("x-csrf-token"))
              && ("SAP_SESSION=cookie-of-" + token).equals(asked.headers().get("cookie"));
      return own ? create(asked) : new Answer(403, Map.of("x-csrf-token", "Required"), "");
    }
    return asked.path().matches(".*/\\d+")
        ? json(200, orders.get(asked.path().replaceAll(".*/", "")))
        : json(200, Facts.with("data", found(asked.query())).build());
  }

  private List<Facts> found(String query) {
    Optional<Facts> found =
        orders.values().stream()
            .filter(order -> query.contains(order.requireText("external_reference")))
            .findFirst();
    return found.stream().toList();
  }

  private Answer create(Asked asked) {
    Facts given = Facts.parse(new String(asked.body(), StandardCharsets.UTF_8));
    String id = String.valueOf(orders.size() + 1);
    Facts order = given.toBuilder().put("id", id).put("number", "OT-" + id).build();
    orders.put(id, order);
    created.add(given.requireText("external_reference"));
    return json(200, order);
  }

  private static Answer json(int status, Facts body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body.json());
  }
}
