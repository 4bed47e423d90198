package org.bellcrank.source.rest;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bellcrank.journal.Facts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns requests away before they are read. Whoever they come from could send any number of them,
 * so nothing is written to the journal.
 */
abstract class Gate extends Filter {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final long TOLD_EVERY = Duration.ofMinutes(1).toNanos();

  private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TOLD_EVERY);

  /** Why it is turned away; empty for one that may pass. */
  abstract Optional<Refusal> refusal(HttpExchange exchange) throws IOException;

  @Override
  public final void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<Refusal> refusal = refusal(exchange);
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
    } else {
      chain.doFilter(exchange);
    }
  }

  static String shown(Headers headers, String name) {
    String given = headers.getFirst(name);
    return given == null ? "nothing" : given;
  }

  private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    try (exchange) {
      tell(exchange, refusal);
      if (refusal.status() == 503) {
        exchange.getResponseHeaders().set("Retry-After", "5");
      }
      if (refusal.status() == 401) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "HMAC-SHA256");
      }
      Reply.send(
          exchange,
          refusal.status(),
          Facts.with("error", refusal.words()).put("field", refusal.field()).build());
    }
  }

  /** At most one line a minute: a page could ask as often as it likes. */
  private void tell(HttpExchange exchange, Refusal refusal) {
    long now = System.nanoTime();
    long last = toldAt.get();
    if (now - last >= TOLD_EVERY && toldAt.compareAndSet(last, now)) {
      LOG.warn("Refused a request from {}: {}", exchange.getRemoteAddress(), refusal.words());
    }
  }
}
