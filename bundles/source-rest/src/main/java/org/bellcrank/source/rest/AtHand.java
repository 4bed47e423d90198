package org.bellcrank.source.rest;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;

/**
 * Requests that somebody waits for. The JDK's server cannot tell: where none is at hand it uses up
 * whatever time its end is given. Safe for any thread.
 */
final class AtHand extends Filter {

  private int count;
  private boolean ending;

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (!begins()) {
      try (exchange) {
        exchange.getResponseHeaders().set("Retry-After", "1");
        exchange.sendResponseHeaders(503, -1);
      }
      return;
    }
    try {
      chain.doFilter(exchange);
    } finally {
      exchange.close();
      ended();
    }
  }

  private synchronized boolean begins() {
    count += ending ? 0 : 1;
    return !ending;
  }

  private synchronized void ended() {
    count--;
    notifyAll();
  }

  /** No more is begun, new ones are told to come again; returns once none is at hand. */
  synchronized void end(Duration patience) {
    ending = true;
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    try {
      while (count > 0 && left > 0) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String description() {
    return "counts requests at hand";
  }
}
