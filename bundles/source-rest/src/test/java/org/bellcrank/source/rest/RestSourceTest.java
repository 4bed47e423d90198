package org.bellcrank.source.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP on a free port. */
class RestSourceTest {

  private static final String GOOD =
      "{\"type\":\"measurement\",\"id\":\"m-1\",\"point\":\"p\",\"value\":81.5,\"unit\":\"Cel\"}";

  private final Memory memory = new Memory();
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
    assertThat(memory.accepted).hasSize(1);
  }

  @Test
  void aWrongFieldIsAnsweredWithGivenAndAllowedAndNoted() throws Exception {
    HttpResponse<String> answer = post(GOOD.replace("81.5", "\"hot\""));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("value").contains("given 'hot'").contains("finite number");
    assertThat(memory.journal).singleElement().asString().startsWith("observation.refused");
    assertThat(memory.accepted).isEmpty();
  }

  @Test
  void aTooLargeMessageIsRefusedAndTheNextOneTaken() throws Exception {
    assertThat(post("\"" + "x".repeat(5000) + "\"").statusCode()).isEqualTo(413);
    assertThat(post(GOOD).statusCode()).isEqualTo(201);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address())
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, (byte) 0xfe}))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(422);
  }

  @Test
  void whileNothingCanBeKeptTheSenderIsToldToTryAgain() throws Exception {
    memory.diskFull = true;
    HttpResponse<String> answer = post(GOOD);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    memory.diskFull = false;
    assertThat(post(GOOD).statusCode()).isEqualTo(201);
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
  void aTakenPortIsAnError() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> start(taken.getLocalPort(), "127.0.0.1"))
          .isInstanceOf(java.io.IOException.class);
    }
  }

  private RestSource start(int port, String address) throws Exception {
    return new RestSource(memory, memory, memory, Clock.systemUTC(), new Given(port, address));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + source.port() + "/v1/observations");
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address()).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private record Given(int port, String address) implements RestSource.Config {

    @Override
    public int max_bytes() {
      return 4096;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return RestSource.Config.class;
    }
  }
}
