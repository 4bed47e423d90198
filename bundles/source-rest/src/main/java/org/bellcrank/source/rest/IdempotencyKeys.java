package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bellcrank.observation.RefusedObservationException;

/**
 * What was posted under which key: header {@code Idempotency-Key} after the draft of the IETF
 * (draft-ietf-httpapi-idempotency-key-header), or the {@code webhook-id} of what is signed after
 * Standard Webhooks; where bodies are signed, the message itself. The newest {@value #KEPT} keys of
 * a day are known, in memory: after a restart observations are known again by their ids, a key for
 * another message is not noticed, and samples that are sent again come twice. Safe for any thread.
 */
final class IdempotencyKeys {

  static final String HEADER = "Idempotency-Key";
  static final int KEPT = 10_000;
  static final Duration LONGEST = Duration.ofDays(1);

  /** Plain or as a string in quotes, as structured fields have it. */
  private static final Pattern KEY = Pattern.compile("\"?([!#-\\[\\]-~]{1,255})\"?");

  private final Signing.Scheme scheme;
  private final String header;
  private final Clock clock;
  private final Map<String, Post> posts = new LinkedHashMap<>();

  private record Post(byte[] sha256, Instant at, boolean taken) {}

  /** What becomes of a post; the answer is given before it returns. */
  interface Taking {

    /**
     * Takes it.
     *
     * @param key its key; empty where it has none
     * @param before whether the same was taken under this key before
     */
    void take(Optional<String> key, boolean before) throws IOException, InterruptedException;
  }

  /**
   * Keys of one source.
   *
   * @param scheme how messages are signed, which says where their keys stand
   */
  IdempotencyKeys(Signing.Scheme scheme, Clock clock) {
    this.scheme = scheme;
    header = scheme == Signing.Scheme.STANDARD_WEBHOOKS ? Signing.WEBHOOK_ID : HEADER;
    this.clock = clock;
  }

  /**
   * Takes what has no key or a new one; what came under its key before is said to {@code taking}.
   * While another post of the same key is at hand 409 is answered.
   *
   * @param place what it is posted to: the same message to another place is another message
   * @throws RefusedObservationException for a key that is none, or that names another message
   */
  void once(HttpExchange exchange, String place, byte[] body, Taking taking)
      throws IOException, InterruptedException {
    String given = exchange.getRequestHeaders().getFirst(header);
    if (given == null) {
      taking.take(Optional.empty(), false);
      return;
    }
    var matcher = KEY.matcher(given.strip());
    if (!matcher.matches()) {
      throw new RefusedObservationException(
          header,
          given.replaceAll("\\p{Cntrl}", "?").substring(0, Math.min(60, given.length())),
          "1 to 255 printable characters without blanks, plain or in quotes");
    }
    String key = matcher.group(1);
    byte[] sha256 = sha256(place, body);
    Optional<Post> before = begin(key, sha256);
    if (before.isPresent() && !MessageDigest.isEqual(before.get().sha256(), sha256)) {
      throw new RefusedObservationException(
          header, "'" + key + "' for another message than before", "a key for each message");
    }
    once(exchange, header, key, before, taking);
  }

  /** Whether the body alone is signed, so that a message may be its own key. */
  boolean bySignature() {
    return scheme == Signing.Scheme.BODY;
  }

  /**
   * Takes what is signed without a key of its own: the same bytes for the same place are the same
   * message, whatever secret they are signed with. Where nothing is signed, or something that has a
   * key, it is just taken.
   */
  void onceSigned(HttpExchange exchange, String place, byte[] body, Taking taking)
      throws IOException, InterruptedException {
    if (!bySignature()) {
      taking.take(Optional.empty(), false);
      return;
    }
    byte[] sha256 = sha256(place, body);
    String key = HexFormat.of().formatHex(sha256);
    once(exchange, "message", key, begin(key, sha256), taking);
  }

  private void once(
      HttpExchange exchange, String field, String key, Optional<Post> before, Taking taking)
      throws IOException, InterruptedException {
    if (before.isPresent()) {
      again(exchange, field, key, before.get(), taking);
      return;
    }
    try {
      taking.take(Optional.of(key), false);
    } finally {
      end(key, exchange.getResponseCode() / 100 == 2);
    }
  }

  private void again(HttpExchange exchange, String field, String key, Post before, Taking taking)
      throws IOException, InterruptedException {
    if (before.taken()) {
      taking.take(Optional.of(key), true);
      return;
    }
    exchange.getResponseHeaders().set("Retry-After", "1");
    Answers.answer(
        exchange, 409, Answers.error(field, "'" + key + "', which is at hand", "one at a time"));
  }

  /** The one before; empty where this is the first, which is at hand from now on. */
  private synchronized Optional<Post> begin(String key, byte[] sha256) {
    Instant now = clock.instant();
    Iterator<Post> oldest = posts.values().iterator();
    while (oldest.hasNext()) {
      Post post = oldest.next();
      boolean old = Duration.between(post.at(), now).compareTo(LONGEST) > 0;
      if (!old && posts.size() < KEPT) {
        break;
      }
      if (post.taken()) { // Those at hand are few: as many as there are threads.
        oldest.remove();
      }
    }
    return Optional.ofNullable(posts.putIfAbsent(key, new Post(sha256, now, false)));
  }

  /** What was not taken may come again as if for the first time. */
  private synchronized void end(String key, boolean taken) {
    if (taken) {
      posts.computeIfPresent(key, (same, post) -> new Post(post.sha256(), post.at(), true));
    } else {
      posts.remove(key);
    }
  }

  private static byte[] sha256(String place, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(place.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e); // every Java has it
    }
  }
}
