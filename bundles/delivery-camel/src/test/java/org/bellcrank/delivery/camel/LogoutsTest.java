package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sessions are ended at their CMMS, and when; time is a parameter. */
class LogoutsTest {

  private static final String SESSION =
      """

      session:
        login:
          - route: call
            request: { method: POST, path: /login, body: { json: { key: "${credential.secret}" } } }
            extract: { token: { body: /token } }
        carry: { headers: { Session-Token: "${session.token}" } }
        lifetime: PT60M
        logout:
          route: call
          request: { method: DELETE, path: /session, headers: { Session-Token: "${session.token}" } }
      """;

  private static final Duration IDLE = Duration.ofMinutes(10);

  @TempDir Path home;
  private final List<String> ended = new ArrayList<>();
  private long minutes;
  private int logins;
  private int answersAfterMinutes;
  private Connector connector;
  private Sessions sessions;
  private Logouts logouts;

  @BeforeEach
  void sessions() throws Exception {
    connector = ConnectorFolder.read(folder("", ""));
    sessions =
        new Sessions(
            this::send,
            (rules, instance, known) -> "",
            () -> Duration.ofMinutes(minutes).toNanos(),
            Clock.systemUTC());
    logouts = new Logouts(this::send, () -> Duration.ofMinutes(minutes).toNanos());
  }

  private StepAnswer send(StepRequest request) {
    if (request.method().equals("DELETE")) {
      ended.add(request.headers().get("Session-Token"));
      minutes += answersAfterMinutes;
      return new StepAnswer.Unknown("no answer");
    }
    String token = "{\"token\":\"token-" + ++logins + "\"}";
    return new StepAnswer.Answered(200, Map.of(), token.getBytes(StandardCharsets.UTF_8));
  }

  private Path folder(String from, String to) throws Exception {
    Path source = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Path folder = home.resolve("routes").resolve("custom-rest");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(source.relativize(file));
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
    assertThat(SESSION).contains(from);
    Path file = folder.resolve("connector.yaml");
    String session = from.isEmpty() ? SESSION : SESSION.replace(from, to);
    Files.writeString(file, Files.readString(file) + session);
    return folder;
  }

  private static ConnectorInstance instance(String id, URI address) {
    return new ConnectorInstance(
        id,
        "custom-rest",
        id,
        "plant",
        address,
        Optional.of("secret:x"),
        Map.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private String token(String instance, String credential) {
    Sessions.Outcome outcome =
        sessions.of(
            connector,
            instance(instance, URI.create("http://127.0.0.1:1")),
            Optional.of(credential));
    return String.valueOf(((Sessions.Held) outcome).known().get("session.token"));
  }

  private void tidy() {
    logouts.end(sessions.left(IDLE), Duration.ofSeconds(5));
  }

  @Test
  void aSessionThatNobodyUsesIsEndedAndTheNextCallBeginsAnother() {
    token("a", "key");
    token("b", "key");
    minutes = 9;
    token("b", "key");
    tidy();
    assertThat(ended).isEmpty();
    minutes = 10;
    tidy();
    tidy();
    assertThat(ended).containsExactly("token-1");
    assertThat(token("b", "key")).isEqualTo("token-2");
    assertThat(token("a", "key")).isEqualTo("token-3");
  }

  @Test
  void aSessionThatAnotherTookThePlaceOfIsEnded() {
    token("a", "key");
    token("a", "another-key");
    tidy();
    assertThat(ended).containsExactly("token-1");
  }

  @Test
  void whatIsOverByItselfNeedsNoEnd() {
    token("a", "key");
    minutes = 61;
    tidy();
    assertThat(ended).isEmpty();
  }

  @Test
  void aSessionWithoutSuchACallJustEnds() throws Exception {
    connector = ConnectorFolder.read(folder(SESSION.substring(SESSION.indexOf("  logout:")), ""));
    token("a", "key");
    minutes = 11;
    tidy();
    assertThat(ended).isEmpty();
  }

  /** A gateway that stops has no time for many that do not answer. */
  @Test
  void afterItsTimeNoFurtherOneIsBegun() {
    token("a", "key");
    token("b", "key");
    answersAfterMinutes = 1;
    logouts.end(sessions.left(Duration.ZERO), Duration.ofSeconds(5));
    assertThat(ended).hasSize(1);
  }

  @Test
  void aGatewayThatStopsEndsItsSessionsOverHttp() throws Exception {
    Path key = Files.createDirectories(home.resolve("keys")).resolve("x");
    Files.writeString(key, "gateway:very-secret-word");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    AtomicInteger given = new AtomicInteger();
    try (ScriptedServer server =
            new ScriptedServer(
                asked ->
                    new ScriptedServer.Answer(
                        200, Map.of(), "{\"token\":\"t-" + given.incrementAndGet() + "\"}"));
        CamelDelivery camel =
            new CamelDelivery(home.resolve("keys"), home.resolve("routes").toString(), 500)) {
      Until.is(() -> camel.find("custom-rest").isPresent(), camel::all);
      camel.call(
          new StepRequest(
              "call",
              instance("a", server.address("")),
              "GET",
              "/orders",
              "",
              Map.of(),
              new byte[0],
              Duration.ofSeconds(5),
              Duration.ofSeconds(20)));
      camel.close();
      assertThat(server.asked)
          .extracting(asked -> asked.method() + " " + asked.path())
          .containsExactly("POST /login", "GET /orders", "DELETE /session");
      assertThat(server.asked.get(2).headers()).containsEntry("session-token", "t-1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "method: DELETE | method: PATCH | PATCH | DELETE",
        "/session, | \"/${credential.secret}\", | credential.secret | not declared",
        "logout:~    route: call | logout:~    route: bye | direct:custom-rest/bye | no route begins there",
      })
  void aMistakeIsNamedWithPlaceGivenAndAllowed(String from, String to, String given, String allowed)
      throws Exception {
    assertThat(ConnectorCheck.check(folder(from.replace("~", "\n"), to.replace("~", "\n"))))
        .extracting(Problem::text)
        .anySatisfy(
            line -> assertThat(line).contains("connector.yaml").contains(given).contains(allowed));
  }
}
