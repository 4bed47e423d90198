package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How Fiix is spoken to: signed addresses, plain text, errors under 200, pauses that it asks for.
 */
class FiixTransportTest {

  private final LeapClock clock = new LeapClock();
  private FiixDouble fiix;
  private FiixClient client;

  @BeforeEach
  void start() {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) {
    if (fiix != null) {
      fiix.close();
    }
    fiix = FiixDouble.start(options.clock(clock));
    client = new FiixClient(fiix, clock);
  }

  @AfterEach
  void stop() {
    fiix.close();
  }

  private static Map<String, Object> search() {
    return FiixClient.finding("WorkOrder", "id", "strAdminNotes = ?", FiixClient.REFERENCE);
  }

  private Answer send(Map<String, String> query) throws IOException {
    return client.send(query, "secret789", "text/plain", search());
  }

  private static void unsigned(Answer answer, String words) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("error.leg")).isEqualTo("SERVER_REQUEST_RECEIVE");
    assertThat(answer.at("error.message").toString()).contains(words);
  }

  /** Computed by two other implementations. */
  @Test
  void theSignatureOfAKnownAddressIsTheKnownOne() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("action", "AddRequest");
    query.put("service", "cmms");
    query.put("accessKey", "macmmsaakp123");
    query.put("appKey", "macmmsackp456");
    query.put("timestamp", "1700000000000");
    query.put("signatureVersion", "1");
    query.put("signatureMethod", "HmacSHA256");
    assertThat(FiixSignature.hex("secret789", "acme.macmms.com/api/?" + FiixSignature.query(query)))
        .isEqualTo("3b51ebab5797e589dd2f7795e10a69589d4a303fe9f050d7bdce5fb8d4d4ec3b");
  }

  @Test
  void valuesAreSignedInPercentAsABrowserWritesThem() {
    assertThat(FiixSignature.query(Map.of("a", "é b+c/d!'()*~")))
        .isEqualTo("a=%C3%A9%20b%2Bc%2Fd!'()*~");
  }

  @Test
  void theHostIsSignedAsTheSenderCallsIt() throws IOException {
    reopen(DoubleOptions.free().setting("host", "acme.macmms.com"));
    unsigned(client.send(search()), "does not match");
  }

  @Test
  void anotherKeyGivesAnotherSignature() throws IOException {
    unsigned(
        client.send(client.query("FindRequest"), "secret788", "text/plain", search()),
        "does not match");
  }

  @ParameterizedTest
  @CsvSource({
    "accessKey, macmmsaakp124, Unknown access key",
    "appKey, macmmsackp457, Unknown application key",
    "service, crm, service",
    "signatureVersion, 2, signatureVersion",
    "signatureMethod, HmacSHA1, signatureMethod",
    "timestamp, now, is no time"
  })
  void eachParameterCounts(String name, String value, String words) throws IOException {
    Map<String, String> query = client.query("FindRequest");
    query.put(name, value);
    unsigned(send(query), words);
    query.remove(name);
    assertThat(send(query).at("error.leg")).isEqualTo("SERVER_REQUEST_RECEIVE");
  }

  @Test
  void aTimeThatIsLongAgoOrFarAheadIsNotAccepted() throws IOException {
    for (Duration off : List.of(Duration.ofMinutes(15), Duration.ofMinutes(-15))) {
      Map<String, String> query = client.query("FindRequest");
      query.put("timestamp", Long.toString(clock.instant().plus(off).toEpochMilli()));
      assertThat(send(query).at("error")).isNull();
      long further = clock.instant().plus(off).plusMillis(off.isNegative() ? -1 : 1).toEpochMilli();
      query.put("timestamp", Long.toString(further));
      unsigned(send(query), "too far from the server's time");
    }
  }

  @Test
  void theBodyIsNotSigned() throws IOException {
    Answer answer =
        client.send(
            client.query("FindRequest"),
            "secret789",
            "text/plain; charset=utf-8",
            FiixClient.finding("Asset", "strName", "id = ?", 2011));
    assertThat(answer.at("objects.0.strName")).isEqualTo("Palletiser 1");
  }

  @Test
  void aSignatureThatIsNotOursMayBeAnsweredWith401() throws IOException {
    reopen(DoubleOptions.free().setting("unsigned", "401"));
    assertThat(client.send(client.query("FindRequest"), "x", "text/plain", search()).status())
        .isEqualTo(401);
    assertThat(client.send(search()).status()).isEqualTo(200);
  }

  @Test
  void anExpiredKeyCountsUntilItIsRenewed() throws IOException {
    fiix.expireKey();
    unsigned(client.send(search()), "Unknown application key");
    fiix.renewKey();
    assertThat(client.send(search()).at("totalObjects")).isEqualTo(0);
  }

  @Test
  void theTypeIsPlainTextThoughTheBodyIsJson() throws IOException {
    Answer answer =
        client.send(client.query("FindRequest"), "secret789", "application/json", search());
    assertThat(answer.at("error.message").toString()).contains("text/plain is needed");
  }

  @Test
  void theActionOfTheAddressIsThatOfTheBody() throws IOException {
    assertThat(send(client.query("AddRequest")).at("error.message").toString())
        .contains("action 'AddRequest' and _maCn 'FindRequest' differ");
    assertThat(client.send(Json.of("_maCn", "DropRequest")).at("error.message").toString())
        .contains("DropRequest");
  }

  @Test
  void whatIsNoJsonCannotBeParsed() throws IOException {
    Answer answer = client.send(client.query("FindRequest"), "secret789", "text/plain", "{");
    assertThat(answer.at("error.leg")).isEqualTo("SERVER_REQUEST_UNPACK");
    assertThat(answer.at("error.message").toString()).contains("cannot be parsed");
  }

  @Test
  void otherMethodsAndAddressesAreNone() throws IOException {
    Client bare = new Client(fiix.uri());
    assertThat(bare.get("/api/").at("error.message").toString()).contains("POST is needed");
    assertThat(bare.get("/api").status()).isEqualTo(404);
  }

  @Test
  void whoeverAsksTooOftenIsToldHowLongToWait() throws IOException {
    reopen(DoubleOptions.free().setting("throttle.per.minute", "2"));
    assertThat(client.send(search()).at("error")).isNull();
    clock.leap(Duration.ofSeconds(20));
    assertThat(client.send(search()).at("error")).isNull();
    Answer third = client.send(search());
    assertThat(third.status()).isEqualTo(200);
    assertThat(third.at("error.code")).isEqualTo(1100);
    assertThat(third.at("error.object.P_CLIENT_AUTO_RETRY_WAIT_ADVISORY_MS")).isEqualTo(40_000);
    clock.leap(Duration.ofSeconds(40));
    assertThat(client.send(search()).at("error")).isNull();
  }

  @Test
  void throttlingMayBeAnsweredWith429Too() throws IOException {
    reopen(DoubleOptions.free().setting("throttle.status", "429"));
    fiix.faults().add(Fault.next(FaultKind.TOO_MANY_REQUESTS, 1).retryAfter(Duration.ofSeconds(3)));
    Answer answer = client.send(search());
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.at("error.code")).isEqualTo(1100);
    assertThat(answer.at("error.object.P_CLIENT_AUTO_RETRY_WAIT_ADVISORY_MS")).isEqualTo(3000);
  }
}
