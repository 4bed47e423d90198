package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Diagnosis;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Inspection;
import org.bellcrank.pipeline.OrderDesk;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people decide through the console, on a real store, pipeline and documents. */
@Timeout(120)
class DeskRoutesTest {

  private static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: screw-1, name: Screw 1, level: component, parent: works }
        - { id: screw-2, name: Screw 2, level: component, parent: works }
      points:
        - { id: left, camera: cam, asset: screw-1, floor: 0.3, classes: [pitting] }
      templates:
        - { id: pit, type: corrective, approval: person, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
      connectors:
        - { id: cmms, kind: custom-rest, site: works, address: "http://127.0.0.1:9" }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: sure, when: finding.confidence >= tier.order, then: { raise: { template: pit } } }
        - { id: ask, because: Somebody should look, when: "true", then: { review: { queue: supervisor, template: pit } } }
      """;

  @TempDir Path folder;
  private final Desk deliveries = new Desk();
  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private final Desks desks = new Desks();
  private JdbcStore store;
  private SiteDocuments documents;
  private Pipeline pipeline;
  private Console console;

  @BeforeEach
  void open() throws Exception {
    Clock clock = Clock.systemUTC();
    store = JdbcStore.open(folder.resolve("data"));
    documents = new SiteDocuments(store, store.directory(), new ExpressionLanguage(), clock);
    OfferedDocuments offered = new OfferedDocuments(documents, store, store.directory(), clock);
    offered.activate(Map.of("plant.yaml", PLANT), "a test");
    Outbox outbox = new Kept();
    pipeline = new Pipeline(store, documents, outbox, clock);
    desks.setReviews(new ReviewDesk(store, documents, outbox, clock));
    desks.setOrders(new OrderDesk(store, outbox, clock));
    desks.setDocuments(offered);
    desks.setDeliveries(deliveries);
    console =
        new Console(
            store,
            new FileEvidenceStore(store.directory(), store, clock),
            documents,
            deliveries,
            null,
            desks,
            clock);
  }

  @AfterEach
  void close() {
    pipeline.stop();
    documents.stop();
    store.close();
  }

  @Test
  void whatWaitsIsShownWithWhatADecisionNeeds() {
    seen("c:0", "left", 0.6);
    seen("c:1", "left", 0.6);
    seen("c:2", "nowhere", 0.6);
    Facts page = get("/api/review");
    assertThat(page.whole("waiting")).hasValue(3);
    assertThat(page.factsList("templates"))
        .extracting(each -> each.requireText("id"))
        .contains("pit");
    Facts mapping = page.factsList("findings").get(0);
    assertThat(mapping.values()).containsEntry("mapping", true).containsEntry("alike", 1L);
    assertThat(page.factsList("findings").get(1).values())
        .containsEntry("alike", 2L)
        .containsEntry("queue", "supervisor")
        .containsEntry("template", "pit")
        .containsEntry("asset", "Works / Screw 1")
        .containsKey("why")
        .doesNotContainKeys("mapping", "joins");
    assertThat(get("/api/assets", Map.of("q", "screw 2")).factsList("assets"))
        .singleElement()
        .satisfies(each -> assertThat(each.text("path")).contains("Works / Screw 2"));
    assertThat(get("/api/head").whole("review")).hasValue(3);
  }

  @Test
  void aFindingIsAcceptedDismissedAndMappedByAPersonWhoIsNamed() {
    seen("c:0", "left", 0.6);
    seen("c:1", "left", 0.6);
    seen("c:2", "nowhere", 0.6);
    Facts made = done("/api/review/{id}/accept", "c:0#0", decision().build());
    assertThat(made.values()).containsEntry("joined", false).containsEntry("findings", 1L);
    assertThat(get("/api/review").factsList("findings").get(1).facts("joins")).isPresent();
    assertThat(done("/api/review/{id}/accept", "c:1#0", decision().build()).text("order"))
        .isEqualTo(made.text("order"));
    assertThat(
            refused("/api/review/{id}/accept", "c:2#0", decision().put("template", "pit").build()))
        .contains("given asset none");
    done(
        "/api/review/{id}/accept",
        "c:2#0",
        decision().put("template", "pit").put("asset", "screw-2").build());
    assertThat(delivered).hasSize(2);
    seen("c:3", "left", 0.55);
    done("/api/review/{id}/dismiss", "c:3#0", decision().put("alike", true).build());
    assertThat(conflict("/api/review/{id}/dismiss", "c:3#0", decision().build()))
        .contains("c:3#0 is DISMISSED");
    assertThat(kinds("review.accepted")).containsOnly("Ada").hasSize(3);
    assertThat(get("/api/review").whole("waiting")).hasValue(0);
    assertThat(get("/api/balance").whole("difference")).hasValue(0);
  }

  @Test
  void nobodyDecidesWithoutNameReasonOrSense() {
    seen("c:0", "left", 0.6);
    for (String body :
        List.of(
            "",
            "[]",
            "{\"why\":\"seen\"}",
            "{\"who\":\"Ada\"}",
            "{\"who\":\"a\\nb\",\"why\":\"x\"}")) {
      assertThat(post("/api/review/{id}/accept", "c:0#0", body))
          .as(body)
          .isInstanceOf(Answer.Refused.class);
    }
    assertThat(refused("/api/review/{id}/accept", "c:9#0", decision().build()))
        .contains("given finding 'c:9#0'");
    assertThat(get("/api/review").whole("waiting")).hasValue(1);
  }

  @Test
  void aDraftIsApprovedAndMovedToItsEndWithAFailureCode() {
    seen("c:0", "left", 0.9);
    Facts draft = get("/api/drafts").factsList("orders").get(0);
    String id = draft.requireText("id");
    assertThat(delivered).isEmpty();
    assertThat(one("/api/orders/{id}", id).textList("next"))
        .containsExactly("APPROVED", "CANCELLED");
    done("/api/orders/{id}/move", id, decision().put("to", "APPROVED").build());
    assertThat(delivered).containsExactly(id);
    assertThat(get("/api/drafts").list("orders")).isEmpty();
    assertThat(refused("/api/orders/{id}/move", id, decision().put("to", "CLOSED").build()))
        .contains("given no failure code");
    assertThat(refused("/api/orders/{id}/move", id, decision().put("to", "GONE").build()))
        .contains("given to 'GONE'");
    done(
        "/api/orders/{id}/move",
        id,
        decision().put("to", "CLOSED").put("failureCode", "PIT").build());
    assertThat(one("/api/orders/{id}", id).values())
        .containsEntry("status", "CLOSED")
        .containsEntry("failureCode", "PIT");
    assertThat(conflict("/api/orders/{id}/move", id, decision().put("to", "APPROVED").build()))
        .contains("is CLOSED");
  }

  @Test
  void theWorkbenchShowsTheDiagnosisAndPassesOnWhatIsDecided() {
    Facts row = get("/api/workbench").factsList("cases").get(0);
    assertThat(row.values())
        .containsEntry("words", "asset_tag unknown")
        .containsEntry("field", "/asset_tag")
        .containsEntry("rule", "at most 32")
        .containsEntry("suggestion", "make it known")
        .containsEntry("alike", 4L);
    assertThat(done("/api/workbench/{id}/retry", "dl-3", decision().build()).whole("sent"))
        .hasValue(1);
    assertThat(
            done("/api/workbench/{id}/retry", "dl-3", decision().put("alike", true).build())
                .whole("sent"))
        .hasValue(4);
    assertThat(refused("/api/workbench/{id}/adopt", "dl-3", decision().build()))
        .contains("the order's number");
    assertThat(
            conflict("/api/workbench/{id}/adopt", "dl-3", decision().put("foreignId", "7").build()))
        .contains("finds nothing");
    done(
        "/api/workbench/{id}/adopt",
        "dl-3",
        decision().put("foreignId", "7").put("unread", true).build());
    assertThat(deliveries.did)
        .containsExactly("retry dl-3 Ada", "alike dl-3 Ada", "adopt dl-3 7 Ada");
    desks.unsetDeliveries(deliveries);
    assertThat(conflict("/api/workbench/{id}/retry", "dl-3", decision().build()))
        .contains("does not run");
    assertThat(get("/api/workbench").text("note").orElseThrow()).contains("does not run");
  }

  @Test
  void eachNumberOfTheBalanceLeadsToItsEntries() {
    seen("c:0", "left", 0.9);
    seen("c:1", "left", 0.6);
    assertThat(behind("RAISED").factsList("findings"))
        .extracting(each -> each.requireText("id"))
        .containsExactly("c:0#0");
    assertThat(behind("IN_REVIEW").factsList("findings")).hasSize(1);
    assertThat(behind("DISMISSED").factsList("findings")).isEmpty();
    assertThat(behind("PENDING").list("observations")).isEmpty();
    assertThat(answer("GET", "/api/balance/{state}", Map.of("state", "LOST"), Map.of(), ""))
        .isInstanceOf(Answer.Refused.class);
    assertThat(get("/api/journal", Map.of("subject", "c:0#0")).factsList("entries"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.text("kind")).contains("finding.disposed");
              assertThat(each.requireText("hash")).hasSize(64);
              assertThat(each.facts("facts").orElseThrow().text("to")).contains("RAISED");
            });
    assertThat(get("/api/journal", Map.of("kind", "order.raised")).factsList("entries")).hasSize(1);
    assertThat(get("/api/journal").facts("kinds").orElseThrow().whole("observation.accepted"))
        .hasValue(2);
  }

  @Test
  void anEntryThatFitsNowhereTurnsTheHeadRed() {
    assertThat(get("/api/head").whole("difference")).hasValue(0);
    store.commit(
        unit -> {
          unit.append(
              Instant.now(), "finding.disposed", "c:9#0", Facts.with("to", "LOGGED").build());
          return null;
        });
    assertThat(get("/api/head").whole("difference")).hasValue(-1);
    assertThat(get("/api/balance").textList("problems").get(0)).contains("c:9#0");
  }

  @Test
  void versionsTellWhoBroughtThemAndWhatDiffersAndMayComeBack() throws Exception {
    String first = documents.site().orElseThrow().version();
    String changed = PLANT.replace("Somebody should look", "Please look");
    String second =
        new OfferedDocuments(documents, store, store.directory(), Clock.systemUTC())
            .activate(Map.of("plant.yaml", changed), "the shift");
    List<Facts> versions = get("/api/versions").factsList("versions");
    assertThat(versions).extracting(each -> each.requireText("id")).startsWith(second, first);
    assertThat(versions.get(0).values())
        .containsEntry("from", "the shift")
        .containsEntry("inForce", true);
    Facts file = one("/api/versions/{id}", second).factsList("files").get(0);
    assertThat(file.textList("lines"))
        .anySatisfy(line -> assertThat(line).startsWith("-").contains("Somebody should look"))
        .anySatisfy(line -> assertThat(line).startsWith("+").contains("Please look"));
    assertThat(done("/api/versions/{id}/activate", first, decision().build()).text("inForce"))
        .contains(first);
    assertThat(get("/api/versions").factsList("versions").get(0).text("from"))
        .contains("console, Ada: seen at the machine");
    assertThat(refused("/api/versions/{id}/activate", "abc", decision().build()))
        .contains("given 'abc'");
  }

  private static Facts.Builder decision() {
    return Facts.with("who", "Ada").put("why", "seen at the machine");
  }

  private void seen(String id, String point, double confidence) {
    new DurableIntake(store, Clock.systemUTC())
        .accept(
            new Inspection(
                id,
                "cam",
                new CaptureTime(Instant.now(), CaptureTime.ClockQuality.SOURCE),
                640,
                480,
                List.of(
                    new Detection(
                        point, "pitting", confidence, Optional.empty(), Optional.empty())),
                Optional.empty(),
                List.of(),
                Map.of()));
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (get("/api/balance").facts("states").orElseThrow().whole("PENDING").orElse(1) > 0) {
      assertThat(System.nanoTime()).as("decided in 60 s").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private List<String> kinds(String kind) {
    return store.read(unit -> unit.port(Journal.class).newest(kind, 10)).stream()
        .map(each -> each.facts().requireText("who"))
        .toList();
  }

  private Facts get(String path) {
    return get(path, Map.of());
  }

  private Facts get(String path, Map<String, String> query) {
    return ((Answer.Json) answer("GET", path, Map.of(), query, "")).facts();
  }

  private Facts one(String path, String id) {
    return ((Answer.Json) answer("GET", path, Map.of("id", id), Map.of(), "")).facts();
  }

  private Facts behind(String state) {
    return ((Answer.Json)
            answer("GET", "/api/balance/{state}", Map.of("state", state), Map.of(), ""))
        .facts();
  }

  private Facts done(String path, String id, Facts body) {
    Answer answer = post(path, id, body.json());
    assertThat(answer).isInstanceOf(Answer.Json.class);
    return ((Answer.Json) answer).facts();
  }

  private String refused(String path, String id, Facts body) {
    Answer answer = post(path, id, body.json());
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).why();
  }

  private String conflict(String path, String id, Facts body) {
    Answer answer = post(path, id, body.json());
    assertThat(answer).isInstanceOf(Answer.Conflict.class);
    return ((Answer.Conflict) answer).why();
  }

  private Answer post(String path, String id, String body) {
    return answer("POST", path, Map.of("id", id), Map.of(), body);
  }

  private Answer answer(
      String method,
      String path,
      Map<String, String> parts,
      Map<String, String> query,
      String body) {
    return console.routes().stream()
        .filter(route -> route.method().equals(method) && route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .answer(new Request(parts, query, body.getBytes(StandardCharsets.UTF_8)));
  }

  private final class Kept implements Outbox {
    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {
      delivered.add(order.id());
    }

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {}
  }

  /** A workbench with one case; what is decided is kept in words. */
  private static final class Desk implements DeliveryDesk, DeliveryBook {

    final List<String> did = new ArrayList<>();

    @Override
    public List<Case> cases(int limit) {
      Delivery row =
          Delivery.planned("dl-3", "wo-1", "cmms", Purpose.CREATE, 2, Instant.now())
              .withState(DeliveryState.REFUSED, "asset_tag unknown");
      Diagnosis diagnosis =
          new Diagnosis(
              Optional.of("/asset_tag"),
              Optional.empty(),
              Optional.of("4711"),
              Optional.of("at most 32"),
              Optional.empty(),
              Optional.empty(),
              "make it known");
      return List.of(new Case(row, "custom-rest", diagnosis, 4));
    }

    @Override
    public void retry(String delivery, String who) {
      did.add("retry " + delivery + " " + who);
    }

    @Override
    public int retryAlike(String delivery, String who) {
      did.add("alike " + delivery + " " + who);
      return 4;
    }

    @Override
    public Adopted adopt(String delivery, String foreignId, String who, boolean unread) {
      if (!unread) {
        throw new IllegalStateException("the search finds nothing");
      }
      did.add("adopt " + delivery + " " + foreignId + " " + who);
      return new Adopted(false, "the search finds nothing");
    }

    @Override
    public void resume(String instance) {}

    @Override
    public Optional<OrderDelivery> of(String order) {
      return Optional.empty();
    }

    @Override
    public List<Delivery> workbench(int limit) {
      return List.of();
    }

    @Override
    public List<InstanceHealth> health() {
      return List.of();
    }
  }
}
