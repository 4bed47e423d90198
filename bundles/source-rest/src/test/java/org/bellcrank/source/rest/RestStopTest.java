package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the source ends. */
class RestStopTest {

  private static final String GOOD = "{\"type\":\"measurement\",\"point\":\"p\",\"value\":81.5}";

  private final HttpClient client = HttpClient.newHttpClient();

  /** The first is held up in the intake until the next is told that the source ends. */
  @Test
  @Timeout(120)
  void aRequestAtHandIsAnsweredWhenTheSourceStopsAndTheNextIsToldToComeAgain() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    RestSource source =
        new RestSource(
            new HeldIntake(inside, refused),
            new MemoryEvidence(),
            new MemoryStore(),
            Clock.systemUTC(),
            Map.of(),
            new Given(0, "127.0.0.1", "gateway.plant.example"));
    int port = source.port().orElseThrow();
    CompletableFuture<HttpResponse<String>> first = post(port, GOOD);
    inside.await();

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(source::stop);
    HttpResponse<String> next = post(port, "no JSON").join();
    while (next.statusCode() == 422) {
      next = post(port, "no JSON").join();
    }
    refused.countDown();

    assertThat(next.statusCode()).isEqualTo(503);
    assertThat(next.headers().firstValue("Retry-After")).isPresent();
    assertThat(first.join().statusCode()).isEqualTo(201);
    stopped.join();
    assertThat(source.port()).isEmpty();
  }

  private CompletableFuture<HttpResponse<String>> post(int port, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/observations"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private record HeldIntake(MemoryIntake inner, CountDownLatch inside, CountDownLatch refused)
      implements ObservationIntake {

    HeldIntake(CountDownLatch inside, CountDownLatch refused) {
      this(new MemoryIntake(), inside, refused);
    }

    @Override
    public Accepted accept(Observation observation) {
      inside.countDown();
      try {
        refused.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return inner.accept(observation);
    }

    @Override
    public CompletableFuture<Accepted> submit(Observation observation) {
      return CompletableFuture.completedFuture(accept(observation));
    }
  }
}
