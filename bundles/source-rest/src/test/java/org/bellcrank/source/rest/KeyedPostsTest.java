package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.document.Documents;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts with a key that is the same when they are sent again, over real HTTP on a free port. */
@Timeout(120)
class KeyedPostsTest {

  private static final String GOOD =
      "{\"type\":\"measurement\",\"point\":\"p\",\"value\":81.5,\"unit\":\"Cel\"}";
  private static final String MAPPINGS =
      """
      payloads:
        - id: level
          topics: [level]
          sample: {point: "'level'", value: data.v}
      """;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final Streams streams = new Streams();
  private final HttpClient client = HttpClient.newHttpClient();
  private RestSource source;

  /** Samples that were taken; the first waits where a test says so. */
  private static final class Streams implements SampleIntake {
    private final List<Sample> all = new ArrayList<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(0);

    @Override
    public void take(List<Sample> given) throws InterruptedException {
      inside.countDown();
      held.await();
      synchronized (this) {
        all.addAll(given);
      }
    }

    synchronized int count() {
      return all.size();
    }

    @Override
    public int offer(List<Sample> given) {
      throw new AssertionError("a post waits for room");
    }

    @Override
    public void take(Waveform waveform) {
      throw new AssertionError("no waveform was sent");
    }
  }

  @BeforeEach
  void listen() throws Exception {
    source = start();
  }

  private RestSource start() throws Exception {
    RestSource started =
        new RestSource(
            intake,
            new MemoryEvidence(),
            store,
            Clock.systemUTC(),
            Map.of(),
            new Given(0, true, "none"));
    PayloadMappings mappings =
        new PayloadDocuments(new ExpressionLanguage())
            .read(Documents.parse("payloads.yaml", MAPPINGS).asMap().maps("payloads"));
    started.setPayloadBook(() -> Optional.of(mappings));
    started.setSampleIntake(streams);
    return started;
  }

  @AfterEach
  void stop() {
    source.stop();
  }

  @Test
  void twoThatSayTheSameUnderTwoKeysAreTwoAndOneThatIsSentAgainIsOneAfterARestartToo()
      throws Exception {
    assertThat(observation("\"8e03978e-40d5\"").statusCode()).isEqualTo(201);
    assertThat(observation("8e03978e-40d5").statusCode()).as("without quotes").isEqualTo(200);
    assertThat(observation("another").statusCode()).isEqualTo(201);
    source.stop();
    source = start();
    HttpResponse<String> again = observation("8e03978e-40d5");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(Facts.parse(again.body()).bool("repeated")).contains(true);
    assertThat(intake.accepted()).hasSize(2);
  }

  @Test
  void aKeyThatNamesAnotherMessageIsRefusedAndWhatItNamedStays() throws Exception {
    assertThat(observation("k-1").statusCode()).isEqualTo(201);
    HttpResponse<String> other =
        post("/v1/observations", GOOD.replace("81.5", "82.5"), "k-1").join();
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body())
        .contains("given 'k-1' for another message than before; allowed: a key for each message");
    assertThat(intake.accepted()).hasSize(1);
    assertThat(observation("k-1").statusCode()).isEqualTo(200);
  }

  @Test
  void samplesThatAreSentAgainUnderTheirKeyAreTakenOnce() throws Exception {
    assertThat(samples("s-1").join().statusCode()).isEqualTo(201);
    assertThat(samples("s-1").join().statusCode()).isEqualTo(200);
    assertThat(streams.count()).isEqualTo(1);
    assertThat(samples("s-2").join().statusCode()).isEqualTo(201);
    assertThat(streams.count()).isEqualTo(2);
  }

  /** A key may be signed, the address is not. */
  @Test
  void theSameMessageUnderAnotherAddressIsNotTakenAgain() throws Exception {
    assertThat(samples("s-1").join().statusCode()).isEqualTo(201);
    assertThat(post("/v1/payloads/level?attempt=2", "{\"v\": 1}", "s-1").join().statusCode())
        .isEqualTo(200);
    HttpResponse<String> elsewhere = post("/v1/payloads/other", "{\"v\": 1}", "s-1").join();
    assertThat(elsewhere.statusCode()).isEqualTo(422);
    assertThat(streams.count()).isEqualTo(1);
  }

  @Test
  void whileAPostIsAtHandAnotherOfItsKeyIsToComeAgain() throws Exception {
    streams.held = new CountDownLatch(1);
    CompletableFuture<HttpResponse<String>> first = samples("s-1");
    streams.inside.await();
    HttpResponse<String> second = samples("s-1").join();
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.headers().firstValue("Retry-After")).contains("1");
    streams.held.countDown();
    assertThat(first.join().statusCode()).isEqualTo(201);
    assertThat(samples("s-1").join().statusCode()).isEqualTo(200);
    assertThat(streams.count()).isEqualTo(1);
  }

  @Test
  void whatCouldNotBeKeptComesAgainAsIfForTheFirstTime() throws Exception {
    intake.full(true);
    assertThat(observation("k-1").statusCode()).isEqualTo(503);
    intake.full(false);
    assertThat(observation("k-1").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "\"\"", "a\"b"})
  void whatIsNoKeyIsRefused(String key) throws Exception {
    HttpResponse<String> answer = observation(key);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Idempotency-Key").contains("1 to 255 printable");
    assertThat(intake.accepted()).isEmpty();
  }

  private HttpResponse<String> observation(String key) {
    return post("/v1/observations", GOOD, key).join();
  }

  private CompletableFuture<HttpResponse<String>> samples(String key) {
    return post("/v1/payloads/level", "{\"v\": 1}", key);
  }

  private CompletableFuture<HttpResponse<String>> post(String path, String body, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + source.port().orElseThrow() + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
