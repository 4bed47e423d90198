package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sender with fixed headers; paths are resolved against the double's root. */
final class Client {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;
  private final String[] headers;

  Client(URI root, String... headers) {
    this.root = root;
    this.headers = headers;
  }

  static Client maximo(MaximoDouble maximo) {
    return new Client(
        maximo.uri(),
        "apikey",
        "bedford-api-key",
        "x-public-uri",
        maximo.uri() + "/maximo/api",
        "Content-Type",
        "application/json");
  }

  static Client custom(CustomRestDouble custom) {
    return new Client(
        custom.uri(),
        "Authorization",
        "Basic Z2F0ZXdheTpseW9uLWdhdGV3YXk=",
        "Content-Type",
        "application/json");
  }

  Answer get(String path, String... more) throws IOException {
    return send("GET", path, BodyPublishers.noBody(), more);
  }

  Answer post(String path, Object json, String... more) throws IOException {
    return send("POST", path, BodyPublishers.ofString(Json.write(json)), more);
  }

  Answer unchecked(String path, Object json, String... more) {
    try {
      return post(path, json, more);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  Answer put(String path, Object json, String... more) throws IOException {
    return send("PUT", path, BodyPublishers.ofString(Json.write(json)), more);
  }

  Answer bytes(String path, byte[] body, String... more) throws IOException {
    return send("POST", path, BodyPublishers.ofByteArray(body), more);
  }

  Answer send(String method, String path, BodyPublisher body, String... more) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body);
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    for (int i = 0; i < all.size(); i += 2) {
      request.setHeader(all.get(i), all.get(i + 1));
    }
    try {
      return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** What came back. */
  record Answer(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    Map<String, Object> json() {
      try {
        return Json.readObject(response.body());
      } catch (Json.Malformed malformed) {
        throw new AssertionError(text(), malformed);
      }
    }

    /** A value by its path: keys and positions parted by dots. */
    Object at(String path) {
      Object value = json();
      for (String step : path.split("\\.")) {
        value =
            value instanceof List<?> list
                ? list.get(Integer.parseInt(step))
                : ((Map<?, ?>) value).get(step);
      }
      return value;
    }
  }
}
