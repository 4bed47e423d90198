package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sessions by cookie and the tokens fetched in them. A write needs the token and the cookie of one
 * and the same session.
 */
final class SapSessions {

  private static final int MOST = 1_000;

  private final Clock clock;
  private final Duration life;
  private final boolean perService;
  private final String client;
  private final String cookie;
  private final Map<String, Session> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST;
        }
      };

  SapSessions(Settings settings, Clock clock) {
    this.clock = clock;
    life = Duration.ofMinutes(settings.number("session.minutes"));
    perService = settings.flag("token.per.service");
    client = settings.text("client");
    cookie = "SAP_SESSIONID_HB1_" + client;
  }

  /** The answer with a token for this service, and with the cookies of its session if it is new. */
  synchronized Reply fetched(Reply reply, Request request, SapService service) {
    Optional<Session> open = open(request);
    Session session = open.orElseGet(() -> new Session(UUID.randomUUID().toString()));
    session.used = clock.instant();
    sessions.put(session.id, session);
    String token =
        session.tokens.computeIfAbsent(scope(service), none -> UUID.randomUUID().toString());
    Reply with = reply.with("x-csrf-token", token);
    return open.isPresent()
        ? with
        : with.with(
            "Set-Cookie",
            "sap-usercontext=sap-client=%s; path=/\n%s=%s; path=/; HttpOnly"
                .formatted(client, cookie, session.id));
  }

  /** Whether the request carries a token of its own session that still lives. */
  synchronized boolean admits(Request request, SapService service) {
    Optional<Session> session = open(request);
    if (session.isEmpty()) {
      return false;
    }
    session.get().used = clock.instant();
    String token = session.get().tokens.get(scope(service));
    return token != null && token.equals(request.header("x-csrf-token").orElse(""));
  }

  /** All sessions end, as when the server is started again. */
  synchronized void end() {
    sessions.clear();
  }

  private String scope(SapService service) {
    return perService ? service.name() : "";
  }

  private Optional<Session> open(Request request) {
    for (String pair : request.header("cookie").orElse("").split(";")) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(cookie)) {
        return Optional.ofNullable(sessions.get(parts[1]))
            .filter(session -> clock.instant().isBefore(session.used.plus(life)));
      }
    }
    return Optional.empty();
  }

  private static final class Session {
    final String id;
    final Map<String, String> tokens = new HashMap<>();
    Instant used = Instant.EPOCH;

    Session(String id) {
      this.id = id;
    }
  }
}
