package org.bellcrank.source.pi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A double of PI Web API, made from its public reference, never held against a real one: points and
 * attributes by path, recorded and interpolated values of several streams. Safe for any thread.
 */
final class PiDouble implements AutoCloseable {

  static final String USER = "reader";
  static final String PASSWORD = "only for tests";

  final Map<String, ConcurrentSkipListMap<Instant, String>> streams = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile boolean failing;
  private final HttpServer server;

  PiDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/piwebapi/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/piwebapi".formatted(server.getAddress().getPort());
  }

  /** A value of a stream: the members of its JSON object beside the time. */
  void add(String path, Instant at, String members) {
    streams.computeIfAbsent(path, none -> new ConcurrentSkipListMap<>()).put(at, members);
  }

  void number(String path, Instant at, double value) {
    add(path, at, "\"Value\":%s,\"Good\":true,\"Questionable\":false".formatted(value));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    String login =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    String path = exchange.getRequestURI().getPath().substring("/piwebapi/".length());
    Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
    try (exchange) {
      if (!login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(exchange, 401, "{\"Message\":\"Authorization has been denied for this request.\"}");
      } else if (failing) {
        send(exchange, 503, "{\"Errors\":[\"the server is shutting down\"]}");
      } else if (path.equals("points") || path.equals("attributes")) {
        named(exchange, query.get("path").get(0));
      } else if (path.equals("streamsets/recorded")) {
        send(exchange, 200, items(query, false));
      } else if (path.equals("streamsets/end")) {
        send(exchange, 200, ends(query));
      } else if (path.equals("streamsets/interpolated")) {
        send(exchange, 200, items(query, true));
      } else {
        send(exchange, 404, "{\"Message\":\"no such controller\"}");
      }
    }
  }

  private void named(HttpExchange exchange, String path) throws IOException {
    if (streams.containsKey(path)) {
      send(exchange, 200, "{\"WebId\":\"%s\"}".formatted(id(path)));
    } else {
      send(
          exchange,
          404,
          "{\"Errors\":[\"'%s' not found.\"]}".formatted(path.replace("\\", "\\\\")));
    }
  }

  private static String id(String path) {
    return "F1"
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(path.getBytes(StandardCharsets.UTF_8));
  }

  private String items(Map<String, List<String>> query, boolean interpolated) {
    Instant from = Instant.parse(query.get("startTime").get(0));
    Instant to = Instant.parse(query.get("endTime").get(0));
    List<String> sets = new ArrayList<>();
    for (String id : query.get("webId")) {
      String path =
          new String(Base64.getUrlDecoder().decode(id.substring(2)), StandardCharsets.UTF_8);
      List<String> values =
          interpolated
              ? interpolated(path, from, to, query.get("interval").get(0))
              : recorded(path, from, to, Integer.parseInt(query.get("maxCount").get(0)));
      sets.add("{\"WebId\":\"%s\",\"Items\":[%s]}".formatted(id, String.join(",", values)));
    }
    return "{\"Links\":{},\"Items\":[%s]}".formatted(String.join(",", sets));
  }

  /** As the reference shows it: each stream with a list of one value. */
  private String ends(Map<String, List<String>> query) {
    List<String> sets = new ArrayList<>();
    for (String id : query.get("webId")) {
      String path =
          new String(Base64.getUrlDecoder().decode(id.substring(2)), StandardCharsets.UTF_8);
      Map.Entry<Instant, String> last = streams.get(path).lastEntry();
      sets.add(
          "{\"WebId\":\"%s\",\"Items\":[{\"Timestamp\":\"%s\",%s}]}"
              .formatted(id, last.getKey(), last.getValue()));
    }
    return "{\"Links\":{},\"Items\":[%s]}".formatted(String.join(",", sets));
  }

  private List<String> recorded(String path, Instant from, Instant to, int most) {
    return streams.get(path).subMap(from, true, to, true).entrySet().stream()
        .limit(most)
        .map(each -> "{\"Timestamp\":\"%s\",%s}".formatted(each.getKey(), each.getValue()))
        .toList();
  }

  /**
   * The number of seconds since 1970 as the value; another one for the last second, as before the
   * next event is archived.
   */
  private static List<String> interpolated(String path, Instant from, Instant to, String interval) {
    long step = Long.parseLong(interval.replace("ms", ""));
    List<String> values = new ArrayList<>();
    for (Instant at = from; !at.isAfter(to); at = at.plusMillis(step)) {
      boolean archived = at.isBefore(Instant.now().minusSeconds(1));
      double value = at.getEpochSecond() + (archived ? 0 : 0.5);
      values.add("{\"Timestamp\":\"%s\",\"Value\":%s,\"Good\":true}".formatted(at, value));
    }
    return values;
  }

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new ConcurrentHashMap<>();
    for (String each : raw.split("&")) {
      String[] parts = each.split("=", 2);
      query
          .computeIfAbsent(parts[0], none -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
