package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors.Loaded;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.camel.ScriptedServer.Answer;
import org.bellcrank.delivery.testing.Until;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that come, change, break and go; calls that are sent, not sent, or perhaps sent. */
class HotReloadTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");
  private static final String ROUTE = "custom-rest/routes/custom-rest.camel.yaml";

  @TempDir Path folder;
  private Path routes;
  private CamelDelivery camel;
  private ScriptedServer server;
  private volatile Answer answer = new Answer(200, Map.of(), "{}");

  @BeforeEach
  void start() throws IOException {
    routes = folder.resolve("routes");
    copy("custom-rest");
    copy("maximo");
    key("gateway:secret", "rw-------");
    server = new ScriptedServer(asked -> answer);
    camel = new CamelDelivery(folder.resolve("keys"), routes.toString(), 100);
    Until.is(() -> camel.all().size() == 2, camel::all);
  }

  @AfterEach
  void stop() {
    camel.close();
    server.close();
  }

  @Test
  void aChangedFolderIsReloadedAlone() throws IOException {
    String maximo = loaded("maximo").version();
    assertThat(sent(call())).doesNotContainKey("x-added");
    change(
        ROUTE,
        "        - to: direct:bellcrank/http",
        "        - setHeader: { name: x-added, constant: here }\n"
            + "        - to: direct:bellcrank/http");
    Until.is(() -> sent(call()).containsKey("x-added"), camel::all);
    assertThat(loaded("maximo").version()).isEqualTo(maximo);
  }

  @Test
  void aBrokenRouteIsRefusedWithItsReasonWhileTheOldOneRuns() throws IOException {
    String before = loaded("custom-rest").version();
    change(ROUTE, "setHeader", "setHeadr");
    Until.is(() -> !loaded("custom-rest").refusal().isEmpty(), camel::all);
    assertThat(loaded("custom-rest").refusal().toString()).contains("setHeadr");
    assertThat(loaded("custom-rest").version()).isEqualTo(before);
    assertThat(call()).isInstanceOf(StepAnswer.Answered.class);
    change(ROUTE, "setHeadr", "setHeader");
    Until.is(() -> loaded("custom-rest").refusal().isEmpty(), camel::all);
  }

  @Test
  void aBrokenDocumentIsRefusedWithItsPlaceWhileTheOldOneRuns() throws IOException {
    change("custom-rest/mapping.yaml", "to: /title", "to: /titel");
    Until.is(() -> !loaded("custom-rest").refusal().isEmpty(), camel::all);
    assertThat(loaded("custom-rest").refusal())
        .anySatisfy(words -> assertThat(words).contains("mapping.yaml:2").contains("/titel"));
    assertThat(camel.find("custom-rest").orElseThrow().mapping().field("/title")).isPresent();
  }

  @Test
  void aHalfWrittenFolderIsNotTakenBeforeItRests() throws IOException {
    Files.writeString(routes.resolve(ROUTE), "");
    Until.is(() -> !loaded("custom-rest").refusal().isEmpty(), camel::all);
    assertThat(call()).isInstanceOf(StepAnswer.Answered.class);
    Files.copy(
        SHIPPED.resolve(ROUTE),
        routes.resolve(ROUTE),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Until.is(() -> loaded("custom-rest").refusal().isEmpty(), camel::all);
  }

  @Test
  void aFolderThatTakesAnothersCallsIsRefused() throws IOException {
    change(ROUTE, "uri: direct:custom-rest/call", "uri: direct:maximo/read");
    Until.is(() -> !loaded("custom-rest").refusal().isEmpty(), camel::all);
    assertThat(loaded("custom-rest").refusal().toString()).contains("under its own name");
  }

  @Test
  void aFolderWithTheRouteIdOfAnotherIsRefusedAndBothAreNamedUntilOneGivesWay() throws IOException {
    String theFirst = loaded("custom-rest").version();
    copy("custom-rest", "my-cmms");
    rename("my-cmms");
    Until.is(() -> camel.all().size() == 3 && !loaded("my-cmms").refusal().isEmpty(), camel::all);
    assertThat(loaded("my-cmms").refusal().toString())
        .contains("custom-rest-call")
        .contains(routes.resolve("my-cmms").toString())
        .contains(routes.resolve("custom-rest").toString());
    assertThat(loaded("my-cmms").version()).isEmpty();
    assertThat(loaded("custom-rest").version()).isEqualTo(theFirst);
    assertThat(call()).isInstanceOf(StepAnswer.Answered.class);

    delete(routes.resolve("custom-rest"));
    Until.is(() -> camel.find("my-cmms").isPresent(), camel::all);
    assertThat(loaded("my-cmms").refusal()).isEmpty();
    assertThat(call("my-cmms", server.address(""))).isInstanceOf(StepAnswer.Answered.class);
  }

  @Test
  void aRunningFolderThatTakesTheRouteIdOfAnotherKeepsItsOldVersion() throws IOException {
    String before = loaded("maximo").version();
    change("maximo/routes/maximo.camel.yaml", "id: maximo-read", "id: custom-rest-call");
    Until.is(() -> !loaded("maximo").refusal().isEmpty(), camel::all);
    assertThat(loaded("maximo").refusal().toString())
        .contains("custom-rest-call")
        .contains(routes.resolve("custom-rest").toString());
    assertThat(loaded("maximo").version()).isEqualTo(before);
    assertThat(call()).isInstanceOf(StepAnswer.Answered.class);
    change("maximo/routes/maximo.camel.yaml", "id: custom-rest-call", "id: maximo-read");
    Until.is(() -> loaded("maximo").refusal().isEmpty(), camel::all);
  }

  @Test
  void theWayOutCannotBeTaken() throws IOException {
    change(ROUTE, "id: custom-rest-call", "id: bellcrank-http");
    Until.is(() -> !loaded("custom-rest").refusal().isEmpty(), camel::all);
    assertThat(loaded("custom-rest").refusal().toString()).contains("bellcrank-http");
    assertThat(call()).isInstanceOf(StepAnswer.Answered.class);
  }

  @Test
  void aNewFolderComesAndOneThatIsGoneEnds() throws IOException {
    delete(routes.resolve("custom-rest"));
    Until.is(() -> camel.find("custom-rest").isEmpty(), camel::all);
    assertThat(call()).isInstanceOf(StepAnswer.NotSent.class);
    copy("custom-rest");
    Until.is(() -> camel.find("custom-rest").isPresent(), camel::all);
    assertThat(call()).isInstanceOf(StepAnswer.Answered.class);
  }

  @Test
  void theHttpClientRepeatsNothingByItself() {
    for (int status : new int[] {429, 503, 500}) {
      answer = new Answer(status, Map.of("Retry-After", "0"), "busy");
      int before = server.asked.size();
      assertThat(call())
          .isInstanceOfSatisfying(
              StepAnswer.Answered.class, a -> assertThat(a.status()).isEqualTo(status));
      assertThat(server.asked).as("requests for a %d", status).hasSize(before + 1);
    }
  }

  @Test
  void aClosedConnectionIsUnknownAndSentOnce() {
    answer = new Answer(-1, Map.of(), "");
    assertThat(call()).isInstanceOf(StepAnswer.Unknown.class);
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void aPortWhereNobodyListensIsNotSent() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(call(URI.create("http://127.0.0.1:" + port)))
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class, n -> assertThat(n.words()).contains("127.0.0.1:" + port));
    assertThat(call(URI.create("http://no-such-host.invalid")))
        .isInstanceOf(StepAnswer.NotSent.class);
  }

  @Test
  void noAnswerInTimeIsUnknown() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      assertThat(call(URI.create("http://127.0.0.1:" + silent.getLocalPort())))
          .isInstanceOf(StepAnswer.Unknown.class);
    }
  }

  @Test
  void aKeyThatOthersCanReadIsNotUsed() throws IOException {
    key("gateway:secret", "rw-r--r--");
    assertThat(call())
        .isInstanceOfSatisfying(
            StepAnswer.NoCredential.class,
            n -> assertThat(n.words()).contains("chmod 600").doesNotContain("secret:secret"));
    Files.delete(folder.resolve("keys").resolve("k"));
    assertThat(call()).isInstanceOf(StepAnswer.NoCredential.class);
    assertThat(server.asked).isEmpty();
  }

  private StepAnswer call() {
    return call(server.address(""));
  }

  private Map<String, String> sent(StepAnswer answered) {
    assertThat(answered).isInstanceOf(StepAnswer.Answered.class);
    return server.asked.get(server.asked.size() - 1).headers();
  }

  private StepAnswer call(URI address) {
    return call("custom-rest", address);
  }

  private StepAnswer call(String kind, URI address) {
    ConnectorInstance instance =
        new ConnectorInstance(
            "i",
            kind,
            "i",
            "plant",
            address,
            Optional.of("secret:k"),
            Map.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());
    return camel.call(
        new StepRequest(
            "call",
            instance,
            "POST",
            "/api/v1/workorders",
            "",
            Map.of("Content-Type", "application/json"),
            "{}".getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1)));
  }

  private Loaded loaded(String kind) {
    return camel.all().stream().filter(l -> l.kind().equals(kind)).findFirst().orElseThrow();
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = routes.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private void key(String credential, String rights) throws IOException {
    Path file = Files.createDirectories(folder.resolve("keys")).resolve("k");
    Files.writeString(file, credential);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private void copy(String kind) throws IOException {
    copy(kind, kind);
  }

  /** As an integrator begins: the connector's name and its addresses are changed, nothing else. */
  private void rename(String kind) throws IOException {
    change(kind + "/connector.yaml", "id: custom-rest", "id: " + kind);
    change(
        kind + "/routes/custom-rest.camel.yaml",
        "direct:custom-rest/",
        "direct:%s/".formatted(kind));
  }

  private void copy(String shipped, String kind) throws IOException {
    Path from = SHIPPED.resolve(shipped);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = routes.resolve(kind).resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
