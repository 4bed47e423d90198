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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bellcrank.asset.Browsable;
import org.bellcrank.asset.DriverChannel;
import org.bellcrank.asset.UnbrowsableException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that are looked through, and how what they hold becomes points. */
class BrowseRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String LOAD = "nsu=http://plant;s=\"DB 1\".load";

  /** A device of two nodes, which may be away or hang. */
  private static final class Device implements Browsable {
    private volatile String away = "";
    private volatile CountDownLatch hangs = new CountDownLatch(0);
    private final CountDownLatch asked = new CountDownLatch(2);
    private volatile String last = "";

    @Override
    public String driver() {
      return "plc-4";
    }

    @Override
    public String place() {
      return "opc.tcp://plc:4840";
    }

    @Override
    public Branch below(String node, String find, int from, int limit) throws UnbrowsableException {
      last = "%s|%s|%d|%d".formatted(node, find, from, limit);
      asked.countDown();
      try {
        hangs.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (!away.isEmpty()) {
        throw new UnbrowsableException(away, null);
      }
      if (node.equals("?")) {
        throw new IllegalArgumentException("node: given '?'; allowed: one of this device");
      }
      return new Branch(
          List.of(
              new Node("spindle", "Spindle", true, Optional.empty()),
              new Node(LOAD, "load", false, Optional.of(held()))),
          7,
          false);
    }

    @Override
    public Map<String, String> asTold(Map<String, String> settings) {
      return settings.containsValue("ns=2;s=load") ? Map.of("node.id", LOAD, "x", "1") : settings;
    }

    private static Held held() {
      return new Held(
          "Double",
          "41.5",
          Optional.of(41.5),
          true,
          "Good",
          Optional.of(NOW.minusSeconds(90)),
          Optional.of("%"),
          Optional.of("%"),
          Optional.of(0.0),
          Optional.of(150.0),
          Map.of("node.id", LOAD),
          Optional.empty());
    }
  }

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Desks desks = new Desks();
  private final Device device = new Device();
  private JdbcStore store;
  private SiteDocuments documents;
  private List<Route> routes;
  private String before;

  @BeforeEach
  void open() throws Exception {
    store = JdbcStore.open(folder.resolve("data"));
    documents = new SiteDocuments(store, store.directory(), new ExpressionLanguage(), clock);
    OfferedDocuments offered = new OfferedDocuments(documents, store, store.directory(), clock);
    before = offered.activate(Map.of("plant.yaml", PointRoutesTest.PLANT), "a test");
    desks.setDocuments(offered);
    desks.addBrowsable(device);
    routes =
        Stream.of(
                new BrowseRoutes(store, documents, desks, clock).all(),
                new VersionRoutes(store, documents, desks).all(),
                new PointRoutes(store, clock, documents, Optional::empty).all())
            .flatMap(List::stream)
            .toList();
  }

  @AfterEach
  void close() {
    device.hangs.countDown();
    documents.stop();
    store.close();
  }

  @Test
  void devicesAreToldAndWhatLiesBelowANodeWithValueQualityAgeUnitAndRange() {
    assertThat(json(get("/api/browse", Map.of(), Map.of())).factsList("devices"))
        .extracting(each -> each.requireText("driver") + " " + each.requireText("place"))
        .containsExactly("plc-4 opc.tcp://plc:4840");

    Facts told = json(below(Map.of("node", "s", "find", "lo", "from", "20", "limit", "999")));

    assertThat(device.last).as("bounded").isEqualTo("s|lo|20|200");
    assertThat(told.values()).containsEntry("fits", 7L).containsEntry("whole", false);
    assertThat(told.factsList("nodes").get(0).values())
        .containsEntry("id", "spindle")
        .containsEntry("opens", true)
        .doesNotContainKeys("value", "point");
    assertThat(told.factsList("nodes").get(1).values())
        .containsEntry("value", 41.5)
        .containsEntry("good", true)
        .containsEntry("age", 90.0)
        .containsEntry("unit", "%")
        .containsEntry("high", 150.0)
        .doesNotContainKeys("point", "unfit");
  }

  @ParameterizedTest
  @ValueSource(strings = {LOAD, "ns=2;s=load"})
  void aPointIsKnownAgainHoweverItsDocumentWritesTheNode(String written) {
    Facts made =
        json(
            declare(
                Facts.with("id", "pump/load")
                    .put("asset", "pump")
                    .put("name", "load")
                    .put("unit", "%")
                    .put("driver", "plc-4")
                    .put("channel", Facts.with("node.id", written).build())
                    .put("every", "PT1S")
                    .put("record", true)));
    json(
        answer(
            "POST",
            "/api/versions/{id}/activate",
            Map.of("id", made.requireText("version")),
            Map.of(),
            Facts.with("who", "Ada").put("why", "seen").put("with", before).build().json()));

    assertThat(json(below(Map.of())).factsList("nodes").get(1).values())
        .containsEntry("point", "pump/load");
  }

  @Test
  void whatIsPickedBecomesAPointOfThatDriverOnceAPersonBringsItIntoForce() {
    Facts channel = Facts.with("node.id", LOAD).build();
    Facts made =
        json(
            declare(
                Facts.with("id", "pump/load")
                    .put("asset", "pump")
                    .put("name", "load")
                    .put("unit", "%")
                    .put("driver", "plc-4")
                    .put("channel", channel)
                    .put("every", "PT1S")
                    .put("record", true)));
    String version = made.requireText("version");
    assertThat(made.textList("points").get(0))
        .as("lines as an editor would write them")
        .isEqualTo(
            "  - { id: \"pump/load\", name: \"load\", asset: \"pump\", unit: \"%\", source:"
                + " { driver: \"plc-4\", channel: { \"node.id\":"
                + " \"nsu=http://plant;s=\\\"DB 1\\\".load\" }, every: \"PT1S\" } }");
    assertThat(documents.site().orElseThrow().assets().point("pump/load")).isEmpty();

    json(
        answer(
            "POST",
            "/api/versions/{id}/activate",
            Map.of("id", version),
            Map.of(),
            Facts.with("who", "Ada").put("why", "seen").put("with", before).build().json()));

    assertThat(documents.site().orElseThrow().assets().point("pump/load"))
        .hasValueSatisfying(
            point ->
                assertThat(point.source())
                    .contains(
                        new DriverChannel(
                            "plc-4",
                            Map.of("node.id", LOAD),
                            DriverChannel.Type.DOUBLE,
                            Optional.of(Duration.ofSeconds(1)),
                            1,
                            0,
                            Optional.empty())));
    assertThat(json(below(Map.of())).factsList("nodes").get(1).values())
        .as("it is not mapped twice unseen")
        .containsEntry("point", "pump/load");
    assertThat(json(get("/api/points", Map.of(), Map.of())).factsList("points"))
        .filteredOn(each -> each.requireText("id").equals("pump/load"))
        .singleElement()
        .satisfies(
            each -> assertThat(each.text("driver")).as("nothing came of it yet").contains("plc-4"));
  }

  @Test
  void whatCannotBeToldSaysWhy() {
    assertThat(get("/api/browse/{driver}", Map.of("driver", "plc-5"), Map.of()))
        .isInstanceOfSatisfying(
            Answer.NotFound.class, missing -> assertThat(missing.what()).contains("plc-5"));
    assertThat(below(Map.of("node", "?")))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.why()).contains("given '?'"));
    assertThat(below(Map.of("from", "-1")))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.why()).contains("from: given"));
    device.away = "OPC UA server opc.tcp://plc:4840: no session";
    assertThat(below(Map.of()))
        .isInstanceOfSatisfying(
            Answer.Conflict.class, away -> assertThat(away.why()).isEqualTo(device.away));
    assertThat(declare(Facts.with("id", "a").put("asset", "pump").put("driver", "plc-4")))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.why()).contains("'channel'"));
    assertThat(
            declare(
                Facts.with("id", "a")
                    .put("asset", "pump")
                    .put("driver", "plc-4")
                    .put("every", "PT0S")
                    .put("channel", Facts.with("node.id", "i=1").build())))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.why()).contains("every"));
  }

  @Test
  void devicesThatHangDoNotTakeTheConsoleWithThem() throws Exception {
    device.hangs = new CountDownLatch(1);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<Answer>> waiting =
          List.of(two.submit(() -> below(Map.of())), two.submit(() -> below(Map.of())));
      assertThat(device.asked.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(below(Map.of()))
          .isInstanceOfSatisfying(
              Answer.Conflict.class, busy -> assertThat(busy.why()).contains("try again"));

      device.hangs.countDown();
      for (Future<Answer> each : waiting) {
        json(each.get(30, TimeUnit.SECONDS));
      }
      json(below(Map.of()));
    } finally {
      two.shutdownNow();
    }
  }

  private Answer below(Map<String, String> query) {
    return get("/api/browse/{driver}", Map.of("driver", "plc-4"), query);
  }

  private Answer declare(Facts.Builder point) {
    return answer(
        "POST",
        "/api/browse/declare",
        Map.of(),
        Map.of(),
        Facts.with("who", "Ada").put("points", List.of(point.build())).build().json());
  }

  private static Facts json(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Json.class);
    return ((Answer.Json) answer).facts();
  }

  private Answer get(String path, Map<String, String> parts, Map<String, String> query) {
    return answer("GET", path, parts, query, "");
  }

  private Answer answer(
      String method,
      String path,
      Map<String, String> parts,
      Map<String, String> query,
      String body) {
    return routes.stream()
        .filter(route -> route.method().equals(method) && route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .answer(new Request(parts, query, body.getBytes(StandardCharsets.UTF_8)));
  }
}
