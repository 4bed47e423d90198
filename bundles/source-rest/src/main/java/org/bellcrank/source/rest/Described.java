package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The document of OpenAPI that says what can be posted here. */
final class Described implements HttpHandler {

  private static final String DOCUMENT = "/openapi/source-rest.json";

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] document;
      try (InputStream in = Described.class.getResourceAsStream(DOCUMENT)) {
        document = Objects.requireNonNull(in, DOCUMENT).readAllBytes();
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(200, document.length);
      exchange.getResponseBody().write(document);
    }
  }
}
