package org.bellcrank.console.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.console.Answer;
import org.bellcrank.console.Console;
import org.bellcrank.console.Request;
import org.bellcrank.console.Route;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request and writes its answer. */
final class Api implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final int BODY_BYTES = 64 * 1024;
  private static final String TOKEN = "/api/token";

  private final Route start;
  private volatile Console console;
  private final Token token = new Token();

  /**
   * Answers that one route alone until there is more.
   *
   * @param start how the gateway starts
   */
  Api(Route start) {
    this.start = start;
  }

  synchronized void show(Console there) {
    console = there;
  }

  synchronized void hide(Console gone) {
    console = console == gone ? null : console;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean changes = !exchange.getRequestMethod().equals("GET");
      Optional<Found> found = find(exchange);
      boolean proves = found.filter(each -> each.route().provesItself()).isPresent();
      if (changes && !proves && !token.isOurs(exchange)) {
        send(
            exchange,
            403,
            error(
                "given no valid %s; allowed: what GET %s tells; nothing was changed"
                    .formatted(Token.HEADER, TOKEN)));
        return;
      }
      Answer answer;
      try {
        answer = answer(exchange, found);
      } catch (StoreException e) {
        LOG.warn("{} cannot be answered: {}", path(exchange), e.getMessage());
        send(exchange, 503, error("the store cannot be read, try again: " + e.getMessage()));
        return;
      } catch (RuntimeException e) {
        LOG.error("{} cannot be answered", path(exchange), e);
        send(exchange, 500, error("the gateway stumbled over this request; its log says more"));
        return;
      }
      if (answer instanceof Answer.Json json) {
        send(exchange, 200, json.facts());
      } else if (answer instanceof Answer.Content content) {
        // What a link shows, it shows for as long as it lives, and is kept nowhere besides.
        exchange
            .getResponseHeaders()
            .set(
                "Cache-Control",
                proves ? "private, no-store" : "private, max-age=31536000, immutable");
        send(exchange, 200, content.mediaType(), content.bytes());
      } else if (answer instanceof Answer.NotFound missing) {
        send(exchange, 404, error("no such thing: " + missing.what()));
      } else if (answer instanceof Answer.Gone gone) {
        send(exchange, 410, error(gone.why()));
      } else if (answer instanceof Answer.Refused refused) {
        send(exchange, 400, error(refused.why()));
      } else if (answer instanceof Answer.Conflict conflict) {
        send(exchange, 409, error(conflict.why()));
      }
    }
  }

  /** Without its query, which may hold what opens something. */
  private static String path(HttpExchange exchange) {
    return exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
  }

  private static Facts error(String words) {
    return Facts.with("error", words).build();
  }

  private record Found(Route route, Map<String, String> parts) {}

  private Optional<Found> find(HttpExchange exchange) {
    Console there = console;
    String path = exchange.getRequestURI().getRawPath();
    for (Route route : there == null ? List.of(start) : there.routes()) {
      Optional<Map<String, String>> parts =
          route.method().equals(exchange.getRequestMethod())
              ? match(route.path(), path)
              : Optional.empty();
      if (parts.isPresent()) {
        return Optional.of(new Found(route, parts.get()));
      }
    }
    return Optional.empty();
  }

  private Answer answer(HttpExchange exchange, Optional<Found> found) throws IOException {
    String method = exchange.getRequestMethod();
    URI uri = exchange.getRequestURI();
    if (method.equals("GET") && uri.getRawPath().equals(TOKEN)) {
      return new Answer.Json(Facts.with("token", token.text()).build());
    }
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
    if (body.length > BODY_BYTES) {
      return new Answer.Refused("given a body above " + BODY_BYTES + " bytes; allowed: up to that");
    }
    if (found.isPresent()) {
      Request request =
          new Request(
              found.get().parts(),
              query(uri.getRawQuery()),
              body,
              uri.toString(),
              headers(exchange));
      return found.get().route().answer(request);
    }
    if (console == null) {
      throw new StoreException("the gateway starts; GET /api/start says what it waits for", null);
    }
    return new Answer.NotFound(method + " " + uri.getRawPath());
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return headers;
  }

  /** The values of the parts in braces; empty when the path does not fit. */
  static Optional<Map<String, String>> match(String pattern, String path) {
    String[] wanted = pattern.split("/");
    String[] given = path.split("/");
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> parts = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") && wanted[i].endsWith("}")) {
        parts.put(wanted[i].substring(1, wanted[i].length() - 1), decode(given[i]));
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> values = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return values;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static void send(HttpExchange exchange, int status, Facts facts) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    send(
        exchange,
        status,
        "application/json; charset=utf-8",
        facts.json().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String mediaType, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    // Evidence may be any type its source named; as a page of its own it may do nothing.
    exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; sandbox");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
