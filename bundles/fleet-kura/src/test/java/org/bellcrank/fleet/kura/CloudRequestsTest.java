package org.bellcrank.fleet.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.health.HealthState;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.DocumentArchive;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteFolder;
import org.eclipse.kura.message.KuraPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudRequestsTest {

  private static final byte[] NOTHING = new byte[0];

  @TempDir Path root;
  private Gateway gateway;
  private CloudApplication application;
  private final Cloud cloud = new Cloud();

  @BeforeEach
  void open() {
    gateway = new Gateway(root.resolve("data"));
  }

  @AfterEach
  void close() {
    if (application != null) {
      application.stop();
    }
    gateway.close();
  }

  @Test
  void everyRequestIsJournalledWithItsRequesterBeforeAndAfter() throws Exception {
    offer("site-only");
    assertThat(ask("GET", "balance").values())
        .containsEntry("off", 0L)
        .containsEntry("inReview", 0L);
    assertThat(ask("GET", "status").values()).containsEntry("product", "bellcrank");
    assertThat(ask("GET", "balance").whole("accepted")).hasValue(0);
    Entry request = gateway.newest("cloud.request").get(0);
    Entry answer = gateway.newest("cloud.answer").get(0);
    assertThat(request.sequence()).isLessThan(answer.sequence());
    assertThat(request.subject()).isEqualTo("r-1");
    assertThat(request.facts().values())
        .containsEntry("requester", "fleet-desk")
        .containsEntry("verb", "GET")
        .containsEntry("resource", "balance");
    assertThat(answer.facts().whole("code")).hasValue(200);
    refused("GET", "nothing-like-this", 404, "given 'GET nothing-like-this'; allowed: GET status");
    assertThat(gateway.newest("cloud.answer").get(0).facts().whole("code")).hasValue(404);
  }

  @Test
  void nothingIsCarriedOutThatCannotBeJournalled() throws Exception {
    offer("site-only");
    gateway.store.close();
    KuraPayload answer = cloud.ask("PUT", "documents", Map.of(), demo());
    assertThat(answer.getMetric("response.code")).isEqualTo(500);
    assertThat(answer.getMetric("response.exception.message"))
        .asString()
        .contains("not carried out");
    assertThat(root.resolve("data/documents")).doesNotExist();
  }

  @Test
  void healthNamesEveryCause() throws Exception {
    offer("site-only");
    assertThat(ask("GET", "health").text("state")).contains("ok");
    gateway.state = HealthState.FAILED;
    Facts health = ask("GET", "health");
    assertThat(health.text("state")).contains("failed");
    assertThat(health.factsList("causes"))
        .singleElement()
        .satisfies(
            cause ->
                assertThat(cause.values())
                    .containsEntry("bundle", "rule")
                    .containsEntry("reason", "no installed bundle offers package a.b"));
    Facts versions = ask("GET", "versions");
    assertThat(versions.factsList("packages"))
        .singleElement()
        .satisfies(each -> assertThat(each.text("name")).contains("bellcrank-core"));
    assertThat(versions.factsList("bundles"))
        .singleElement()
        .satisfies(each -> assertThat(each.text("state")).contains("IDLE"));
    assertThat(versions.text("documents")).contains("");
  }

  @Test
  void documentsComeGoAndComeBackByTheCloud() throws Exception {
    offer("site-only");
    String version =
        json(cloud.ask("PUT", "documents", Map.of("dry.run", true), demo())).requireText("version");
    assertThat(gateway.documents.site()).isEmpty();
    assertThat(ask("GET", "documents").list("versions")).isEmpty();
    assertThat(ask("PUT", "documents", Map.of(), demo()).text("version")).contains(version);
    assertThat(inForce()).as("kept, not in force").isEmpty();
    assertThat(activate(version).text("before")).contains("");
    assertThat(inForce()).contains(version);
    assertThat(SiteFolder.read(root.resolve("data/documents"))).isEqualTo(texts());

    Map<String, String> changed = texts();
    changed.compute("templates.yaml", (name, text) -> text.replace("P14D", "P7D"));
    byte[] archive = DocumentArchive.pack(changed);
    String next = ask("PUT", "documents", Map.of(), archive).requireText("version");
    assertThat(next).isNotEqualTo(version);
    assertThat(ask("GET", "documents").factsList("versions").get(0).values())
        .containsEntry("id", next)
        .doesNotContainKey("activatedAt");
    assertThat(activate(next).values())
        .containsEntry("active", next)
        .containsEntry("before", version);
    KuraPayload back = cloud.ask("GET", "documents/" + version, Map.of(), NOTHING);
    assertThat(back.getMetric("content.type")).isEqualTo("application/zip");
    assertThat(DocumentArchive.unpack(back.getBody())).isEqualTo(texts());
    assertThat(ask("EXEC", "rollback", Map.of("from", next), NOTHING).text("active"))
        .contains(version);
    assertThat(ask("EXEC", "rollback", Map.of("from", next), NOTHING).text("active"))
        .as("told twice, done once")
        .contains(version);
    assertThat(activate(next).text("active")).contains(next);
    assertThat(activate(next).text("before")).contains(next);
    Facts list = ask("GET", "documents");
    assertThat(list.text("active")).contains(next);
    assertThat(list.factsList("versions")).hasSize(4);
    assertThat(list.factsList("versions").get(0).values()).containsKeys("id", "activatedAt");
    assertThat(gateway.newest("documents.offered").get(0).facts().text("from"))
        .contains("cloud fleet-desk");
  }

  @Test
  void refusedDocumentsAreAnsweredWithPlaceGivenAndAllowed() throws Exception {
    offer("site-only");
    refused("EXEC", "rollback", 400, "there was no other before it");
    activate(ask("PUT", "documents", Map.of(), demo()).requireText("version"));
    Optional<String> before = inForce();
    Map<String, String> broken = texts();
    broken.compute(
        "rules.yaml", (n, text) -> text.replace("template: overheating", "template: overheat"));
    for (String verb : List.of("PUT documents", "EXEC validate")) {
      KuraPayload answer =
          cloud.ask(verb.split(" ")[0], verb.split(" ")[1], Map.of(), DocumentArchive.pack(broken));
      assertThat(answer.getMetric("response.code")).isEqualTo(400);
      assertThat(answer.getMetric("response.exception.message"))
          .asString()
          .contains("rules.yaml:45:", "given", "overheat");
      assertThat(json(answer).textList("problems")).hasSize(1);
    }
    assertThat(inForce()).isEqualTo(before);
    assertThat(ask("GET", "documents").textList("refusals"))
        .as("who asked was told; the gateway is as well as before")
        .isEmpty();
    refused("PUT", "documents", 400, "zip file");
    refused("EXEC", "activate", 400, "metric version: given nothing");
    assertThat(code("EXEC", "activate", Map.of("version", "0123"))).isEqualTo(404);
    assertThat(code("PUT", "documents", Map.of("dry.run", "maybe"))).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST documents", "POST orders", "DEL documents", "EXEC documents"})
  void nothingGoesAroundTheCheck(String call) throws Exception {
    offer("connected");
    KuraPayload answer = cloud.ask(call.split(" ")[0], call.split(" ")[1], Map.of(), demo());
    assertThat(answer.getMetric("response.code")).isEqualTo(404);
    assertThat(gateway.documents.site()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "site-only, GET orders, 400",
    "site-only, GET orders/wo-1, 400",
    "site-only, GET status, 200",
    "site-only, GET sources, 200",
    "site-only, GET connectors, 200",
    "site-only, GET documents, 200",
    "connected, GET orders, 200",
    "connected, GET orders/wo-1, 404"
  })
  void whatTheProfileKeepsStaysAtTheSite(String profile, String call, int code) throws Exception {
    offer(profile);
    assertThat(code(call.split(" ")[0], call.split(" ")[1], Map.of())).isEqualTo(code);
  }

  @Test
  void picturesLeaveOnlyAConnectedSiteAndOnlyUpToTheirSize() throws Exception {
    byte[] picture = "a picture".getBytes(StandardCharsets.UTF_8);
    String small = gateway.evidence.keep(picture, "image/jpeg").sha256();
    String large = gateway.evidence.keep(new byte[2000], "image/jpeg").sha256();
    offer("site-only");
    refused("GET", "evidence/" + small, 400, "given egress.profile site-only; allowed: connected");
    application.stop();

    application =
        gateway.application(Map.of("egress_profile", "connected", "evidence_max_bytes", 1000));
    register();
    KuraPayload answer = cloud.ask("GET", "evidence/" + small, Map.of(), NOTHING);
    assertThat(answer.getMetric("content.type")).isEqualTo("image/jpeg");
    assertThat(answer.getBody()).isEqualTo(picture);
    refused("GET", "evidence/" + large, 400, "given 2000 bytes; allowed: up to");
    refused("GET", "evidence/xyz", 400, "64 hexadecimal digits");
    refused("GET", "evidence/" + "0".repeat(64), 404, "there is no evidence");
  }

  @Test
  void anAirGappedGatewayIsNotInTheCloud() {
    application = gateway.application(Map.of("egress_profile", "air-gapped"));
    application.addRegistry(cloud);
    Cloud.Publisher publisher = new Cloud.Publisher(true);
    application.setAlertPublisher(publisher);
    application.setFigurePublisher(publisher);
    application.setOrderPublisher(publisher);
    gateway.state = HealthState.FAILED;
    Gateway.await("a turn was made", () -> !gateway.newest("cloud.egress").isEmpty());
    gateway.happened("order.raised", "wo-1");
    application.stop();
    application = null;
    assertThat(cloud.handlers).isEmpty();
    assertThat(publisher.messages).isEmpty();
  }

  @Test
  void refusedOrdersAreSentAgain() throws Exception {
    offer("site-only");
    gateway.workbench.add(row("dl-1", "wo-1"));
    gateway.workbench.add(row("dl-2", "wo-2"));
    assertThat(ask("EXEC", "retry", Map.of("order", "wo-2"), NOTHING).textList("retried"))
        .containsExactly("dl-2");
    ask("EXEC", "retry", Map.of("all", true), NOTHING);
    assertThat(gateway.retried)
        .containsExactly(
            "dl-2 by cloud fleet-desk", "dl-1 by cloud fleet-desk", "dl-2 by cloud fleet-desk");
    refused("EXEC", "retry", 400, "metric delivery: given nothing");
    assertThat(code("EXEC", "retry", Map.of("delivery", "dl-9"))).isEqualTo(404);
    Facts alike = ask("EXEC", "retry", Map.of("delivery", "dl-1", "alike", true), NOTHING);
    assertThat(alike.whole("sent")).hasValue(3);
  }

  @Test
  void peopleDecideFromAfarAsAtTheConsole() throws Exception {
    offer("connected");
    refused("EXEC", "adopt", 400, "metric delivery: given nothing");
    Map<String, Object> adopt = Map.of("delivery", "dl-1", "foreignId", "1042");
    assertThat(code("EXEC", "adopt", adopt)).isEqualTo(400);
    Map<String, Object> sure = Map.of("delivery", "dl-1", "foreignId", "1042", "unread", true);
    assertThat(ask("EXEC", "adopt", sure, NOTHING).bool("read")).contains(false);
    assertThat(gateway.retried).containsExactly("dl-1 adopted as 1042 by cloud fleet-desk");
    assertThat(code("EXEC", "dismiss", Map.of("finding", "c:9#0", "why", "seen"))).isEqualTo(400);
    refused("EXEC", "accept", 400, "metric finding: given nothing");
    assertThat(code("EXEC", "move", Map.of("order", "wo-1", "to", "CLOSED", "why", "done")))
        .as("nothing moves orders here")
        .isEqualTo(400);
    assertThat(ask("GET", "review", Map.of(), NOTHING).whole("waiting")).hasValue(0);
    assertThat(ask("GET", "workbench", Map.of(), NOTHING).list("cases")).isEmpty();
  }

  @Test
  void aShiftIsReplayedInTheBackgroundAndOnlyNumbersLeaveTheSite() throws Exception {
    offer("site-only");
    activate(ask("PUT", "documents", Map.of(), demo()).requireText("version"));
    gateway.decides(3);
    Map<String, String> changed = texts();
    changed.compute("rules.yaml", (name, text) -> text.replace("order: 0.75", "order: 0.99"));
    String other =
        ask("PUT", "documents", Map.of(), DocumentArchive.pack(changed)).requireText("version");
    long entries = gateway.entries();
    String id =
        ask("EXEC", "replay", Map.of("version", other, "from", "2026-01-01T00:00:00Z"), NOTHING)
            .requireText("id");
    Gateway.await("replayed", () -> state(id).equals("done"));
    Facts numbers = ask("GET", "replay/" + id).facts("numbers").orElseThrow();
    assertThat(numbers.whole("observations")).hasValue(3);
    assertThat(numbers.facts("recorded").orElseThrow().whole("equal")).hasValue(3);
    assertThat(numbers.facts("with").orElseThrow().whole("different")).hasValue(2);
    assertThat(numbers.facts("with").orElseThrow().facts("orders").orElseThrow().whole("removed"))
        .hasValue(1);
    assertThat(gateway.kindsAfter(entries))
        .as("the requests, with who asked, and nothing else")
        .containsOnly("cloud.request", "cloud.answer");
    assertThat(gateway.newest("cloud.request"))
        .anySatisfy(
            request ->
                assertThat(request.facts().values())
                    .containsEntry("requester", "fleet-desk")
                    .containsEntry("resource", "replay"));
    refused("GET", "replay-report/" + id, 400, "given egress.profile site-only");
    refused("GET", "replay/7", 404, "given replay '7'");
    assertThat(code("EXEC", "replay", Map.of("from", "monday"))).isEqualTo(400);
    assertThat(code("EXEC", "replay", Map.of("version", "0123"))).isEqualTo(404);
  }

  private String state(String id) {
    try {
      return ask("GET", "replay/" + id).requireText("state");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void canariesFlyWhenTheCloudAsksAndTheAnswerSaysHowTheyEnded() throws Exception {
    offer("site-only");
    refused("EXEC", "canary", 404, "nothing keeps lamps here");
    OneLamp lamps = new OneLamp();
    application.setLamps(lamps);
    assertThat(ask("GET", "lamps", Map.of(), NOTHING).factsList("lamps"))
        .singleElement()
        .matches(lamp -> lamp.requireText("id").equals(OneLamp.ID));
    assertThat(ask("EXEC", "canary", Map.of(), NOTHING).factsList("canaries"))
        .singleElement()
        .matches(run -> run.requireText("state").equals("RED"))
        .matches(run -> run.requireText("words").equals("the key is not accepted"));
    assertThat(lamps.asked).isEqualTo("cloud fleet-desk");
    assertThat(code("EXEC", "canary", Map.of("instance", "other"))).isEqualTo(400);
    assertThat(gateway.newest("cloud.request"))
        .anyMatch(entry -> entry.facts().requireText("resource").equals("canary"));
  }

  @Test
  void whatThisVersionCannotDoIsSaidInAWord() throws Exception {
    offer("site-only");
    assertThat(code("EXEC", "loglevel", Map.of("logger", "org.apache", "level", "DEBUG")))
        .isEqualTo(400);
    assertThat(code("EXEC", "loglevel", Map.of("logger", "org.bellcrank", "level", "LOUD")))
        .isEqualTo(400);
    KuraPayload answer =
        cloud.ask("EXEC", "loglevel", Map.of("logger", "org.bellcrank", "level", "DEBUG"), NOTHING);
    assertThat(answer.getMetric("response.exception.message")).asString().contains("cannot be set");
  }

  @ParameterizedTest
  @CsvSource({
    "egress_profile, open, egress.profile: given open; allowed: air-gapped",
    "request_seconds, 0, request.seconds: given 0; allowed: 1 to 120",
    "evidence_max_bytes, -1, evidence.max.bytes: given -1; allowed: 0 to 8388608",
    "messages_per_minute, 6001, messages.per.minute: given 6001; allowed: 1 to 6000",
    "figures_seconds, 9, figures.seconds: given 9; allowed: 10 to 86400"
  })
  void aWrongSettingIsRefusedWithWhatIsAllowed(String name, String given, String words) {
    Object value = given.matches("-?[0-9]+") ? (Object) Integer.valueOf(given) : given;
    assertThatThrownBy(() -> Settings.of(Gateway.config(Map.of(name, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words.replaceAll("air-gapped$", "air-gapped, site-only, connected"))
        .hasMessageContaining(CloudApplication.PID);
  }

  private Facts activate(String version) throws Exception {
    return ask("EXEC", "activate", Map.of("version", version), NOTHING);
  }

  private void offer(String profile) {
    application = gateway.application(Map.of("egress_profile", profile));
    register();
  }

  private void register() {
    application.addRegistry(cloud);
    Gateway.await("registered", () -> cloud.handlers.containsKey(CloudApplication.NAME));
  }

  private Facts ask(String verb, String path) throws Exception {
    return ask(verb, path, Map.of(), NOTHING);
  }

  private Facts ask(String verb, String path, Map<String, Object> metrics, byte[] body)
      throws Exception {
    KuraPayload answer = cloud.ask(verb, path, metrics, body);
    assertThat(answer.getMetric("response.code"))
        .as(String.valueOf(answer.getMetric("response.exception.message")))
        .isEqualTo(200);
    return json(answer);
  }

  private int code(String verb, String path, Map<String, Object> metrics) throws Exception {
    return (Integer) cloud.ask(verb, path, metrics, demo()).getMetric("response.code");
  }

  private void refused(String verb, String path, int code, String words) throws Exception {
    KuraPayload answer = cloud.ask(verb, path, Map.of(), NOTHING);
    assertThat(answer.getMetric("response.exception.message")).asString().contains(words);
    assertThat(answer.getMetric("response.code")).isEqualTo(code);
    assertThat(json(answer).requireText("error")).contains(words);
  }

  private Optional<String> inForce() {
    return gateway.documents.site().map(Site::version);
  }

  private static Facts json(KuraPayload answer) {
    return Facts.parse(new String(answer.getBody(), StandardCharsets.UTF_8));
  }

  private static Map<String, String> texts() throws Exception {
    Path demo = Path.of(System.getProperty("project.root")).resolve("kura-config/sites/demo");
    return new TreeMap<>(SiteFolder.read(demo));
  }

  private static byte[] demo() throws Exception {
    return DocumentArchive.pack(texts());
  }

  private static Delivery row(String id, String order) {
    return Delivery.planned(id, order, "cmms", Purpose.CREATE, 2, Instant.EPOCH)
        .withState(DeliveryState.REFUSED, "BMXAA4121E: the asset is not valid");
  }
}
