package org.bellcrank.itests.kura;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A sender that posts measurements to our intake without a pause, and repeats each until it is
 * acknowledged, as every plant system must.
 */
final class Flow implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI intake;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "observations");
  private volatile boolean stopped;
  private volatile long longestGap;

  private Flow(URI intake) {
    this.intake = intake;
  }

  static Flow start(URI intake) {
    Flow flow = new Flow(intake);
    flow.thread.setDaemon(true);
    flow.thread.start();
    Wait.until(
        "the first observation",
        Duration.ofSeconds(90),
        () -> flow.count() > 0 || !flow.refusals.isEmpty());
    if (flow.count() == 0) {
      flow.close();
      throw new AssertionError("the intake refuses: " + flow.refusals.get(0));
    }
    return flow;
  }

  int count() {
    return acknowledged.size();
  }

  /**
   * Which acknowledged observations the gateway does not have: it answers one that it has with 200,
   * a new one with 201.
   */
  List<String> lost() {
    return acknowledged.stream().filter(id -> send(id) != 200).toList();
  }

  /** What the intake said to a well-formed observation it will never take. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** Longest time between two acknowledgements since the last call. */
  Duration longestGap() {
    Duration gap = Duration.ofNanos(longestGap);
    longestGap = 0;
    return gap;
  }

  /** Waits until more observations are acknowledged, as proof that the intake takes them. */
  void awaitMore(int more) {
    int before = count();
    Wait.until(more + " more observations", Duration.ofSeconds(90), () -> count() >= before + more);
  }

  private void run() {
    long last = System.nanoTime();
    for (int number = 0; !stopped; number++) {
      String id = "flow-" + System.identityHashCode(this) + "-" + number;
      boolean taken = post(id);
      while (!taken && !stopped) {
        LockSupport.parkNanos(EVERY.toNanos());
        taken = post(id);
      }
      if (!taken) {
        return;
      }
      acknowledged.add(id);
      long now = System.nanoTime();
      longestGap = Math.max(longestGap, now - last);
      last = now;
      LockSupport.parkNanos(EVERY.toNanos());
    }
  }

  private boolean post(String id) {
    return send(id) / 100 == 2;
  }

  /** Status; 0 without an answer. */
  private int send(String id) {
    String body =
        """
        {"type":"measurement","id":"%s","point":"lathe-4/spindle-temperature","value":61.5,\
        "unit":"Cel","capturedAt":"%s"}"""
            .formatted(id, Instant.now());
    HttpRequest request =
        HttpRequest.newBuilder(intake.resolve("/v1/observations"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 4) {
        refusals.add(answer.statusCode() + " " + answer.body());
      }
      return answer.statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(PATIENCE.toMillis() * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
