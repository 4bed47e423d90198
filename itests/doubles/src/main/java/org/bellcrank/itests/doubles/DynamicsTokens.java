package org.bellcrank.itests.doubles;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Entra, as far as a program without a person needs it: client credentials for a token. */
final class DynamicsTokens {

  private static final String SCHEME = "Bearer ";

  private final Settings settings;
  private final Clock clock;
  private final AtomicLong given = new AtomicLong();
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();
  private volatile boolean expired;

  DynamicsTokens(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  boolean serves(Request request) {
    return request.path().endsWith("/oauth2/v2.0/token");
  }

  /** From now on neither the secret nor any token counts, until it is taken back. */
  void expire(boolean nowExpired) {
    expired = nowExpired;
  }

  void endAll() {
    ends.clear();
  }

  boolean admits(Request request) {
    String header = request.header("authorization").orElse("");
    Instant end = header.startsWith(SCHEME) ? ends.get(header.substring(SCHEME.length())) : null;
    return !expired && end != null && clock.instant().isBefore(end);
  }

  Reply token(Request request) {
    Map<String, String> form = form(request);
    String host = request.header("host").orElse("");
    if (!request.path().equals("/" + settings.text("tenant") + "/oauth2/v2.0/token")) {
      return refused(400, "invalid_request", "AADSTS90002: Tenant was not found");
    }
    if (!"POST".equals(request.method()) || !"client_credentials".equals(form.get("grant_type"))) {
      return refused(400, "unsupported_grant_type", "AADSTS70003: the grant type is not supported");
    }
    if (!("http://" + host + "/.default").equals(form.get("scope"))) {
      return refused(400, "invalid_scope", "AADSTS70011: the scope is not that of a resource");
    }
    boolean ours =
        settings.text("client.id").equals(form.get("client_id"))
            && settings.text("client.secret").equals(form.get("client_secret"));
    if (!ours || expired) {
      return refused(401, "invalid_client", "AADSTS7000215: Invalid client secret provided");
    }
    Duration life = Duration.parse(settings.text("token.life"));
    String token = "token-%d-%d".formatted(clock.millis(), given.incrementAndGet());
    ends.put(token, clock.instant().plus(life));
    return Reply.json(
        200,
        Json.of("token_type", "Bearer", "expires_in", life.toSeconds() - 1, "access_token", token));
  }

  private static Reply refused(int status, String error, String words) {
    return Reply.json(status, Json.of("error", error, "error_description", words));
  }

  private static Map<String, String> form(Request request) {
    Map<String, String> form = new HashMap<>();
    String type = request.header("content-type").orElse("");
    if (type.startsWith("application/x-www-form-urlencoded")) {
      for (String pair : new String(request.body(), StandardCharsets.UTF_8).split("&")) {
        String[] parts = pair.split("=", 2);
        form.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
      }
    }
    return form;
  }
}
