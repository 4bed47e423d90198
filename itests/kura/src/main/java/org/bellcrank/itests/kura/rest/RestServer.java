package org.bellcrank.itests.kura.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kura's REST below {@code /services}, on this machine alone. */
public final class RestServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
  private static final String BASE = "/services/";

  private record Guarded(boolean open, String permission, Call.Endpoint endpoint) {}

  private final HttpServer server;
  private final Identities identities;
  private final ExecutorService workers = Executors.newFixedThreadPool(8);
  private final Map<String, Guarded> endpoints = new TreeMap<>();
  private Foreign foreign = exchange -> false;

  /** Resources of add-ons, which Kura's server shows beside its own. */
  @FunctionalInterface
  public interface Foreign {

    /** False where there is none at this path; then nothing was sent. */
    boolean answer(HttpExchange exchange) throws IOException;
  }

  public RestServer(int port, Identities identities) throws IOException {
    this.identities = identities;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(workers);
    server.createContext(BASE, this::handle);
  }

  /**
   * @param method and path below {@code /services/}; the path may go on in the request
   * @param permission without its prefix, such as {@code rest.deploy}; null for any identity
   */
  public void on(String method, String path, String permission, Call.Endpoint endpoint) {
    endpoints.put(method + " " + path, new Guarded(false, permission, endpoint));
  }

  /** For everybody. */
  void open(String method, String path, Call.Endpoint endpoint) {
    endpoints.put(method + " " + path, new Guarded(true, null, endpoint));
  }

  public void foreign(Foreign resources) {
    foreign = resources;
  }

  public void start() {
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        serve(exchange);
      } catch (Call.Refusal e) {
        refuse(exchange, e.status(), e.getMessage());
      } catch (IOException | RuntimeException e) {
        LOG.warn("{} failed: {}", exchange.getRequestURI(), e.toString());
        refuse(exchange, 500, e.toString());
      }
    }
  }

  private void serve(HttpExchange exchange) throws IOException, Call.Refusal {
    String path = exchange.getRequestURI().getPath().substring(BASE.length());
    String asked = exchange.getRequestMethod() + " " + path;
    String key = longest(asked);
    if (key == null && foreign.answer(exchange)) {
      return;
    }
    if (key == null) {
      throw new Call.Refusal(404, "no such resource");
    }
    Guarded guarded = endpoints.get(key);
    if (!guarded.open()) {
      identities.check(exchange, guarded.permission());
    }
    String rest = asked.substring(key.length()).replace("/", "");
    answer(exchange, 200, guarded.endpoint().answer(new Call(exchange, rest)));
  }

  private String longest(String asked) {
    String found = null;
    for (String key : endpoints.keySet()) {
      boolean fits = asked.equals(key) || asked.startsWith(key + "/");
      if (fits && (found == null || key.length() > found.length())) {
        found = key;
      }
    }
    return found;
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    JsonObject told = new JsonObject();
    told.addProperty("message", message);
    answer(exchange, status, told);
  }

  private static void answer(HttpExchange exchange, int status, JsonElement json)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = json == null ? new byte[0] : json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
