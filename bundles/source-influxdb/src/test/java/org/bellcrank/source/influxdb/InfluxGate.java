package org.bellcrank.source.influxdb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A double, no InfluxDB: it wants the token as InfluxDB 2.x and 3.x do, and either passes the
 * question on to a real 1.x or gives an answer it was told.
 */
final class InfluxGate implements AutoCloseable {

  static final String TOKEN = "t-0==";

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String behind;
  private volatile String answer = "";

  /**
   * Listens on a free port.
   *
   * @param behind address of the real one; empty for none
   */
  InfluxGate(String behind) throws IOException {
    this.behind = behind;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/query", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What is answered without a real one behind. */
  void answers(String csv) {
    answer = csv;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] asked = exchange.getRequestBody().readAllBytes();
      boolean known =
          ("Token " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] body =
          (known ? (behind.isEmpty() ? answer : passed(asked)) : "unauthorized access")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 401, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String passed(byte[] asked) throws IOException {
    String login = InfluxServer.USER + ":" + InfluxServer.PASSWORD;
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(behind + "/query"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .header("Accept", "application/csv")
                  .header(
                      "Authorization",
                      "Basic " + Base64.getEncoder().encodeToString(login.getBytes()))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
