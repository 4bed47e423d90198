package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.bellcrank.document.Documents;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.payload.UntakenTopics;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that mappings read, over real HTTP on a free port. */
class PayloadPostsTest {

  private static final String MAPPINGS =
      """
      payloads:
        - id: alert-json
          topics: [alert/+]
          when: contentType == 'application/json'
          prediction: &alert
            id: data.alert.id
            at: data.alert.at
            point: level[1] + '/' + data.alert.part
            failureMode: data.alert.mode
            confidence: data.alert.confidence
            remainingLifeDays: data.alert.days
        - id: alert-xml
          topics: [alert/+]
          format: xml
          when: contentType == 'application/xml'
          prediction: *alert
        - id: telegraf
          topics: [write/plant]
          format: lines
          sample: {point: item.tags.press + '/' + item.field, value: item.value, at: item.time}
        - id: batch
          topics: [batch]
          each: data
          measurement: {id: item.id, point: "'p'", value: item.v}
        - id: count
          topics: [batch]
          sample: {point: "'batch'", value: size(data)}
        - id: stations
          topics: [mes/done]
          each: data
          passage: {part: item.serial, asset: item.machine, at: item.at}
      """;

  private static final String JSON =
      """
      {"alert": {"id": "a-7", "at": "2026-05-04T06:00:00+02:00", "part": "bearing",
       "mode": "bearing.wear", "confidence": 0.78, "days": 18}}
      """;

  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <p:alert xmlns:p="urn:plant" ><id>a-7</id><at>2026-05-04T06:00:00+02:00</at>
        <part>bearing</part><mode>bearing.wear</mode><confidence>0.78</confidence><days>18</days>
      </p:alert>
      """;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final Taken samples = new Taken();
  private final HttpClient client = HttpClient.newHttpClient();
  private RestSource source;

  /** Samples that were taken. */
  private static final class Taken implements SampleIntake {
    final List<Sample> all = new ArrayList<>();
    final Set<Passage> passages = new HashSet<>();
    boolean full;

    @Override
    public void pass(List<Passage> given) {
      if (full) {
        throw new StoreException("disk full", null);
      }
      passages.addAll(given);
    }

    @Override
    public synchronized void take(List<Sample> given) {
      all.addAll(given);
    }

    @Override
    public int offer(List<Sample> given) {
      take(given);
      return given.size();
    }

    @Override
    public void take(Waveform waveform) {
      throw new AssertionError("no waveform was sent");
    }
  }

  private RestSource start(MemoryIntake taking) {
    return new RestSource(
        taking,
        new MemoryEvidence(),
        store,
        Clock.systemUTC(),
        Map.of(),
        new Given(0, true, "none"));
  }

  @BeforeEach
  void listen() throws Exception {
    source = start(intake);
    PayloadMappings mappings =
        new PayloadDocuments(new ExpressionLanguage())
            .read(Documents.parse("payloads.yaml", MAPPINGS).asMap().maps("payloads"));
    source.setPayloadBook(() -> Optional.of(mappings));
    source.setSampleIntake(samples);
  }

  @AfterEach
  void stop() {
    source.stop();
  }

  private HttpResponse<String> post(String path, String type, byte[] body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + source.port().orElseThrow() + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8));
  }

  // SEN-10
  @Test
  void theSameAlertAsJsonAndAsXmlIsTheSameEventByteForByte() throws Exception {
    assertThat(post("/v1/payloads/alert/press", "application/json", JSON).statusCode())
        .isEqualTo(201);
    Observation json = intake.accepted().get(0);
    MemoryIntake other = new MemoryIntake();
    RestSource second = start(other);
    RestSource first = source;
    try {
      listenAs(second);
      assertThat(post("/v1/payloads/alert/press", "application/xml; charset=utf-8", XML).body())
          .contains("\"observations\":1");
    } finally {
      second.stop();
      source = first;
    }
    Observation xml = other.accepted().get(0);
    assertThat(xml.facts().canonical()).isEqualTo(json.facts().canonical());
    assertThat(xml.facts().json().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(json.facts().json().getBytes(StandardCharsets.UTF_8));
    assertThat(json.facts().json()).contains("a-7", "bearing.wear", "2026-05-04T04:00:00Z");

    HttpResponse<String> again = post("/v1/payloads/alert/press", "application/xml", XML);
    assertThat(again.statusCode()).as("sent in the other form it is known again").isEqualTo(200);
    assertThat(Facts.parse(again.body()).values().get("repeated")).isEqualTo(1L);
    assertThat(intake.accepted()).hasSize(1);
  }

  @Test
  void aTopicThatNoMappingNamesIsRememberedForPeople() throws Exception {
    UntakenTopics untaken = new UntakenTopics();
    source.setPayloadBook(
        new PayloadBook() {
          @Override
          public Optional<PayloadMappings> payloads() {
            return Optional.of(PayloadMappings.NONE);
          }

          @Override
          public void untaken(Payload payload, boolean named) {
            untaken.add(payload, named);
          }
        });

    assertThat(post("/v1/payloads/pump/flow", "application/json", "{\"v\":1.5}").statusCode())
        .isEqualTo(422);

    assertThat(untaken.newest(PayloadMappings.NONE, 5))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.topic()).isEqualTo("pump/flow");
              assertThat(told.sample()).isEqualTo("{\"v\":1.5}");
              assertThat(told.source()).isNotEmpty();
            });
  }

  private void listenAs(RestSource other) throws Exception {
    source = other;
    PayloadMappings mappings =
        new PayloadDocuments(new ExpressionLanguage())
            .read(Documents.parse("payloads.yaml", MAPPINGS).asMap().maps("payloads"));
    source.setPayloadBook(() -> Optional.of(mappings));
  }

  @ParameterizedTest
  @CsvSource({"/write?db=plant,", "/api/v2/write?org=o&bucket=plant&precision=ns,gzip"})
  void lineProtocolIsTakenWhereItsWritersSendIt(String path, String encoding) throws Exception {
    byte[] lines = "oil,press=p4 temperature=81.5,on=t 1777874400123456789\n".getBytes();
    HttpResponse<String> answer =
        encoding == null
            ? post(path, "text/plain; charset=utf-8", lines)
            : post(path, "text/plain", packed(lines), "Content-Encoding", encoding);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(samples.all).extracting(Sample::point).containsExactly("p4/temperature", "p4/on");
    assertThat(samples.all.get(0).at()).isEqualTo(Instant.ofEpochSecond(1777874400L, 123456789));
  }

  @Test
  void passagesOfPartsAreKeptBeforeTheAnswerOrTheSenderKeepsThem() throws Exception {
    String rows = "[{\"serial\":\"4711\",\"machine\":\"press-2\",\"at\":\"2026-05-04T06:00:00Z\"}]";
    samples.full = true;
    assertThat(post("/v1/payloads/mes/done", "application/json", rows).statusCode()).isEqualTo(503);
    samples.full = false;
    HttpResponse<String> answer = post("/v1/payloads/mes/done", "application/json", rows);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains("\"passages\":1");
    assertThat(samples.passages).extracting(Passage::asset).containsExactly("press-2");
  }

  private static byte[] packed(byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/payloads/alert/press|application/json|{`|422|payloads alert-json message line 1",
        "/v1/payloads/unnamed|application/json|1|422|topic: given 'unnamed'; allowed: one that a mapping",
        "/v1/payloads/|application/json|1|422|topic: given ''; allowed: 1 to 1000",
        "/v1/payloads/a%2Bb|application/json|1|422|topic: given 'a+b'",
        "/v1/payloads/alert/press|text/plain|1|415|given 'text/plain'; allowed: application/json, application/xml",
        "/write|text/plain|oil v=1|422|db: given nothing; allowed: /write?db=NAME",
        "/write?db=plant&precision=s|text/plain|oil v=1|422|precision: given 's'; allowed: ns",
        "/write?db=plant|text/plain|oil v=hot|422|payloads telegraf message line 1: given 'hot'",
        "/write?db=plant|application/x-www-form-urlencoded|oil v=1|415|allowed: text/plain"
      })
  void whatIsWrongIsToldWithGivenAndAllowed(
      String path, String type, String body, int status, String words) throws Exception {
    HttpResponse<String> answer = post(path, type, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(words);
    assertThat(intake.accepted()).isEmpty();
    assertThat(samples.all).isEmpty();
    if (status == 422) {
      assertThat(store.entries()).extracting(Entry::kind).containsExactly("observation.refused");
    }
  }

  @Test
  void whatIsPackedIsNoLargerUnpackedThanAllowed() throws Exception {
    byte[] bomb = packed(new byte[5_000]);
    assertThat(bomb.length).isLessThan(4096);
    assertThat(post("/write?db=plant", "text/plain", bomb, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(413);
    assertThat(
            post("/write?db=plant", "text/plain", "x".getBytes(), "Content-Encoding", "gzip")
                .body())
        .contains("what is no gzip");
    assertThat(post("/write?db=plant", "text/plain", bomb, "Content-Encoding", "br").body())
        .contains("Content-Encoding: given br; allowed: gzip");
  }

  @Test
  void whatCannotBeKeptOrTakenYetIsToComeAgainAndComesOnce() throws Exception {
    String two = "[{\"id\":\"m1\",\"v\":1},{\"id\":\"m2\",\"v\":2}]";
    intake.refuse(1);
    HttpResponse<String> answer = post("/v1/payloads/batch", "application/json", two);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(samples.all).as("samples only with what is durable").isEmpty();
    answer = post("/v1/payloads/batch", "application/json", two);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Facts.parse(answer.body()).values().get("repeated")).isEqualTo(1L);
    assertThat(intake.accepted()).hasSize(2);
    assertThat(samples.all).hasSize(1);

    source.unsetSampleIntake(samples);
    assertThat(post("/v1/payloads/batch", "application/json", two).statusCode()).isEqualTo(503);
    RestSource early = start(new MemoryIntake());
    RestSource first = source;
    try {
      source = early;
      answer = post("/v1/payloads/batch", "application/json", two);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("no site documents are in force");
    } finally {
      early.stop();
      source = first;
    }
  }

  @Test
  void withoutTheSettingThereIsNothingToPostThemTo() throws Exception {
    source.stop();
    source =
        new RestSource(
            intake,
            new MemoryEvidence(),
            store,
            Clock.systemUTC(),
            Map.of(),
            new Given(0, "127.0.0.1", "gateway"));
    assertThat(post("/v1/payloads/alert/press", "application/json", JSON).statusCode())
        .isEqualTo(404);
    assertThat(post("/write?db=plant", "text/plain", "oil v=1").statusCode()).isEqualTo(404);
  }

  @Test
  void theDocumentOfOpenApiNamesEveryPathAndEveryAnswer() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + source.port().orElseThrow() + "/v1/openapi.json"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    Facts document = Facts.parse(answer.body());
    assertThat(document.requireText("openapi")).startsWith("3.1");
    Facts paths = document.facts("paths").orElseThrow();
    assertThat(paths.values().keySet())
        .containsExactlyInAnyOrder(
            "/v1/observations",
            "/v1/payloads/{topic}",
            "/write",
            "/api/v2/write",
            "/v1/openapi.json");
    for (String path : paths.values().keySet()) {
      if (path.equals("/v1/openapi.json")) {
        continue;
      }
      Set<String> told =
          new HashSet<>(
              paths
                  .facts(path)
                  .orElseThrow()
                  .facts("post")
                  .orElseThrow()
                  .facts("responses")
                  .orElseThrow()
                  .values()
                  .keySet());
      assertThat(told).contains("403", "413", "415", "422", "503");
      assertThat(told).contains(path.contains("write") ? "204" : "201");
    }
  }
}
