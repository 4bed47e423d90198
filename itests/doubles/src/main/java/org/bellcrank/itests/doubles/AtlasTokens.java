package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Sign-on: a password is changed for a token, and the token runs out. */
final class AtlasTokens {

  private static final String HEADER = encoded("{\"alg\":\"HS256\"}");
  private static final String SCHEME = "Bearer ";

  private final Settings settings;
  private final AtlasSeal seal;
  private final Clock clock;
  private final Duration life;
  private final AtomicLong given = new AtomicLong();
  private volatile long ended;
  private volatile boolean expired;

  AtlasTokens(Settings settings, AtlasSeal seal, Clock clock) {
    this.settings = settings;
    this.seal = seal;
    this.clock = clock;
    life = Duration.parse(settings.text("token.life"));
  }

  /** From now on neither the password nor any token counts, until it is taken back. */
  void expire(boolean nowExpired) {
    expired = nowExpired;
  }

  /** No token that was given so far counts any more; whoever signs in again gets another. */
  void endAll() {
    ended = given.get();
  }

  Reply signIn(Map<String, Object> given) throws AtlasRefusal {
    boolean right =
        settings.text("email").equals(given.get("email"))
            && settings.text("password").equals(given.get("password"));
    if (!right || expired) {
      throw new AtlasRefusal(403, "Invalid credentials");
    }
    return Reply.json(200, Json.of("accessToken", token(clock.instant())));
  }

  /** Whether the request carries a token of ours whose time is not over. */
  boolean admits(Request request) {
    String header = request.header("authorization").orElse("");
    if (expired || !header.startsWith(SCHEME)) {
      return false;
    }
    String token = header.substring(SCHEME.length());
    int end = token.lastIndexOf('.');
    return end > 0
        && seal.isOf(token.substring(0, end), token.substring(end + 1))
        && clock.instant().getEpochSecond() < number(token, "exp")
        && number(token, "jti") > ended;
  }

  private String token(Instant now) {
    String content =
        HEADER
            + "."
            + encoded(
                Json.write(
                    Json.of(
                        "sub", settings.text("email"),
                        "jti", given.incrementAndGet(),
                        "iat", now.getEpochSecond(),
                        "exp", now.plus(life).getEpochSecond())));
    return content + "." + seal.sign(content);
  }

  private static long number(String token, String name) {
    try {
      byte[] content = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
      return ((Number) Json.readObject(content).get(name)).longValue();
    } catch (Json.Malformed impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
