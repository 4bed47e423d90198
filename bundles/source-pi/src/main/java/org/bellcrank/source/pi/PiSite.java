package org.bellcrank.source.pi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;
import org.bellcrank.historian.AnswerText;
import org.bellcrank.historian.HistorianException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/** A PI Web API that is asked by GET; for one thread at a time. */
final class PiSite {

  private static final int LARGEST_ANSWER = 64 << 20;
  private static final int WORDS = 300;
  private static final Set<Integer> NOT_THERE = Set.of(400, 403, 404);

  private final URI url;
  private final String user;
  private final Supplier<String> password;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * Asks nothing yet.
   *
   * @param user empty where none is needed
   * @param timeout for connecting and for each answer
   */
  PiSite(URI url, String user, Supplier<String> password, Duration timeout) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  URI url() {
    return url;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * What it answers.
   *
   * @param path behind the address, with its query
   */
  Facts get(String path) throws HistorianException, InterruptedException {
    Answer answer = answer(path);
    if (answer.status() != 200) {
      throw new HistorianException(answer.words());
    }
    return answer.facts();
  }

  /**
   * What it answers; without a status 200 it is about this path alone when the status is 400, 403
   * or 404.
   *
   * @throws HistorianException when it cannot be asked, or answers any other status
   */
  Answer find(String path) throws HistorianException, InterruptedException {
    Answer answer = answer(path);
    if (answer.status() != 200 && !NOT_THERE.contains(answer.status())) {
      throw new HistorianException(answer.words());
    }
    return answer;
  }

  /** An answer as it came. */
  record Answer(int status, String text) {

    Facts facts() throws HistorianException {
      try {
        // Some versions begin with a byte order mark.
        return Facts.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
      } catch (FactsException e) {
        throw new HistorianException("it answered what is no JSON object: " + e.getMessage(), e);
      }
    }

    String words() {
      return "it answered %d: %s".formatted(status, shortened(text));
    }
  }

  private Answer answer(String path) throws HistorianException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/" + path))
            .timeout(timeout)
            .header("Accept", "application/json");
    if (!user.isEmpty()) {
      byte[] login = (user + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return new Answer(response.statusCode(), AnswerText.of(body, LARGEST_ANSWER));
      }
    } catch (IOException e) {
      throw new HistorianException("it does not answer: " + e, e);
    }
  }

  static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > WORDS ? line.substring(0, WORDS) + "…" : line;
  }
}
