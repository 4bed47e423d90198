package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What senders are told, and what is noted of refusals. Safe for any thread. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final Store store;
  private final Clock clock;
  private final int maxBytes;

  /**
   * Answers of one source.
   *
   * @param maxBytes a message may have
   */
  Answers(Store store, Clock clock, int maxBytes) {
    this.store = store;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  int maxBytes() {
    return maxBytes;
  }

  /** Whether it is a post; else that is answered. */
  static boolean isPost(HttpExchange exchange) throws IOException {
    boolean post = exchange.getRequestMethod().equals("POST");
    if (!post) {
      exchange.getResponseHeaders().set("Allow", "POST");
      answer(exchange, 405, error("method", exchange.getRequestMethod(), "POST"));
    }
    return post;
  }

  /** Who sent it, as observations name it. */
  static String source(HttpExchange exchange) {
    return "rest:" + exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  /** A message that is too large is refused, which is answered. */
  Optional<byte[]> fitting(HttpExchange exchange, byte[] body) throws IOException {
    if (body.length <= maxBytes) {
      return Optional.of(body);
    }
    refuse(
        exchange,
        413,
        "message",
        "more than " + maxBytes + " bytes",
        "up to " + maxBytes + " bytes");
    return Optional.empty();
  }

  void refuse(HttpExchange exchange, int status, String field, String given, String allowed)
      throws IOException {
    refuse(exchange, status, field, "%s: given %s; allowed: %s".formatted(field, given, allowed));
  }

  void refuse(HttpExchange exchange, int status, String field, String words) throws IOException {
    LOG.warn(
        "Refused an observation from {}: {}; nothing of it is kept, its sender was told",
        exchange.getRemoteAddress(),
        words);
    Facts facts =
        Facts.with("error", words)
            .put("field", field)
            .put("from", exchange.getRemoteAddress().toString())
            .build();
    try {
      store.commit(
          unit -> {
            unit.append(clock.instant(), "observation.refused", "rest", facts);
            return null;
          });
    } catch (StoreException e) {
      LOG.error("The refusal could not be noted: {}", e.getMessage());
    }
    answer(exchange, status, facts);
  }

  /** It is to be sent again. */
  static void later(HttpExchange exchange, String words) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", "5");
    answer(exchange, 503, Facts.with("error", words).build());
  }

  static Facts error(String field, String given, String allowed) {
    return Facts.with("error", "%s: given %s; allowed: %s".formatted(field, given, allowed))
        .build();
  }

  static void answer(HttpExchange exchange, int status, Facts facts) throws IOException {
    Reply.send(exchange, status, facts);
  }
}
