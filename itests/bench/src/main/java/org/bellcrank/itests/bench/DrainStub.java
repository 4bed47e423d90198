package org.bellcrank.itests.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.journal.Facts;

/**
 * A CMMS that answers at once, with the interface of the small REST CMMS as far as an order needs
 * it. It can be away, and every so many orders it asks for a pause of a second.
 */
final class DrainStub implements AutoCloseable {

  private static final String ORDERS = "/api/v1/workorders";
  private static final Pattern REFERENCE = Pattern.compile("external_reference=([A-Z2-7]+)");
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  /** What is on its way when the pause is asked for may still arrive. */
  private static final long ON_ITS_WAY = TimeUnit.MILLISECONDS.toNanos(250);

  /** Calls side by side, and what began before. */
  private static final int ON_THE_WAY_AT_ONCE = 64;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(32);
  private final Map<String, Long> ids = new ConcurrentHashMap<>();
  private final Map<Long, String> references = new ConcurrentHashMap<>();
  private final AtomicLong created = new AtomicLong();
  private final AtomicLong doubled = new AtomicLong();
  private final AtomicLong pauses = new AtomicLong();
  private final AtomicLong early = new AtomicLong();
  private final AtomicLong urgentLate = new AtomicLong();
  private volatile boolean away = true;
  private volatile long pauseFrom;
  private volatile long pauseEvery = Long.MAX_VALUE;
  private volatile long urgent;

  DrainStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * It is back.
   *
   * @param every after how many orders it asks for a pause
   * @param urgentOrders how many of priority 1 wait; they are to be the first
   */
  void open(long every, long urgentOrders) {
    pauseEvery = every;
    urgent = urgentOrders;
    away = false;
  }

  long created() {
    return created.get();
  }

  /** Orders that were made a second time. */
  long doubled() {
    return doubled.get();
  }

  long pauses() {
    return pauses.get();
  }

  /** Calls that came although a pause had been asked for. */
  long early() {
    return early.get();
  }

  /** Orders of priority 1 that came after others that were less urgent. */
  long urgentLate() {
    return urgentLate.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (away) {
        exchange.getResponseHeaders().set("Retry-After", "3600");
        answer(exchange, 503, Facts.with("message", "away").build());
        return;
      }
      long since = System.nanoTime() - pauseFrom;
      if (pauseFrom != 0 && since > ON_ITS_WAY && since < PAUSE - ON_ITS_WAY) {
        early.incrementAndGet();
      }
      if (exchange.getRequestMethod().equals("POST")) {
        create(exchange, Facts.parse(new String(body, StandardCharsets.UTF_8)));
      } else {
        look(exchange);
      }
    }
  }

  private void create(HttpExchange exchange, Facts order) throws IOException {
    long number = created.get() + 1;
    if (number % pauseEvery == 0 && pauses.get() < number / pauseEvery) {
      pauses.incrementAndGet();
      pauseFrom = System.nanoTime();
      exchange.getResponseHeaders().set("Retry-After", "1");
      answer(exchange, 429, Facts.with("message", "too many").build());
      return;
    }
    String reference = order.requireText("external_reference");
    long id = created.incrementAndGet();
    if (order.whole("priority").orElse(0) == 1 && id > urgent + ON_THE_WAY_AT_ONCE) {
      urgentLate.incrementAndGet();
    }
    if (ids.putIfAbsent(reference, id) != null) {
      doubled.incrementAndGet();
    }
    references.put(id, reference);
    answer(exchange, 201, order(id));
  }

  private void look(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(ORDERS)) {
      Matcher wanted = REFERENCE.matcher(exchange.getRequestURI().getRawQuery());
      Long id = wanted.find() ? ids.get(wanted.group(1)) : null;
      List<Facts> found = id == null ? List.of() : List.of(order(id));
      answer(exchange, 200, Facts.with("data", found).put("total", found.size()).build());
      return;
    }
    answer(exchange, 200, order(Long.parseLong(path.substring(path.lastIndexOf('/') + 1))));
  }

  private Facts order(long id) {
    return Facts.with("id", id)
        .put("number", "WO-" + id)
        .put("external_reference", references.get(id))
        .put("status", "open")
        .build();
  }

  private static void answer(HttpExchange exchange, int status, Facts facts) throws IOException {
    byte[] bytes = facts.json().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
