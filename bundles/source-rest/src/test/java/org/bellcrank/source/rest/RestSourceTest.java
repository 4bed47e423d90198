package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP on a free port. */
class RestSourceTest {

  private static final String GOOD =
      "{\"type\":\"measurement\",\"id\":\"m-1\",\"point\":\"p\",\"value\":81.5,\"unit\":\"Cel\"}";

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final HttpClient client = HttpClient.newHttpClient();
  private RestSource source;

  @BeforeEach
  void listen() throws Exception {
    source = start(0, "127.0.0.1");
  }

  @AfterEach
  void stop() {
    source.stop();
  }

  @Test
  void aPostedObservationIsTakenOnce() throws Exception {
    assertThat(post(GOOD).statusCode()).isEqualTo(201);
    HttpResponse<String> again = post(GOOD);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(Facts.parse(again.body()).bool("repeated")).contains(true);
    assertThat(intake.accepted()).hasSize(1);
  }

  @Test
  void aWrongFieldIsAnsweredWithGivenAndAllowedAndNoted() throws Exception {
    HttpResponse<String> answer = post(GOOD.replace("81.5", "\"hot\""));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("value").contains("given 'hot'").contains("finite number");
    assertThat(store.entries()).extracting(Entry::kind).containsExactly("observation.refused");
    assertThat(intake.accepted()).isEmpty();
  }

  @Test
  void aTooLargeMessageIsRefusedAndTheNextOneTaken() throws Exception {
    assertThat(post("\"" + "x".repeat(5000) + "\"").statusCode()).isEqualTo(413);
    assertThat(post(GOOD).statusCode()).isEqualTo(201);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    HttpRequest.BodyPublisher bytes =
        HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(send(bytes).statusCode()).isEqualTo(422);
  }

  @Test
  void whileNothingCanBeKeptTheSenderIsToldToTryAgain() throws Exception {
    intake.full(true);
    HttpResponse<String> answer = post(GOOD);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    intake.full(false);
    assertThat(post(GOOD).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/xml|<answer><id>m-1</id><position>",
        "application/xml;q=0.9, application/json|<answer><id>m-1</id><position>",
        "application/json, application/xml|{\"id\":\"m-1\"",
        "*/*, application/xml|{\"id\":\"m-1\"",
        "text/html|{\"id\":\"m-1\""
      })
  void whoAsksForXmlIsAnsweredInXml(String accept, String begins) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address())
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.ofString(GOOD))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).contains(begins);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith(begins.startsWith("<") ? "application/xml" : "application/json");
  }

  @Test
  void aRefusalAsXmlHasItsWordsWholeWhateverStoodInTheMessage() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address())
            .header("Content-Type", "application/json")
            .header("Accept", "application/xml")
            .POST(HttpRequest.BodyPublishers.ofString(GOOD.replace("81.5", "\"<a>&\"")))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("<field>value</field>").contains("given '&lt;a&gt;&amp;'");
  }

  @Test
  void onlyPostsAreTaken() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address()).GET().build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void anAddressBeyondLoopbackIsRefused() {
    assertThatThrownBy(() -> start(0, "0.0.0.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given 0.0.0.0")
        .hasMessageContaining("loopback");
  }

  @Test
  void aPortOutOfRangeIsRefused() {
    assertThatThrownBy(() -> start(70000, "127.0.0.1"))
        .hasMessageContaining("given 70000; allowed 0 to 65535");
  }

  @Test
  void aTakenPortIsServedAsSoonAsItIsFree() throws Exception {
    RestSource waiting;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      waiting = start(taken.getLocalPort(), "127.0.0.1");
      assertThat(waiting.port()).isEmpty();
      assertThat(waiting.sign().alive()).isFalse();
      assertThat(post(GOOD).statusCode()).as("another source goes on").isEqualTo(201);
    }
    try {
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (waiting.port().isEmpty() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(waiting.port()).isPresent();
      assertThat(waiting.sign().alive()).isTrue();
    } finally {
      waiting.stop();
    }
  }

  @Test
  void aSourceThatIsStoppedWhileItsPortIsTakenNeverOpens() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
      RestSource waiting = start(port, "127.0.0.1");
      waiting.stop();
      assertThat(waiting.port()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: plant.example|403|Host: given 'plant.example'",
        "Host: 127.0.0.1.example:80|403|Host: given '127.0.0.1.example:80'",
        "Origin: https://pages.example|403|Origin: given 'https://pages.example'",
        "Origin: null|403|Origin: given 'null'",
        "Sec-Fetch-Site: cross-site|403|Sec-Fetch-Site: given 'cross-site'",
        "Sec-Fetch-Site: same-site|403|Sec-Fetch-Site: given 'same-site'",
        "Content-Type: text/plain|415|Content-Type: given 'text/plain'",
        "Content-Type: application/x-www-form-urlencoded|415|allowed: application/json"
      })
  void whatAPageOfAnotherSiteCouldSendIsRefused(String header, int status, String words)
      throws Exception {
    String answer = raw(header, GOOD);
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains(words).contains("allowed:");
    assertThat(intake.accepted()).isEmpty();
    assertThat(post(GOOD).statusCode()).as("the next one").isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:1",
        "Host: [::1]:8421",
        "Host: Gateway.Plant.example:8443",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/json; charset=utf-8"
      })
  void whatComesFromThisMachineOrUnderAConfiguredNameIsTaken(String header) throws Exception {
    assertThat(raw(header, GOOD)).startsWith("HTTP/1.1 201");
  }

  @Test
  void aHostThatIsNoNameIsRefused() {
    assertThatThrownBy(
            () ->
                new RestSource(
                    intake,
                    new MemoryEvidence(),
                    store,
                    Clock.systemUTC(),
                    Map.of(),
                    new Given(0, "127.0.0.1", "http://plant.example/")))
        .hasMessageContaining("hosts: given http://plant.example/; allowed: host names");
  }

  /** A request byte by byte, since the JDK's client sets these headers itself. */
  private String raw(String header, String body) throws Exception {
    int port = source.port().orElseThrow();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "127.0.0.1:" + port);
    headers.put("Content-Type", "application/json");
    headers.put("Connection", "close");
    headers.put("Content-Length", String.valueOf(body.length()));
    String[] pair = header.split(": ", 2);
    headers.put(pair[0], pair[1]);
    StringBuilder request = new StringBuilder("POST /v1/observations HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append("\r\n").append(body);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private RestSource start(int port, String address) {
    return new RestSource(
        intake,
        new MemoryEvidence(),
        store,
        Clock.systemUTC(),
        Map.of(),
        new Given(port, address, "gateway.plant.example"));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + source.port().orElseThrow() + "/v1/observations");
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.BodyPublisher body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address())
            .header("Content-Type", "application/json")
            .POST(body)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
