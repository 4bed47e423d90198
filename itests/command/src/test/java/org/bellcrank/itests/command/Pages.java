package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/** What the console's pages ask and post, as they do it. */
final class Pages {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  Pages(int port) {
    root = "http://127.0.0.1:" + port;
  }

  /**
   * Empty while nobody listens or who listens goes away, as a console that is just set up anew, and
   * while the gateway says that it cannot answer.
   */
  Optional<Facts> told(String path) throws IOException, InterruptedException {
    try {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(root + path)).GET());
      return answer.statusCode() == 200
          ? Optional.of(Facts.parse(answer.body()))
          : Optional.empty();
    } catch (IOException e) { // not yet
      return Optional.empty();
    }
  }

  Facts get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(root + path)).GET());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return Facts.parse(answer.body());
  }

  /** Why something cannot be told. */
  String why(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(root + path)).GET());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    return Facts.parse(answer.body()).requireText("error");
  }

  HttpResponse<String> post(String path, Facts.Builder given)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Content-Type", "application/json")
            .header("X-Bellcrank-Token", get("/api/token").requireText("token"))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    given.put("who", "Ada Miller").build().json())));
  }

  Facts posted(String path, Facts.Builder given) throws IOException, InterruptedException {
    HttpResponse<String> answer = post(path, given);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return Facts.parse(answer.body());
  }

  /** Brings a version that is kept aside into force, after a look at what differs. */
  void activate(String version) throws IOException, InterruptedException {
    Facts changes = get("/api/versions/" + version);
    posted(
        "/api/versions/" + version + "/activate",
        Facts.with("why", "they were seen at the machine")
            .put("with", changes.requireText("inForce")));
  }

  /** What the page Points tells of a point; empty where it knows none. */
  Optional<Facts> point(String id) throws IOException, InterruptedException {
    return points().stream().filter(each -> each.requireText("id").equals(id)).findFirst();
  }

  private List<Facts> points() throws IOException, InterruptedException {
    return get("/api/points").factsList("points");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(
        request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
