package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {

  private static final Instant NOW =
      Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

  @TempDir Path folder;
  private JdbcStore store;
  private Console console;
  private EvidenceReference picture;

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder.resolve("data"));
    FileEvidenceStore evidence = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
    picture = evidence.keep("a picture".getBytes(StandardCharsets.UTF_8), "image/jpeg");
    console =
        new Console(
            store,
            evidence,
            new Documents(),
            new Deliveries(),
            null,
            new Desks(),
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findingsAreListedNewestFirstAndPaged() {
    seen("cam:1", Disposition.LOGGED, Optional.empty());
    seen("cam:2", Disposition.RAISED, Optional.of("wo-1"));
    List<Facts> all = json("/api/findings").factsList("findings");
    assertThat(all)
        .extracting(line -> line.requireText("id"))
        .containsExactly("cam:2#0", "cam:1#0");
    assertThat(all.get(0).values())
        .containsEntry("point", "cam/left")
        .containsEntry("class", "pitting")
        .containsEntry("kind", "DETECTION")
        .containsEntry("confidence", 0.9)
        .containsEntry("disposition", "RAISED")
        .containsEntry("order", "wo-1")
        .containsEntry("asset", "Works / Screw")
        .containsEntry("annotated", picture.sha256())
        .containsKeys("sequence", "capturedAt", "decidedAt", "reason")
        .doesNotContainKeys("why", "original");
    assertThat(json("/api/findings", "limit", "1").factsList("findings")).hasSize(1);
    assertThat(json("/api/findings", "before", "2").factsList("findings"))
        .extracting(line -> line.requireText("id"))
        .containsExactly("cam:1#0");
    assertThat(json("/api/findings", "before", "x", "limit", "-3").factsList("findings"))
        .as("what is no number is as if it were not given")
        .hasSize(2);
  }

  @Test
  void oneFindingHasItsWhyCard() {
    seen("cam:1", Disposition.LOGGED, Optional.empty());
    Facts finding = json("/api/findings/{id}", Map.of("id", "cam:1#0"));
    assertThat(finding.facts("why").orElseThrow().text("path")).contains("Works / Screw");
    assertThat(finding.facts("box").orElseThrow().number("x2")).hasValue(10);
    assertThat(finding.text("observation")).contains("cam:1");
    assertThat(answer("/api/findings/{id}", Map.of("id", "cam:9#0"), Map.of()))
        .isEqualTo(new Answer.NotFound("finding cam:9#0"));
  }

  @Test
  void whatWasMeasuredAroundAFindingIsShownWithItAndOnceWithItsOrder() {
    seen("cam:1", Disposition.RAISED, Optional.of("wo-1"));
    seen("cam:2", Disposition.MERGED, Optional.of("wo-1"));
    order("wo-1");
    assertThat(json("/api/findings/{id}", Map.of("id", "cam:1#0")).has("stretches")).isFalse();
    Facts kept =
        Facts.with("point", "pump/vibration")
            .put("sha256", picture.sha256())
            .put("complete", true)
            .build();
    Facts lost = Facts.with("point", "pump/speed").put("why", "disk full").build();
    store.commit(
        unit -> {
          unit.append(NOW, "stretch.kept", "cam:1", crossed(kept, "high"));
          unit.append(NOW.plusSeconds(1), "stretch.kept", "cam:2", crossed(kept, "higher"));
          unit.append(NOW.plusSeconds(2), "stretch.lost", "cam:2", lost);
          return null;
        });
    assertThat(json("/api/findings/{id}", Map.of("id", "cam:1#0")).factsList("stretches"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.values())
                    .containsEntry("kept", true)
                    .containsEntry("complete", true)
                    .containsEntry("sha256", picture.sha256())
                    .containsEntry("observation", "cam:1")
                    .containsEntry(
                        "crossings", List.of(crossed(kept, "high").facts("crossed").get())));
    assertThat(json("/api/orders/{id}", Map.of("id", "wo-1")).factsList("stretches"))
        .extracting(one -> one.bool("kept").orElseThrow() + " " + one.requireText("point"))
        .containsExactly("false pump/speed", "true pump/vibration");
    assertThat(
            json("/api/orders/{id}", Map.of("id", "wo-1"))
                .factsList("stretches")
                .get(1)
                .factsList("crossings"))
        .as("of each of its findings")
        .extracting(one -> one.factsList("limits").get(0).requireText("limit"))
        .containsExactly("higher", "high");
  }

  private static Facts crossed(Facts kept, String limit) {
    return kept.toBuilder()
        .put(
            "crossed",
            Facts.with("at", NOW)
                .put("limits", List.of(Facts.with("limit", limit).put("bound", 7.1).build()))
                .build())
        .build();
  }

  @Test
  void ordersAreListedWithTheStateOfTheirDelivery() {
    order("wo-1");
    order("wo-2");
    List<Facts> orders = json("/api/orders").factsList("orders");
    assertThat(orders).extracting(line -> line.requireText("id")).containsExactly("wo-2", "wo-1");
    assertThat(orders.get(1).values())
        .containsEntry("delivery", "ACKNOWLEDGED")
        .containsEntry("foreignId", "1042")
        .containsEntry("priority", 2L)
        .containsEntry("title", "Pitting")
        .containsEntry("asset", "Works / Screw")
        .containsEntry("annotated", picture.sha256());
    assertThat(orders.get(0).text("delivery")).as("nothing planned yet").contains("WAITING");
    assertThat(orders.get(0).has("foreignId")).isFalse();
    assertThat(json("/api/orders", "before", "wo-2").factsList("orders")).hasSize(1);
  }

  @Test
  void oneOrderShowsFindingsReasonsStepsAndEveryStage() {
    seen("cam:1", Disposition.RAISED, Optional.of("wo-1"));
    order("wo-1");
    Facts order = json("/api/orders/{id}", Map.of("id", "wo-1"));
    assertThat(order.factsList("findings")).hasSize(1);
    assertThat(order.text("reason")).contains("because");
    assertThat(order.facts("fields").orElseThrow().text("asset.path")).contains("Works / Screw");
    assertThat(order.facts("stages").orElseThrow().values())
        .containsKeys("planned", "acknowledged", "attached");
    assertThat(order.textList("leftOut")).containsExactly("all parts: there is no part 7014C");
    assertThat(order.factsList("deliverySteps"))
        .satisfiesExactly(
            step ->
                assertThat(step.values())
                    .containsEntry("step", "create")
                    .containsEntry("receipt", "ACCEPTED")
                    .containsEntry("code", 201L),
            step ->
                assertThat(step.values())
                    .containsEntry("receipt", "WAITING")
                    .doesNotContainKey("code"));
    assertThat(answer("/api/orders/{id}", Map.of("id", "wo-9"), Map.of()))
        .isEqualTo(new Answer.NotFound("order wo-9"));
  }

  @Test
  void oneOrderShowsHowItStandsInItsCmmsAndTheConnectorsPageHowThatIsRead() {
    order("wo-1");
    assertThat(json("/api/orders/{id}", Map.of("id", "wo-1")).has("cmms")).isFalse();
    ForeignState closed =
        new ForeignState(
            "wo-1",
            "cmms",
            Optional.of("OT-1"),
            "done",
            Optional.of(OrderStatus.CLOSED),
            Optional.of(NOW),
            NOW,
            Optional.of(NOW),
            false,
            true,
            Facts.with("labourHours", 1.5).put("failureMode", "PIT").build(),
            Optional.of(Outcome.CONFIRMED));
    ClosureDesk.Health health =
        new ClosureDesk.Health(
            "cmms",
            Optional.of(NOW),
            Optional.of(NOW),
            "closed for the night",
            Optional.of(NOW),
            List.of("ZZTOP"),
            List.of("OT-2: no status"));
    ClosureDesk desk =
        new ClosureDesk() {
          @Override
          public Optional<ForeignState> of(String order) {
            return Optional.of(closed).filter(state -> state.order().equals(order));
          }

          @Override
          public boolean hint(String instance, String foreignId) {
            return false;
          }

          @Override
          public boolean hint(String instance) {
            return false;
          }

          @Override
          public List<Health> health() {
            return List.of(health);
          }
        };
    console.setClosures(desk);
    Facts cmms = json("/api/orders/{id}", Map.of("id", "wo-1")).facts("cmms").orElseThrow();
    assertThat(cmms.values())
        .containsEntry("status", "done")
        .containsEntry("means", "CLOSED")
        .containsEntry("outcome", "CONFIRMED");
    assertThat(cmms.factsList("closure"))
        .extracting(field -> field.requireText("name"))
        .containsExactly("failureMode", "labourHours");
    assertThat(json("/api/connectors").factsList("readings"))
        .singleElement()
        .satisfies(
            reading -> {
              assertThat(reading.text("state")).contains("OPEN");
              assertThat(reading.text("words")).contains("closed for the night");
              assertThat(reading.textList("unknown")).containsExactly("ZZTOP");
              assertThat(reading.textList("unreadable")).containsExactly("OT-2: no status");
            });
    console.unsetClosures(desk);
    assertThat(json("/api/connectors").list("readings")).isEmpty();
  }

  @Test
  void evidenceIsServedByItsHashAlone() {
    Answer.Content content =
        (Answer.Content)
            answer("/api/evidence/{sha256}", Map.of("sha256", picture.sha256()), Map.of());
    assertThat(content.mediaType()).isEqualTo("image/jpeg");
    assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).isEqualTo("a picture");
    assertThat(answer("/api/evidence/{sha256}", Map.of("sha256", "0".repeat(64)), Map.of()))
        .isInstanceOf(Answer.NotFound.class);
    for (String wrong : List.of("../../runtime.lock", "ABC", "")) {
      assertThat(answer("/api/evidence/{sha256}", Map.of("sha256", wrong), Map.of()))
          .isEqualTo(new Answer.Refused("given '" + wrong + "'; allowed: 64 hexadecimal digits"));
    }
  }

  @Test
  void theOverviewStandsWithoutCamerasAndDocuments() {
    seen("cam:1", Disposition.LOGGED, Optional.empty());
    Facts overview = json("/api/overview");
    assertThat(overview.textList("refusals")).containsExactly("rules.yaml:1:1: broken");
    assertThat(overview.has("documents")).isFalse();
    assertThat(overview.list("cameras")).isEmpty();
    assertThat(overview.factsList("connectors"))
        .singleElement()
        .satisfies(
            connector ->
                assertThat(connector.values())
                    .containsEntry("id", "cmms")
                    .containsEntry("state", "OPEN")
                    .containsEntry("waiting", 3L)
                    .containsEntry("refused", 1L)
                    .containsEntry("delivered", 42L)
                    .containsEntry("nextTry", NOW.toString())
                    .containsEntry("behind", Facts.with("updates", "CREDENTIAL").build())
                    .containsEntry("meanAnswerMillis", 120L));
    assertThat(overview.facts("deciding").orElseThrow().text("state")).contains("STOPPED");
    Facts balance = json("/api/balance");
    assertThat(balance.whole("accepted")).hasValue(1);
    assertThat(balance.whole("difference")).hasValue(0);
    assertThat(balance.facts("states").orElseThrow().whole("LOGGED")).hasValue(1);
    seen("cam:2", Disposition.LOGGED, Optional.empty());
    assertThat(json("/api/balance").whole("accepted")).as("goes on").hasValue(2);
  }

  @Test
  void theConnectorsPageShowsWhatWasRefusedInTheVendorsWords() {
    order("wo-1");
    Facts page = json("/api/connectors");
    assertThat(page.factsList("instances"))
        .extracting(each -> each.text("deliveryClass").orElse(""))
        .containsExactly("searchable");
    assertThat(page.factsList("instances"))
        .singleElement()
        .satisfies(each -> assertThat(each.text("state")).contains("OPEN"));
    assertThat(page.factsList("workbench"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.values())
                    .containsEntry("id", "dl-3")
                    .containsEntry("order", "wo-1")
                    .containsEntry("title", "Pitting")
                    .containsEntry("instance", "cmms")
                    .containsEntry("purpose", "CREATE")
                    .containsEntry("step", "create")
                    .containsEntry("state", "REFUSED")
                    .containsEntry("words", "BMXAA4121E: the asset is not valid"));
    assertThat(page.list("folders")).as("no connectors are there").isEmpty();
  }

  @Test
  void theConnectorsPageShowsFoldersThatWereRefused() {
    Connectors shelf =
        new Connectors() {
          @Override
          public Optional<org.bellcrank.delivery.connector.Connector> find(String kind) {
            return Optional.empty();
          }

          @Override
          public List<Loaded> all() {
            return List.of(
                new Loaded("maximo", "IBM Maximo", "abc", List.of()),
                new Loaded("mine", "", "", List.of("mapping.yaml:2: no such field")));
          }
        };
    console.setConnectors(shelf);
    assertThat(json("/api/connectors").factsList("folders"))
        .satisfiesExactly(
            good ->
                assertThat(good.values())
                    .containsEntry("kind", "maximo")
                    .containsEntry("state", "UP")
                    .containsEntry("version", "abc"),
            bad -> {
              assertThat(bad.text("state")).contains("REFUSED");
              assertThat(bad.textList("refusal")).containsExactly("mapping.yaml:2: no such field");
            });
    assertThat(json("/api/catalogue").factsList("folders"))
        .extracting(each -> each.text("state").orElse(""))
        .containsExactly("UP", "REFUSED");
    console.unsetConnectors(shelf);
    assertThat(json("/api/connectors").list("folders")).isEmpty();
    assertThat(json("/api/catalogue").list("folders")).isEmpty();
  }

  @Test
  void theOverviewTellsHowDecidingGoes() {
    Pipeline pipeline =
        new Pipeline(store, new Documents(), new NoOutbox(), Clock.fixed(NOW, ZoneOffset.UTC));
    try {
      console.setPipeline(pipeline);
      Facts deciding = json("/api/overview").facts("deciding").orElseThrow();
      assertThat(deciding.text("state")).contains("WAITING");
      assertThat(deciding.text("since")).contains(NOW.toString());
    } finally {
      pipeline.stop();
    }
    assertThat(json("/api/overview").facts("deciding").orElseThrow().text("state"))
        .contains("STOPPED");
    console.unsetPipeline(pipeline);
    assertThat(json("/api/overview").facts("deciding").orElseThrow().text("note").orElseThrow())
        .contains("not there");
  }

  private Facts json(String path, String... query) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < query.length; i += 2) {
      values.put(query[i], query[i + 1]);
    }
    return ((Answer.Json) answer(path, Map.of(), values)).facts();
  }

  private Facts json(String path, Map<String, String> parts) {
    return ((Answer.Json) answer(path, parts, Map.of())).facts();
  }

  private Answer answer(String path, Map<String, String> parts, Map<String, String> query) {
    return console.routes().stream()
        .filter(route -> route.method().equals("GET") && route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .answer(new Request(parts, query, new byte[0]));
  }

  private void seen(String id, Disposition disposition, Optional<String> order) {
    Inspection inspection =
        new Inspection(
            id,
            "cam",
            new CaptureTime(NOW, CaptureTime.ClockQuality.SOURCE),
            640,
            480,
            List.of(
                new Detection(
                    "cam/left",
                    "pitting",
                    0.9,
                    Optional.of(new Box(0, 0, 10, 10)),
                    Optional.empty())),
            Optional.empty(),
            List.of(new EvidenceItem(EvidenceItem.Role.ANNOTATED, picture)),
            Map.of());
    new DurableIntake(store, Clock.systemUTC()).accept(inspection);
    Finding finding = inspection.findings().get(0);
    Facts why = Facts.with("path", "Works / Screw").put("severity", "MAJOR").build();
    store.commit(
        unit -> {
          unit.port(FindingBook.class)
              .open(
                  finding,
                  NOW,
                  new FindingBook.State(disposition, "because", order, Optional.empty(), why));
          return null;
        });
  }

  private void order(String id) {
    WorkOrder order =
        new WorkOrder(
            id,
            new Cause("screw", "pitting", id),
            "works",
            "cmms",
            OrderType.CORRECTIVE,
            2,
            OrderStatus.DRAFT,
            "Pitting",
            "A pit.",
            NOW,
            1,
            List.of(new EvidenceItem(EvidenceItem.Role.ANNOTATED, picture)),
            Facts.with("asset.path", "Works / Screw").build());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, NOW);
          return null;
        });
  }

  private static final class Documents implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.empty();
    }

    @Override
    public List<String> refusals() {
      return List.of("rules.yaml:1:1: broken");
    }
  }

  private static final class NoOutbox implements Outbox {
    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {
      throw new AssertionError("nothing is decided here");
    }

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {
      throw new AssertionError("nothing is decided here");
    }
  }

  /** One delivered order, wo-1, with a picture attached later. */
  private static final class Deliveries implements DeliveryBook {

    @Override
    public Optional<OrderDelivery> of(String order) {
      if (!order.equals("wo-1")) {
        return Optional.empty();
      }
      Delivery create =
          Delivery.planned("dl-1", order, "cmms", Purpose.CREATE, 2, NOW)
              .withForeign(Optional.of("1042"), Optional.empty())
              .leavingOut("all parts: there is no part 7014C")
              .reached("acknowledged", NOW)
              .withState(DeliveryState.DONE, "");
      Delivery attach =
          Delivery.planned("dl-2", order, "cmms", Purpose.ATTACH, 2, NOW)
              .reached("attached", NOW)
              .withState(DeliveryState.DONE, "");
      return Optional.of(
          new OrderDelivery(
              create,
              List.of(attach),
              List.of(
                  new StepTrace(
                      "dl-1",
                      Purpose.CREATE,
                      "create",
                      1,
                      NOW,
                      Optional.of(NOW),
                      "accepted",
                      201,
                      ""),
                  new StepTrace(
                      "dl-2", Purpose.ATTACH, "attach", 1, NOW, Optional.empty(), "", 0, ""))));
    }

    @Override
    public List<Delivery> workbench(int limit) {
      return List.of(
          Delivery.planned("dl-3", "wo-1", "cmms", Purpose.CREATE, 2, NOW)
              .atStep("create", 3, NOW, "")
              .withState(DeliveryState.REFUSED, "BMXAA4121E: the asset is not valid"));
    }

    @Override
    public List<InstanceHealth> health() {
      return List.of(
          new InstanceHealth(
              "cmms",
              "custom-rest",
              "CMMS",
              Breaker.OPEN,
              Map.of(Purpose.UPDATE, Breaker.CREDENTIAL),
              Optional.of(NOW),
              3,
              1,
              42,
              0,
              Optional.empty(),
              Optional.of(NOW),
              "busy",
              Duration.ofMillis(120),
              Optional.of(Connector.DeliveryClass.SEARCHABLE)));
    }
  }
}
