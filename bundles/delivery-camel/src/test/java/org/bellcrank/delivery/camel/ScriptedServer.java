package org.bellcrank.delivery.camel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bellcrank.delivery.SqlRequest;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.rfc.RfcDestination;

/** Answers by a script and keeps what it was asked. */
final class ScriptedServer implements AutoCloseable {

  /**
   * What came.
   *
   * @param rawPath as it came; {@code path} is decoded
   */
  record Asked(
      String method,
      String path,
      String rawPath,
      String query,
      Map<String, String> headers,
      byte[] body) {}

  /** A negative status closes the connection without an answer. */
  record Answer(int status, Map<String, String> headers, String body) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Function<Asked, Answer> script;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ScriptedServer(Function<Asked, Answer> script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Statements for a database, as a request of the method SQL; the script answers them too. */
  StepAnswer statements(SqlRequest request) {
    Asked statements = new Asked("SQL", "/", "/", null, Map.of(), request.body());
    asked.add(statements);
    Answer answer = script.apply(statements);
    return answer.status() < 0
        ? new StepAnswer.Unknown("the commit was not answered")
        : new StepAnswer.Answered(
            answer.status(), answer.headers(), answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Calls to a folder, as requests of the methods FILE (one is put there) and LOOK. */
  StepAnswer folders(FileRequest request) {
    String query =
        request.query().entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    Asked call =
        new Asked(
            request.writes() ? "FILE" : "LOOK",
            request.path(),
            request.path(),
            query.isEmpty() ? null : query,
            Map.of(),
            request.body());
    asked.add(call);
    Answer answer = script.apply(call);
    return answer.status() < 0
        ? new StepAnswer.Unknown("the share did not answer")
        : new StepAnswer.Answered(
            answer.status(), answer.headers(), answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Calls of function modules, as a request of the method RFC. */
  StepAnswer functionModules(RfcDestination destination, byte[] body) {
    Asked calls = new Asked("RFC", "/", "/", null, Map.of(), body);
    asked.add(calls);
    Answer answer = script.apply(calls);
    return answer.status() < 0
        ? new StepAnswer.Unknown(destination + " did not answer")
        : new StepAnswer.Answered(
            answer.status(), answer.headers(), answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    Asked request =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestURI().getRawQuery(),
            headers,
            exchange.getRequestBody().readAllBytes());
    asked.add(request);
    Answer answer = script.apply(request);
    if (answer.status() < 0) {
      exchange.close();
      return;
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
