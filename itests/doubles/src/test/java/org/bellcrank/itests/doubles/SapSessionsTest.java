package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.itests.doubles.SapClient.FILES;
import static org.bellcrank.itests.doubles.SapClient.ROOT;
import static org.bellcrank.itests.doubles.SapClient.SET;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-on, sessions and tokens: what stands between a sender and its first write. */
class SapSessionsTest {

  private final LeapClock clock = new LeapClock();
  private SapDouble sap;
  private SapClient client;

  @BeforeEach
  void start() {
    sap = SapDouble.start(DoubleOptions.free().clock(clock));
    client = new SapClient(sap);
  }

  @AfterEach
  void stop() {
    sap.close();
  }

  private Answer create(String... headers) throws IOException {
    return client.plain.post(SET, SapClient.notification(), headers);
  }

  private void refused(Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("x-csrf-token")).isEqualTo("Required");
    assertThat(sap.books().orders()).isEmpty();
  }

  @Test
  void withoutCredentialsNobodyEnters() throws IOException {
    Answer answer = client.get(SET, "Authorization", "Basic eDp5");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
    assertThat(new Client(sap.uri()).get(SET).status()).isEqualTo(401);
  }

  @Test
  void aUserIsKnownInTheirClientAlone() throws IOException {
    assertThat(client.get(SET + "?sap-client=200").status()).isEqualTo(401);
    assertThat(client.get(SET + "?sap-client=100").status()).isEqualTo(200);
    assertThat(client.get(SET).status()).as("the system's own").isEqualTo(200);
  }

  @Test
  void anExpiredPasswordIsRefusedUntilItIsRenewed() throws IOException {
    String[] token = client.token(ROOT);
    sap.expireKey();
    assertThat(create(token).status()).isEqualTo(401);
    sap.renewKey();
    assertThat(create(token).status()).isEqualTo(201);
  }

  @Test
  void aWriteWithoutATokenIsRefused() throws IOException {
    refused(create());
  }

  @Test
  void aTokenWithoutItsCookieIsRefused() throws IOException {
    refused(create("X-CSRF-Token", client.token(ROOT)[1]));
  }

  @Test
  void aTokenWithTheCookieOfAnotherSessionIsRefused() throws IOException {
    refused(create("X-CSRF-Token", client.token(ROOT)[1], "Cookie", client.token(ROOT)[3]));
  }

  @Test
  void aTokenWithItsCookieOpensTheWayForSeveralWrites() throws IOException {
    String[] token = client.token(ROOT);
    assertThat(create(token).status()).isEqualTo(201);
    assertThat(create(token).status()).isEqualTo(201);
  }

  @Test
  void aTokenIsGivenOnTheRootWithItsSlashOnly() throws IOException {
    Answer without = client.get(ROOT.substring(0, ROOT.length() - 1), "X-CSRF-Token", "Fetch");
    assertThat(without.status()).isEqualTo(200);
    assertThat(without.header("x-csrf-token")).isNull();
    assertThat(client.get(SET, "X-CSRF-Token", "Fetch").header("x-csrf-token")).isNull();
    assertThat(client.get(ROOT).header("x-csrf-token")).isNull();
    assertThat(client.get(ROOT, "x-csrf-token", "fetch").header("x-csrf-token")).isNotBlank();
  }

  @Test
  void aTokenIsNotGivenToHead() throws IOException {
    Answer answer =
        client.plain.send("HEAD", ROOT, BodyPublishers.noBody(), "X-CSRF-Token", "Fetch");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("x-csrf-token")).isNull();
  }

  @Test
  void aTokenOfOneServiceDoesNotOpenTheOther() throws IOException {
    refused(create(client.token(FILES)));
    assertThat(create(client.token(ROOT)).status()).isEqualTo(201);
  }

  @Test
  void whereTokensAreSharedOneOpensBothServices() throws IOException {
    sap.close();
    sap = SapDouble.start(DoubleOptions.free().setting("token.per.service", "false"));
    client = new SapClient(sap);
    assertThat(create(client.token(FILES)).status()).isEqualTo(201);
  }

  @Test
  void oneSessionHoldsATokenForEachService() throws IOException {
    String[] first = client.token(ROOT);
    String[] second = client.token(FILES, "Cookie", first[3]);
    assertThat(second[3]).as("new cookies").isEmpty();
    assertThat(second[1]).isNotEqualTo(first[1]);
    assertThat(create(first).status()).isEqualTo(201);
  }

  @Test
  void aTokenEndsWithItsIdleSession() throws IOException {
    String[] token = client.token(ROOT);
    clock.leap(Duration.ofMinutes(29));
    assertThat(create(token).status()).isEqualTo(201);
    clock.leap(Duration.ofMinutes(30));
    assertThat(create(token).status()).isEqualTo(403);
    assertThat(client.token(ROOT, "Cookie", token[3])[3]).as("new cookies").isNotEmpty();
    assertThat(create(client.token(ROOT)).status()).isEqualTo(201);
  }

  @Test
  void aServerThatIsStartedAgainKnowsNoTokens() throws IOException {
    String[] token = client.token(ROOT);
    sap.endSessions();
    refused(create(token));
  }

  @Test
  void aFaultOfTheCreateIsNotSpentOnAWriteWithoutAToken() throws IOException {
    sap.faults().add(Fault.next(FaultKind.UNAVAILABLE, 1).on(Operation.CREATE));
    assertThat(create().status()).isEqualTo(403);
    String[] token = client.token(ROOT);
    assertThat(create(token).status()).isEqualTo(503);
    assertThat(create(token).status()).isEqualTo(201);
  }
}
