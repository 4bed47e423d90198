package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OAuth 2, tokens against forged requests and cookies as data of a folder, over real HTTP. */
class SessionOverHttpTest {

  private static final String SESSION =
      """

      session:
        login:
          - route: login
            request:
              method: POST
              path: /oauth/token
              headers: { Content-Type: application/x-www-form-urlencoded }
              body:
                form:
                  grant_type: client_credentials
                  client_id: "${credential.user}"
                  client_secret: "${credential.password}"
            extract: { token: { body: /access_token } }
            lifetime: { body: /expires_in, as: seconds }
          - route: login
            request:
              method: GET
              path: /csrf/
              headers: { X-CSRF-Token: Fetch, Authorization: "Bearer ${session.token}" }
            extract:
              forgery: { header: X-CSRF-Token }
              cookies: { cookies: all }
        carry:
          headers:
            Authorization: "Bearer ${session.token}"
            X-CSRF-Token: "${session.forgery}"
            Cookie: "${session.cookies}"
        over:
          - { status: "401" }
          - { status: "403", header: X-CSRF-Token, containing: required }
      """;

  @TempDir static Path folder;
  private static CamelDelivery camel;
  private final TokenCmms cmms = new TokenCmms();
  private final MemoryStore store = new MemoryStore();
  private ScriptedServer server;
  private DeliveryEngine engine;

  @BeforeAll
  static void camel() throws IOException {
    Path to = folder.resolve("routes").resolve("custom-rest");
    copy(Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest"), to);
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Files.writeString(keys.resolve("cmms"), TokenCmms.CREDENTIAL);
    Files.setPosixFilePermissions(
        keys.resolve("cmms"), PosixFilePermissions.fromString("rw-------"));
    camel = new CamelDelivery(keys, folder.resolve("routes").toString(), 500);
    Until.is(() -> camel.find("custom-rest").isPresent(), camel::all);
  }

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer(cmms);
  }

  @AfterAll
  static void end() {
    camel.close();
  }

  @AfterEach
  void stop() {
    if (engine != null) {
      engine.close();
    }
    server.close();
  }

  /** The shipped folder with a session in place of basic authentication. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(target, Files.readString(file).replace("gap: PT3S", "gap: PT0.05S"));
      }
    }
    Path connector = to.resolve("connector.yaml");
    Files.writeString(connector, Files.readString(connector) + SESSION);
    Files.writeString(
        to.resolve("routes/custom-rest.camel.yaml"),
        """
        - route:
            id: custom-rest-call
            from:
              uri: direct:custom-rest/call
              steps:
                - to: direct:bellcrank/http
        - route:
            id: custom-rest-login
            from:
              uri: direct:custom-rest/login
              steps:
                - to: direct:bellcrank/http
        """);
  }

  private ConnectorInstance instance() {
    return new ConnectorInstance(
        "cmms",
        "custom-rest",
        "CMMS",
        "plant",
        server.address(""),
        Optional.of("secret:cmms"),
        Map.of(),
        OptionalInt.of(4),
        OptionalInt.empty(),
        Optional.of(Duration.ofSeconds(20)));
  }

  private StepRequest search() {
    return new StepRequest(
        "call",
        instance(),
        "GET",
        "/api/v1/workorders",
        "external_reference=X",
        Map.of("Accept", "application/json"),
        new byte[0],
        Duration.ofSeconds(5),
        Duration.ofSeconds(20));
  }

  private WorkOrder deliver(String id) {
    WorkOrder order = SampleOrders.order(id, "cmms", 2);
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
          new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
          return null;
        });
    if (engine == null) {
      engine =
          new DeliveryEngine(
              store,
              Clock.systemUTC(),
              camel,
              () -> List.of(instance()),
              camel,
              new MemoryEvidence(),
              null);
    }
    return order;
  }

  private void settled(WorkOrder order) {
    Until.is(
        () -> engine.of(order.id()).filter(d -> d.settled()).isPresent(),
        () -> engine.of(order.id()) + " " + engine.health());
    assertThat(engine.of(order.id()).orElseThrow().create().state()).isEqualTo(DeliveryState.DONE);
  }

  private void nothingSecretIsWritten(WorkOrder order) {
    assertThat(store.about(order.id()).toString() + engine.of(order.id()) + engine.health())
        .doesNotContain("token-of-login", "forgery-of", "cookie-of", "very-secret-word");
  }

  @Test
  void manyCallsAtOnceLogInOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Callable<StepAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      calls.add(() -> camel.call(search()));
    }
    try {
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isInstanceOf(StepAnswer.Answered.class);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(cmms.logins).isEqualTo(1);
  }

  @Test
  void anOrderArrivesAndNothingSecretIsWritten() {
    WorkOrder order = deliver("wo-1");
    settled(order);
    assertThat(cmms.created).containsExactly(order.reference().value());
    assertThat(cmms.logins).isEqualTo(1);
    nothingSecretIsWritten(order);
  }

  @Test
  void aSessionThatIsRevokedIsBegunAnewAndTheCallMadeAgain() {
    settled(deliver("wo-1"));
    cmms.revoke();
    WorkOrder order = deliver("wo-2");
    settled(order);
    assertThat(cmms.logins).isEqualTo(2);
    assertThat(cmms.created)
        .containsExactly(
            SampleOrders.order("wo-1", "cmms", 2).reference().value(), order.reference().value());
    assertThat(engine.of(order.id()).orElseThrow().steps())
        .extracting(s -> s.step() + " " + s.receipt())
        .startsWith("find unreachable", "find accepted", "create accepted");
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
    nothingSecretIsWritten(order);
  }

  @Test
  void aSessionThatEndsBetweenSearchAndCreateMakesOneOrder() {
    cmms.lies = 1;
    WorkOrder order = deliver("wo-1");
    settled(order);
    assertThat(cmms.created).hasSize(1);
    assertThat(cmms.logins).isEqualTo(2);
    nothingSecretIsWritten(order);
  }

  @Test
  void aCmmsThatCallsEverySessionOverIsNotFloodedWithLogins() {
    cmms.lies = Integer.MAX_VALUE;
    WorkOrder order = deliver("wo-1");
    Until.is(() -> engine.health().get(0).breaker() == Breaker.CREDENTIAL, () -> engine.health());
    assertThat(cmms.logins).isEqualTo(2);
    cmms.lies = 0;
    engine.resume("cmms");
    settled(order);
    assertThat(cmms.created).hasSize(1);
  }

  @Test
  void aRefusedLoginIsTroubleWithTheCredentialAndNoLoopOfLogins() {
    cmms.refusesLogins = true;
    List<WorkOrder> orders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      orders.add(deliver("wo-" + i));
    }
    Until.is(() -> engine.health().get(0).breaker() == Breaker.CREDENTIAL, () -> engine.health());
    assertThat(engine.health().get(0).lastWords()).contains("400").doesNotContain("very-secret");
    for (int i = 0; i < 20; i++) {
      assertThat(camel.call(search())).isInstanceOf(StepAnswer.NoCredential.class);
    }
    assertThat(cmms.refusedLogins).isEqualTo(1);
    assertThat(engine.health().get(0).workbench()).isZero();
    orders.forEach(this::nothingSecretIsWritten);
  }

  @Test
  void complaintsThatRepeatATokenAreCleaned() {
    assertThat(camel.call(search())).isInstanceOf(StepAnswer.Answered.class);
    String token = cmms.token();
    cmms.revoke();
    StepAnswer over = camel.call(search());
    assertThat(over).isInstanceOf(StepAnswer.SessionOver.class);
    assertThat(over.toString()).doesNotContain(token);
    StepAnswer.Answered said =
        new StepAnswer.Answered(
            400, Map.of(), ("bad token " + token).getBytes(StandardCharsets.UTF_8));
    StepAnswer.Answered cleaned = (StepAnswer.Answered) Redaction.of(said, List.of(token));
    assertThat(new String(cleaned.body(), StandardCharsets.UTF_8)).isEqualTo("bad token ***");
  }
}
