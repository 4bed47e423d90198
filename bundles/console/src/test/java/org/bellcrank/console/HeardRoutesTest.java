package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.asset.Point;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.payload.Untaken;
import org.bellcrank.payload.UntakenTopics;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.stream.Heard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points that are heard and not declared, and how they come into the site documents. */
class HeardRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Desks desks = new Desks();
  private final PointRoutesTest.Watch watch =
      new PointRoutesTest.Watch() {
        @Override
        public List<Heard> undeclared(int limit) {
          return List.of(
              new Heard(
                  "pump/heat", NOW, Optional.of("Cel"), Optional.of(61.5), Optional.empty(), 12),
              new Heard(
                  "crane/vibration",
                  NOW,
                  Optional.of("m/s2"),
                  Optional.empty(),
                  Optional.of(2_000.0),
                  0));
        }
      };
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
    routes =
        Stream.concat(
                new HeardRoutes(store, documents, desks, () -> Optional.of(watch)).all().stream(),
                new VersionRoutes(store, documents, desks).all().stream())
            .toList();
  }

  @AfterEach
  void close() {
    documents.stop();
    store.close();
  }

  @Test
  void whatIsHeardIsShownWithTheAssetThatItsIdNames() {
    List<Facts> points = json(get("/api/heard", "")).factsList("points");
    assertThat(points.get(0).values())
        .containsEntry("id", "pump/heat")
        .containsEntry("asset", "pump")
        .containsEntry("name", "heat")
        .containsEntry("value", 61.5)
        .containsEntry("count", 12L);
    assertThat(points.get(0).requireText("reason")).contains("no document names it");
    assertThat(points.get(1).values()).containsEntry("rate", 2_000.0).doesNotContainKey("asset");
  }

  @Test
  void topicsThatNoMappingTookAreShownWithWhatAMappingMightBe() {
    assertThat(json(get("/api/heard", "")).factsList("topics")).as("nobody remembers").isEmpty();
    UntakenTopics untaken = new UntakenTopics();
    untaken.add(
        new Payload("plant/flow", "1.5".getBytes(StandardCharsets.UTF_8), "mqtt:plant/flow", NOW),
        false);
    desks.setPayloads(
        new PayloadBook() {
          @Override
          public Optional<PayloadMappings> payloads() {
            return Optional.empty();
          }

          @Override
          public List<Untaken> untaken(int limit) {
            return untaken.newest(PayloadMappings.NONE, limit);
          }
        });

    assertThat(json(get("/api/heard", "")).factsList("topics"))
        .singleElement()
        .satisfies(
            topic -> {
              assertThat(topic.values())
                  .containsEntry("topic", "plant/flow")
                  .containsEntry("count", 1L)
                  .containsEntry("named", false)
                  .containsEntry("sample", "1.5");
              assertThat(topic.requireText("mapping")).contains("format: number", "plant/flow");
            });
  }

  @Test
  void declaredPointsLieInACheckedVersionUntilAPersonBringsItIntoForce() {
    Facts made =
        json(
            declare(
                point("pump/heat", "pump").put("unit", "Cel").put("record", true),
                point("pump/\"odd\"", "pump").put("id", "pump/odd").put("name", "a \"b\": #c"),
                point("pump/vibration", "pump").put("unit", "m/s2").put("waveform", true)));
    String version = made.requireText("version");
    assertThat(version).isNotEqualTo(before);
    assertThat(inForce()).as("nothing is changed by keeping it").isEqualTo(before);
    assertThat(json(get("/api/versions", "")).factsList("kept"))
        .singleElement()
        .satisfies(kept -> assertThat(kept.requireText("id")).isEqualTo(version));
    Facts changes = json(get("/api/versions/{id}", version));
    assertThat(changes.requireText("with")).isEqualTo(before);
    assertThat(changes.factsList("files"))
        .extracting(file -> file.requireText("file"))
        .containsExactly("mapped-points.yaml", "mapped-streams.yaml");

    json(
        post(
            "/api/versions/{id}/activate",
            version,
            Facts.with("who", "Ada").put("why", "heard at the pump").put("with", before)));

    assertThat(inForce()).isEqualTo(version);
    assertThat(documents.site().orElseThrow().assets().point("pump/heat"))
        .hasValueSatisfying(heat -> assertThat(heat.unit()).contains("Cel"));
    assertThat(documents.site().orElseThrow().assets().point("pump/odd").map(Point::name))
        .contains("a \"b\": #c");
    assertThat(documents.site().orElseThrow().assets().point("pump/vibration-rms")).isPresent();
    assertThat(json(get("/api/versions", "")).factsList("kept")).isEmpty();

    String second = json(declare(point("pump/flow", "pump"))).requireText("version");
    json(activate(second, version));
    assertThat(documents.site().orElseThrow().assets().point("pump/heat"))
        .as("those of before stay")
        .isPresent();
    assertThat(documents.site().orElseThrow().assets().point("pump/flow")).isPresent();
  }

  @Test
  void aVersionThatWasMadeOfOneThatIsNoLongerInForceDoesNotUndoTheNewerOne() {
    String first = json(declare(point("pump/heat", "pump"))).requireText("version");
    String second = json(declare(point("pump/flow", "pump"))).requireText("version");
    json(activate(first, before));
    assertThat(activate(second, before))
        .isInstanceOfSatisfying(
            Answer.Conflict.class,
            conflict -> assertThat(conflict.why()).contains(before, first, "nothing was changed"));
    assertThat(activate(second, ""))
        .as("without what it was compared with, nobody saw what it takes away")
        .isInstanceOf(Answer.Refused.class);
    assertThat(inForce()).isEqualTo(first);

    Facts changes = json(get("/api/versions/{id}", second));
    assertThat(changes.requireText("inForce")).isEqualTo(first);
    assertThat(changes.factsList("files").get(0).textList("lines"))
        .as("what would be gone is seen")
        .anySatisfy(line -> assertThat(line).startsWith("-").contains("pump/heat"));
    json(activate(second, first));
    assertThat(inForce()).isEqualTo(second);
  }

  private Answer activate(String version, String with) {
    return post(
        "/api/versions/{id}/activate",
        version,
        Facts.with("who", "Ada").put("why", "more").put("with", with));
  }

  @Test
  void whatTheCheckRefusesIsNotKept() {
    assertThat(refused(declare(point("pump/heat", "crane"))))
        .contains("mapped-points.yaml", "crane");
    assertThat(refused(declare(point("pump/pressure", "pump")))).contains("pump/pressure");
    assertThat(
            refused(
                declare(point("pump/heat", "pump").put("unit", "furlongs").put("record", true))))
        .contains("point pump/heat: ", "furlongs");
    assertThat(refused(declare(point("pump heat", "pump")))).contains("mapped-points.yaml");
    assertThat(refused(declare(Facts.with("id", "pump/heat")))).contains("pump/heat", "'asset'");
    assertThat(refused(declare())).contains("given 0");
    assertThat(refused(post("/api/heard/declare", "", Facts.with("who", " ")))).contains("who");
    assertThat(json(get("/api/versions", "")).factsList("kept")).isEmpty();
    assertThat(inForce()).isEqualTo(before);
  }

  private static Facts.Builder point(String id, String asset) {
    return Facts.with("id", id).put("asset", asset);
  }

  private String inForce() {
    return documents.site().map(Site::version).orElseThrow();
  }

  private Answer declare(Facts.Builder... points) {
    return post(
        "/api/heard/declare",
        "",
        Facts.with("who", "Ada")
            .put("points", Stream.of(points).map(Facts.Builder::build).toList()));
  }

  private static Facts json(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Json.class);
    return ((Answer.Json) answer).facts();
  }

  private static String refused(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).why();
  }

  private Answer get(String path, String id) {
    return answer("GET", path, id, "");
  }

  private Answer post(String path, String id, Facts.Builder body) {
    return answer("POST", path, id, body.build().json());
  }

  private Answer answer(String method, String path, String id, String body) {
    return routes.stream()
        .filter(route -> route.method().equals(method) && route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .answer(
            new Request(
                id.isEmpty() ? Map.of() : Map.of("id", id),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8)));
  }
}
