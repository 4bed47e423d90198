package org.bellcrank.itests.bench.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A CMMS that takes one POST for an order and answers 201 at once; it notes who came when. */
final class OrderStub implements AutoCloseable {

  /** Our message ends in its number; a gateway may add which finding of the message it was. */
  private static final Pattern MESSAGE = Pattern.compile("\"message\":\\s*\"L(\\d+)");

  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicInteger delivered = new AtomicInteger();
  private final AtomicLong doubled = new AtomicLong();
  private final AtomicLong strange = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private volatile Book book = new Book(0, new AtomicLongArray(0));

  /** Arrivals of the messages that are numbered from {@code first}. */
  private record Book(int first, AtomicLongArray arrivals) {}

  OrderStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    server.setExecutor(threads);
    server.createContext("/orders", this::take);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Forgets everything and expects so many messages, numbered from {@code first}. */
  void expect(int first, int messages) {
    book = new Book(first, new AtomicLongArray(messages));
    delivered.set(0);
    doubled.set(0);
    strange.set(0);
  }

  /** Different messages whose order came. */
  int delivered() {
    return delivered.get();
  }

  long doubled() {
    return doubled.get();
  }

  /** Orders of an earlier round, since the beginning. */
  long late() {
    return late.get();
  }

  /** Requests in which no message of ours was named. */
  long strange() {
    return strange.get();
  }

  /**
   * When an order's body was read, by the clock of {@link System#nanoTime()}; 0 for never.
   *
   * @param message counted from the first that is expected
   */
  long arrival(int message) {
    return book.arrivals().get(message);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      long now = System.nanoTime();
      Matcher named = MESSAGE.matcher(body);
      int number = named.find() ? Integer.parseInt(named.group(1)) : -1;
      Book open = book;
      int place = number - open.first();
      if (number < 0 || place >= open.arrivals().length()) {
        strange.incrementAndGet();
      } else if (place < 0) {
        late.incrementAndGet();
      } else if (open.arrivals().compareAndSet(place, 0, now)) {
        delivered.incrementAndGet();
      } else {
        doubled.incrementAndGet();
      }
      byte[] answer = ("{\"number\":\"S-" + number + "\"}").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(201, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
