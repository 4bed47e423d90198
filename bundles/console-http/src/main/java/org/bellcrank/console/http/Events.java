package org.bellcrank.console.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Store;

/**
 * Tells every open page that something was committed (server-sent events), at most twice a second.
 * One thread writes to all of them, so open pages take no thread of the server.
 */
final class Events implements HttpHandler, AutoCloseable {

  static final String PATH = "/api/events";

  private static final byte[] CHANGED = "data: changed\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ALIVE = ": alive\n\n".getBytes(StandardCharsets.UTF_8);
  private static final int MOST_PAGES = 100;

  private final Queue<HttpExchange> pages = new ConcurrentLinkedQueue<>();
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread;

  private Store store;
  private Store.Registration registration = () -> {};

  Events() {
    thread = new Thread(this::tell, "bellcrank-console-events");
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells of its commits from now on, and of its coming. */
  synchronized void follow(Store there) {
    registration.close();
    store = there;
    registration = there.onCommit(changes::release);
    changes.release();
  }

  /** It went, which is told too. */
  synchronized void leave(Store gone) {
    if (store == gone) {
      registration.close();
      registration = () -> {};
      store = null;
      changes.release();
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    boolean asked =
        exchange.getRequestMethod().equals("GET")
            && exchange.getRequestURI().getRawPath().equals(PATH);
    if (!asked) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    if (pages.size() >= MOST_PAGES) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(ALIVE);
    exchange.getResponseBody().flush();
    pages.add(exchange);
  }

  private void tell() {
    try {
      while (true) {
        boolean changed = changes.tryAcquire(15, TimeUnit.SECONDS);
        changes.drainPermits();
        pages.removeIf(page -> !reached(page, changed ? CHANGED : ALIVE));
        if (changed) {
          TimeUnit.MILLISECONDS.sleep(500);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean reached(HttpExchange page, byte[] words) {
    try {
      page.getResponseBody().write(words);
      page.getResponseBody().flush();
      return true;
    } catch (IOException e) {
      page.close();
      return false;
    }
  }

  @Override
  public synchronized void close() {
    registration.close();
    thread.interrupt();
    pages.forEach(HttpExchange::close);
    pages.clear();
  }
}
