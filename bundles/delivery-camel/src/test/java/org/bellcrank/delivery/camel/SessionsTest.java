package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.camel.Sessions.Held;
import org.bellcrank.delivery.camel.Sessions.Outcome;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a session lasts and who renews it; time is a parameter. */
class SessionsTest {

  private static final String SESSION =
      """

      session:
        login:
          - route: call
            request: { method: POST, path: /login, body: { json: { key: "${credential.secret}" } } }
            extract: { token: { body: /token } }
            lifetime: { body: /expires_in }
        carry: { headers: { Session-Token: "${session.token}" } }
        renewBefore: PT60S
      """;

  @TempDir Path folder;
  private final AtomicLong seconds = new AtomicLong();
  private final AtomicInteger logins = new AtomicInteger();
  private volatile StepAnswer instead;
  private volatile CountDownLatch asked = new CountDownLatch(1);
  private volatile CompletableFuture<Void> go = CompletableFuture.completedFuture(null);
  private Connector connector;
  private Sessions sessions;

  @BeforeEach
  void connector() throws Exception {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Path to = folder.resolve("custom-rest");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Path file = to.resolve("connector.yaml");
    Files.writeString(file, Files.readString(file) + SESSION);
    connector = ConnectorFolder.read(to);
    sessions =
        new Sessions(
            request -> {
              int number = logins.incrementAndGet();
              asked.countDown();
              go.join();
              return instead != null
                  ? instead
                  : answered(200, "{\"token\":\"token-%d\",\"expires_in\":600}".formatted(number));
            },
            (rules, instance, known) -> {
              throw new IllegalStateException("nobody asked for an assertion");
            },
            () -> Duration.ofSeconds(seconds.get()).toNanos(),
            Clock.systemUTC());
  }

  private static StepAnswer answered(int status, String body) {
    return new StepAnswer.Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static ConnectorInstance instance(String id) {
    return instance(id, Map.of());
  }

  private static ConnectorInstance instance(String id, Map<String, String> context) {
    return new ConnectorInstance(
        id,
        "custom-rest",
        id,
        "plant",
        URI.create("http://127.0.0.1:1"),
        Optional.of("secret:x"),
        context,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private Outcome outcome(String instance, String credential) {
    return sessions.of(connector, instance(instance), Optional.of(credential));
  }

  private String token(String instance, String credential) {
    return (String) ((Held) outcome(instance, credential)).known().get("session.token");
  }

  private String token() {
    return token("a", "the-key");
  }

  @Test
  void aSessionServesUntilAMinuteBeforeItsEnd() {
    assertThat(token()).isEqualTo("token-1");
    seconds.set(539);
    assertThat(token()).isEqualTo("token-1");
    seconds.set(541);
    assertThat(token()).isEqualTo("token-2");
    assertThat(logins).hasValue(2);
  }

  @Test
  void eachInstanceHasItsOwnAndAnotherCredentialBeginsAnother() {
    assertThat(token("a", "the-key")).isEqualTo("token-1");
    assertThat(token("b", "the-key")).isEqualTo("token-2");
    assertThat(token("a", "another")).isEqualTo("token-3");
    assertThat(token("a", "another")).isEqualTo("token-3");
  }

  /** Logins read it: a tenant, a client, a company. */
  @Test
  void anotherContextBeginsAnotherSession() {
    Optional<String> key = Optional.of("the-key");
    for (String tenant : List.of("one", "one", "other")) {
      sessions.of(connector, instance("a", Map.of("tenant", tenant, "company", "x")), key);
    }
    assertThat(logins).hasValue(2);
  }

  @Test
  void whileOneRenewsTheOthersGoOnWithTheOldOne() throws Exception {
    assertThat(token()).isEqualTo("token-1");
    seconds.set(550);
    go = new CompletableFuture<>();
    asked = new CountDownLatch(1);
    CompletableFuture<String> renewing = CompletableFuture.supplyAsync(this::token);
    asked.await();
    assertThat(token()).isEqualTo("token-1");
    go.complete(null);
    assertThat(renewing.join()).isEqualTo("token-2");
    assertThat(token()).isEqualTo("token-2");
  }

  @Test
  void aRenewalThatIsRefusedLeavesTheOldOneInUseUntilItsEnd() {
    token();
    seconds.set(550);
    instead = answered(401, "{}");
    assertThat(token()).isEqualTo("token-1");
    assertThat(token()).isEqualTo("token-1");
    assertThat(logins).hasValue(2);
    seconds.set(601);
    assertThat(outcome("a", "the-key")).isInstanceOf(Sessions.Failed.class);
  }

  @Test
  void aRefusalCountsForAWhileAndNotForAnotherCredential() {
    instead = answered(403, "{\"message\":\"no the-key here\"}");
    Sessions.Failed refused = (Sessions.Failed) outcome("a", "the-key");
    assertThat(((StepAnswer.NoCredential) refused.answer()).words())
        .isEqualTo("the login was answered 403: no *** here");
    assertThat(outcome("a", "the-key")).isSameAs(refused);
    assertThat(logins).hasValue(1);
    seconds.set(11);
    outcome("a", "the-key");
    assertThat(logins).hasValue(2);
    instead = null;
    assertThat(token("a", "mended")).isEqualTo("token-3");
  }

  @Test
  void aLoginWithoutAnAnswerOrABusyOneIsNoTroubleWithTheCredential() {
    instead = new StepAnswer.Unknown("no answer");
    assertThat(((Sessions.Failed) outcome("a", "the-key")).answer())
        .isInstanceOf(StepAnswer.NotSent.class);
    instead = answered(503, "");
    assertThat(((Sessions.Failed) outcome("a", "the-key")).answer())
        .isInstanceOf(StepAnswer.NotSent.class);
    instead = answered(200, "{}");
    assertThat(((Sessions.Failed) outcome("a", "the-key")).answer())
        .isEqualTo(
            new StepAnswer.NoCredential(
                "the login was answered 200, but without token", Trouble.STRANGER));
  }
}
