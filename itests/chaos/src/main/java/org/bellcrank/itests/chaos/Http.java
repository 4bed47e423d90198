package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.bellcrank.journal.Facts;

/** JSON over HTTP on this machine. Safe for any thread. */
public final class Http {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * An answer.
   *
   * @param status its code
   * @param body its text
   */
  public record Reply(int status, String body) {

    public Facts facts() {
      return Facts.parse(body);
    }
  }

  /**
   * A port that is free now and lies below the range from which clients get theirs, so that it is
   * still free when the gateway comes back.
   */
  public static int freePort(SplittableRandom random) {
    for (int i = 0; i < 1000; i++) {
      int port = random.nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
    throw new ChaosException("no free port from %d to %d".formatted(FIRST_PORT, LAST_PORT));
  }

  public Reply post(URI address, String json, Duration within)
      throws IOException, InterruptedException {
    return post(address, json, Map.of(), within);
  }

  /** As the first, with further headers. */
  public Reply post(URI address, String json, Map<String, String> headers, Duration within)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(within)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    headers.forEach(request::header);
    return send(request.build());
  }

  public Reply get(URI address, Duration within) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).timeout(within).build());
  }

  public Reply delete(URI address, Duration within) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address).timeout(within).DELETE().build());
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return new Reply(response.statusCode(), response.body());
  }
}
