package org.bellcrank.itests.doubles;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer.
 *
 * @param slowness how long its body takes to send
 */
record Reply(int status, Map<String, String> headers, byte[] body, Duration slowness) {

  private static final int DROPS = 20;

  Reply(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Duration.ZERO);
  }

  static Reply json(int status, Object value) {
    return of(status, "application/json", Json.write(value).getBytes(StandardCharsets.UTF_8));
  }

  static Reply html(int status, String page) {
    return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  static Reply of(int status, String type, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    return new Reply(status, headers, body);
  }

  static Reply empty(int status) {
    return new Reply(status, new LinkedHashMap<>(), new byte[0]);
  }

  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body, slowness);
  }

  /** Sends its body drop by drop, over so long. */
  Reply within(Duration time) {
    return new Reply(status, headers, body, time);
  }

  void send(HttpExchange exchange) throws IOException, InterruptedException {
    headers.forEach(
        (name, value) ->
            // A value of several lines is that header several times, which cookies need.
            exchange.getResponseHeaders().put(name, value.lines().toList()));
    boolean bodiless = status == 204 || status == 304 || "HEAD".equals(exchange.getRequestMethod());
    exchange.sendResponseHeaders(status, bodiless || body.length == 0 ? -1 : body.length);
    if (!bodiless && body.length > 0) {
      write(exchange.getResponseBody());
    }
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    if (slowness.isZero()) {
      out.write(body);
      return;
    }
    int drop = Math.max(1, body.length / DROPS);
    for (int i = 0; i < body.length; i += drop) {
      Thread.sleep(slowness.toMillis() / DROPS);
      out.write(body, i, Math.min(drop, body.length - i));
      out.flush();
    }
  }
}
