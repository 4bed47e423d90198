package org.bellcrank.itests.doubles;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer: status, headers, body. */
record Reply(int status, Map<String, String> headers, byte[] body) {

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
    return new Reply(status, more, body);
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean bodiless = status == 204 || status == 304 || "HEAD".equals(exchange.getRequestMethod());
    exchange.sendResponseHeaders(status, bodiless || body.length == 0 ? -1 : body.length);
    if (!bodiless && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
