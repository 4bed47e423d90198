package org.bellcrank.itests.chaos.days;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.journal.Facts;

/**
 * A CMMS with the interface of the small REST CMMS and the book of a million orders. Nothing
 * listens before it is open; then it answers at once, asks for a pause now and then, and now and
 * then does what it was asked for and gives no answer.
 */
final class Cmms implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String ORDERS = "/api/v1/workorders";
  private static final Pattern REFERENCE = Pattern.compile("external_reference=([A-Z2-7]+)");
  private static final Pattern ORDER = Pattern.compile(ORDERS + "/(\\d+)(/attachments)?");

  /** What is on its way when a pause is asked for may still arrive. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(250);

  /** Each so manieth create is not answered. */
  private static final long UNANSWERED_EVERY = 211;

  private final SharedTime time;
  private final Duration pause;
  private final int port;
  private final Book book = new Book();
  private final ExecutorService threads = Executors.newFixedThreadPool(32);
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong pauses = new AtomicLong();
  private final AtomicLong early = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final Map<Long, Facts> updates = new ConcurrentHashMap<>();
  private volatile HttpServer server;
  private volatile long pauseEvery = Long.MAX_VALUE;
  private volatile long pausedAt;

  /**
   * @param pause what it asks for with 429
   */
  Cmms(SharedTime time, Duration pause) {
    this.time = time;
    this.pause = pause;
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(HOST, 0));
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://%s:%d".formatted(HOST, port));
  }

  /** It is back; after each so many orders it asks for a pause. */
  void open(long every) throws IOException {
    pauseEvery = every;
    server = HttpServer.create(new InetSocketAddress(HOST, port), 256);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  Book book() {
    return book;
  }

  /** Whoever calls next knows of no pause. */
  void forgetPause() {
    pausedAt = 0;
  }

  long calls() {
    return calls.get();
  }

  long pauses() {
    return pauses.get();
  }

  /** Calls that came although a pause had been asked for. */
  long early() {
    return early.get();
  }

  /** What was done and not answered. */
  long unanswered() {
    return unanswered.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.incrementAndGet();
      long since = time.ticks() - pausedAt;
      if (pausedAt != 0
          && since > ON_ITS_WAY.toNanos()
          && since < pause.minus(ON_ITS_WAY).toNanos()) {
        early.incrementAndGet();
      }
      String path = exchange.getRequestURI().getPath();
      Matcher one = ORDER.matcher(path);
      if (!one.matches()) {
        orders(exchange, body);
      } else if (one.group(2) != null) {
        attachments(exchange, Long.parseLong(one.group(1)), body);
      } else {
        order(exchange, Long.parseLong(one.group(1)), body);
      }
    }
  }

  private void orders(HttpExchange exchange, String body) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      create(exchange, Facts.parse(body));
      return;
    }
    Matcher wanted = REFERENCE.matcher(exchange.getRequestURI().getRawQuery());
    Long id = wanted.find() ? book.find(wanted.group(1)) : null;
    List<Facts> found = id == null ? List.of() : List.of(shown(id));
    answer(exchange, 200, Facts.with("data", found).put("total", found.size()).build());
  }

  private void create(HttpExchange exchange, Facts order) throws IOException {
    long coming = book.orders() + 1;
    if (coming / pauseEvery > pauses.get()) {
      pauses.incrementAndGet();
      pausedAt = time.ticks();
      exchange.getResponseHeaders().set("Retry-After", "" + pause.toSeconds());
      answer(exchange, 429, Facts.with("message", "too many").build());
      return;
    }
    long id =
        book.add(order.requireText("external_reference"), (int) order.whole("priority").orElse(9));
    if (id % UNANSWERED_EVERY == 0) {
      unanswered.incrementAndGet();
      return;
    }
    answer(exchange, 201, shown(id));
  }

  private void order(HttpExchange exchange, long id, String body) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      updates.put(id, Facts.parse(body));
    }
    answer(exchange, 200, shown(id));
  }

  private void attachments(HttpExchange exchange, long id, String body) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      Facts file = Facts.parse(body);
      byte[] bytes = Base64.getDecoder().decode(file.requireText("data"));
      book.attach(id, file.requireText("filename"), bytes);
      answer(exchange, 201, Facts.with("filename", file.text("filename")).build());
      return;
    }
    answer(exchange, 200, Facts.with("data", book.attachments(id)).build());
  }

  private Facts shown(long id) {
    return Facts.with("id", id)
        .put("number", Book.number(id))
        .put("external_reference", book.reference(id))
        .put("status", "open")
        .putAll(updates.getOrDefault(id, Facts.empty()))
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
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }
}
