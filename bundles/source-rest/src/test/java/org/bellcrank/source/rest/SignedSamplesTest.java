package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
import org.junit.jupiter.api.Test;

/** Samples that are signed and sent again, over real HTTP on a free port. */
class SignedSamplesTest {

  private static final String SECRET = "pit prop";
  private static final String MAPPINGS =
      """
      payloads:
        - id: level
          topics: [level, other]
          each: data.all
          sample: {point: "'level'", value: item.v, at: item.t}
        - id: shock
          topics: [shock]
          waveform: {point: "'shock'", rate: '1000.0', values: data.values}
        - id: aged
          topics: [aged]
          sample:
            point: "'aged'"
            value: data.v
            at: "received - duration(string(int(data.age)) + 's')"
        - id: either
          topics: [either]
          sample:
            point: "'either'"
            value: data.v
            at: "has(data.t) ? timestamp(data.t) : received - duration('5s')"
        - id: bumps
          topics: [bumps]
          waveform:
            point: "'bumps'"
            rate: '1000.0'
            values: data.values
            at: "received - duration('1s')"
      """;
  private static final String TIMED = "{\"all\":[{\"v\":1,\"t\":\"2026-05-04T06:00:00Z\"}]}";
  private static final String PLAIN = "{\"all\":[{\"v\":1}]}";

  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final List<Waveform> waveforms = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Instant now = Instant.parse("2026-05-04T06:00:01Z");
  private RestSource source;

  private final SampleIntake streams =
      new SampleIntake() {
        @Override
        public void take(List<Sample> given) {
          samples.addAll(given);
        }

        @Override
        public int offer(List<Sample> given) {
          throw new AssertionError("a post waits for room");
        }

        @Override
        public void take(Waveform waveform) {
          waveforms.add(waveform);
        }
      };

  private void start(String signature) throws Exception {
    Clock clock = // one that a test sets
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    source =
        new RestSource(
            new MemoryIntake(),
            new MemoryEvidence(),
            new MemoryStore(),
            clock,
            Map.of("signature.secret", SECRET, "signature.secret.before", "old"),
            new Given(0, true, signature));
    PayloadMappings mappings =
        new PayloadDocuments(new ExpressionLanguage())
            .read(Documents.parse("payloads.yaml", MAPPINGS).asMap().maps("payloads"));
    source.setPayloadBook(() -> Optional.of(mappings));
    source.setSampleIntake(streams);
  }

  @AfterEach
  void stop() {
    source.stop();
  }

  @Test
  void aSignedMessageThatTellsItsTimesIsTakenOnceHoweverOftenItIsSent() throws Exception {
    start("body");
    assertThat(body("level", TIMED).statusCode()).isEqualTo(201);
    HttpResponse<String> again = body("level", TIMED);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(Facts.parse(again.body()).whole("samples")).hasValue(0);
    assertThat(samples).hasSize(1);
    assertThat(body("level", TIMED.replace("06:00:00Z", "06:00:01Z")).statusCode()).isEqualTo(201);
    assertThat(samples).hasSize(2);
  }

  /** The time of arrival is no time of theirs. */
  @Test
  void twoThatSayTheSameWithoutATimeOfTheirOwnAreTwo() throws Exception {
    start("body");
    assertThat(body("level", PLAIN).statusCode()).isEqualTo(201);
    assertThat(body("level", PLAIN).statusCode()).isEqualTo(201);
    assertThat(samples).hasSize(2);
    String mixed = "{\"all\":[{\"v\":1,\"t\":\"2026-05-04T06:00:00Z\"},{\"v\":2}]}";
    assertThat(body("level", mixed).statusCode()).isEqualTo(201);
    assertThat(body("level", mixed).statusCode()).as("one of them tells none").isEqualTo(201);
    assertThat(samples).hasSize(6);
    assertThat(body("shock", "{\"values\":[1,2]}").statusCode()).isEqualTo(201);
    assertThat(body("shock", "{\"values\":[1,2]}").statusCode()).isEqualTo(201);
    assertThat(waveforms).hasSize(2);
  }

  /** How old a value is says nothing of when it was, and is the same for each. */
  @Test
  void twoThatSayTheSameAndHowOldItIsAreTwo() throws Exception {
    start("body");
    String aged = "{\"v\":3.2,\"age\":5}";
    assertThat(body("aged", aged).statusCode()).isEqualTo(201);
    now = now.plusSeconds(60);
    assertThat(body("aged", aged).statusCode()).isEqualTo(201);
    assertThat(samples)
        .extracting(Sample::at)
        .containsExactly(now.minusSeconds(65), now.minusSeconds(5));
    String bumps = "{\"values\":[1,2]}";
    assertThat(body("bumps", bumps).statusCode()).isEqualTo(201);
    assertThat(body("bumps", bumps).statusCode()).isEqualTo(201);
    assertThat(waveforms).hasSize(2);
  }

  @Test
  void ofOneMappingOnlyTheMessageThatTellsItsTimeIsKnownAgain() throws Exception {
    start("body");
    assertThat(body("either", "{\"v\":1}").statusCode()).isEqualTo(201);
    assertThat(body("either", "{\"v\":1}").statusCode()).isEqualTo(201);
    String timed = "{\"v\":1,\"t\":\"2026-05-04T06:00:00Z\"}";
    assertThat(body("either", timed).statusCode()).isEqualTo(201);
    assertThat(body("either", timed).statusCode()).isEqualTo(200);
    assertThat(samples).hasSize(3);
  }

  @Test
  void aMessageForAnotherTopicIsAnother() throws Exception {
    start("body");
    assertThat(body("level", TIMED).statusCode()).isEqualTo(201);
    assertThat(body("other", TIMED).statusCode()).isEqualTo(201);
    assertThat(samples).hasSize(2);
  }

  @Test
  void aMessageThatIsSignedAnewWithAnotherSecretIsStillTheSame() throws Exception {
    start("body");
    assertThat(post("level", TIMED, "X-Hub-Signature-256", hex("old", TIMED)).statusCode())
        .isEqualTo(201);
    assertThat(body("level", TIMED).statusCode()).isEqualTo(200);
    assertThat(samples).hasSize(1);
  }

  @Test
  void aSignedMessageIsKnownForADay() throws Exception {
    start("body");
    assertThat(body("level", TIMED).statusCode()).isEqualTo(201);
    now = now.plus(Duration.ofHours(24));
    assertThat(body("level", TIMED).statusCode()).isEqualTo(200);
    now = now.plusSeconds(1);
    assertThat(body("level", TIMED).statusCode()).isEqualTo(201);
    assertThat(samples).hasSize(2);
  }

  @Test
  void whatNobodyTookIsTakenWhenItIsSentAgain() throws Exception {
    start("body");
    source.unsetSampleIntake(streams);
    assertThat(body("level", TIMED).statusCode()).isEqualTo(503);
    source.setSampleIntake(streams);
    assertThat(body("level", TIMED).statusCode()).isEqualTo(201);
    assertThat(samples).hasSize(1);
  }

  @Test
  void withoutASignatureNothingIsKnownAgain() throws Exception {
    start("none");
    assertThat(post("level", TIMED).statusCode()).isEqualTo(201);
    assertThat(post("level", TIMED).statusCode()).isEqualTo(201);
    assertThat(samples).hasSize(2);
  }

  @Test
  void theIdOfAWebhookTellsWhetherItIsTheSame() throws Exception {
    start("standard-webhooks");
    assertThat(webhook("m-1").statusCode()).isEqualTo(201);
    now = now.plusSeconds(60); // signed anew, as senders do
    assertThat(webhook("m-1").statusCode()).isEqualTo(200);
    assertThat(samples).hasSize(1);
    assertThat(webhook("m-2").statusCode()).isEqualTo(201);
    assertThat(samples).hasSize(2);
  }

  private HttpResponse<String> body(String topic, String text) throws Exception {
    return post(topic, text, "X-Hub-Signature-256", hex(SECRET, text));
  }

  private HttpResponse<String> webhook(String id) throws Exception {
    long time = now.getEpochSecond();
    byte[] hash = hash(SECRET, id + "." + time + "." + PLAIN);
    return post(
        "level",
        PLAIN,
        "webhook-id",
        id,
        "webhook-timestamp",
        String.valueOf(time),
        "webhook-signature",
        "v1," + Base64.getEncoder().encodeToString(hash));
  }

  private static String hex(String secret, String text) throws Exception {
    return HexFormat.of().formatHex(hash(secret, text));
  }

  private static byte[] hash(String secret, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> post(String topic, String text, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v1/payloads/%s"
                        .formatted(source.port().orElseThrow(), topic)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
