package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A system that reports findings one after the other and tries each until it is taken. */
final class Posting implements AutoCloseable {

  private static final Duration PACE = Duration.ofMillis(50);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI address;
  private final AtomicInteger taken = new AtomicInteger();
  private final Thread thread = new Thread(this::post, "posting");
  private volatile boolean ended;
  private volatile long lastTaken = System.nanoTime();
  private volatile long longestGap;

  Posting(int port) {
    address = URI.create("http://127.0.0.1:" + port + "/v1/observations");
    thread.setDaemon(true);
    thread.start();
  }

  int taken() {
    return taken.get();
  }

  /** The longest time without an accepted finding since the last call. */
  Duration longestGap() {
    long gap = Math.max(longestGap, System.nanoTime() - lastTaken);
    longestGap = 0;
    return Duration.ofNanos(gap);
  }

  private void post() {
    for (int number = 0; !ended; number++) {
      String message =
          """
          {"type":"inspection","id":"hot-%d","source":"test","detections":[{"point":"cam-bedford/left",
           "class":"pitting","confidence":0.9,"box":[10,10,50,50]}],"width":100,"height":100}
          """
              .formatted(number);
      while (!isTaken(message)) {
        LockSupport.parkNanos(PACE.toNanos());
      }
      long now = System.nanoTime();
      longestGap = Math.max(longestGap, now - lastTaken);
      lastTaken = now;
      taken.incrementAndGet();
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  private boolean isTaken(String message) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(message))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
      if (status == 422) {
        throw new IllegalStateException("the gateway refuses " + message);
      }
      return status == 201 || status == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join(30_000);
  }
}
