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
import java.util.stream.Stream;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.StateHistory;
import org.bellcrank.stream.TrendBook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit tried on what was recorded, in the states in which it is heard, and kept aside. */
class LimitRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String POINT = "pump/pressure";
  private static final String STATES =
      """
      operatingStates:
        - asset: pump
          points: { speed: pump/speed }
          states:
            - { state: production, when: 'speed > 20.0' }
          otherwise: idle
          dwell: PT60S
      """;

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Desks desks = new Desks();
  private JdbcStore store;
  private SiteDocuments documents;
  private List<Route> routes;

  @BeforeEach
  void open() throws Exception {
    store = JdbcStore.open(folder.resolve("data"));
    Clock real = Clock.systemUTC(); // versions that give way are told apart by their time
    documents = new SiteDocuments(store, store.directory(), new ExpressionLanguage(), real);
    OfferedDocuments offered = new OfferedDocuments(documents, store, store.directory(), real);
    offered.activate(Map.of("plant.yaml", PointRoutesTest.PLANT, "states.yaml", STATES), "a test");
    desks.setDocuments(offered);
    routes =
        Stream.concat(
                new LimitRoutes(store, clock, documents, desks).all().stream(),
                new VersionRoutes(store, documents, desks).all().stream())
            .toList();
  }

  @AfterEach
  void close() {
    documents.stop();
    store.close();
  }

  @Test
  void aLimitIsTriedOnWhatWasRecordedAndNothingIsChanged() {
    record(5, 4, 8, 6);
    record(4, 5, 9.5, 7);
    record(3, 5, 9.6, 7);
    record(2, 5, 7, 6);
    long entries = store.read(unit -> unit.port(Journal.class).lastSequence());
    Facts trial = trial(Map.of("high", "9.5", "holdFor", "60"));
    assertThat(trial.values())
        .containsEntry("intervals", 4L)
        .containsEntry("beyond", 2L)
        .containsEntry("shut", 0L)
        .containsEntry("unknown", 0L);
    assertThat(trial.factsList("crossings"))
        .singleElement()
        .satisfies(
            crossing ->
                assertThat(crossing.values())
                    .containsEntry("at", at(3).toString())
                    .containsEntry("cleared", at(2).toString()));
    assertThat(store.<Long>read(unit -> unit.port(Journal.class).lastSequence()))
        .isEqualTo(entries);
  }

  @Test
  void whatLayInAStateInWhichTheLimitSaysNothingIsNoCrossing() {
    told(50, "production", "unknown: nothing was measured yet");
    told(30, "idle", "production since then");
    told(20, "production", "idle since then");
    record(40, 5, 8, 6);
    record(27, 5, 12, 6); // idle
    record(26, 5, 7, 6);
    record(18, 5, 12, 6); // just begun
    record(17, 5, 7, 6);
    record(10, 5, 12, 6);
    record(9, 5, 7, 6);

    assertThat(crossings(trial(Map.of("high", "10")))).containsExactly(at(27), at(18), at(10));
    Facts running = trial(Map.of("high", "10", "during", "production"));
    assertThat(crossings(running)).containsExactly(at(18), at(10));
    assertThat(running.values())
        .containsEntry("intervals", 7L)
        .containsEntry("shut", 2L)
        .containsEntry("unknown", 0L)
        .containsEntry("beyond", 2L);
    assertThat(running.textList("during")).containsExactly("production");
    assertThat(
            crossings(trial(Map.of("high", "10", "during", " production , idle", "settle", "300"))))
        .as("the first five minutes of either say nothing")
        .containsExactly(at(10));
  }

  @Test
  void whereNoStateWasRecordedEveryIntervalCountsAndItIsTold() {
    record(27, 5, 12, 6);
    Facts trial = trial(Map.of("high", "10", "during", "production"));
    assertThat(trial.factsList("crossings")).hasSize(1);
    assertThat(trial.values()).containsEntry("unknown", 1L).containsEntry("shut", 0L);
  }

  @Test
  void theStateThatStoodBeforeTheLookIsKnownAndAStateBeginsWhenItHadDwelled() {
    told(600, "idle", "unknown: nothing was measured yet");
    told(22, "production", "idle since then");
    note(5, "unknown", 5, "production since then");
    StateHistory read =
        store.read(
            unit ->
                StateHistory.read(
                    unit.port(Journal.class), "pump", Duration.ofMinutes(1), at(60), NOW));
    assertThat(read.standings())
        .containsExactly(
            new StateHistory.Standing(Optional.of("idle"), at(600), at(600)),
            new StateHistory.Standing(Optional.of("production"), at(22), at(21)),
            new StateHistory.Standing(Optional.empty(), at(5), at(4)));
    record(30, 5, 12, 6);
    assertThat(trial(Map.of("high", "10", "during", "production", "hours", "1")).values())
        .containsEntry("shut", 1L);
  }

  @Test
  void aTrialWithoutABoundOrWithOtherThanNumbersSaysWhatIsAllowed() {
    assertThat(refused(Map.of())).contains("high, low or both");
    assertThat(refused(Map.of("high", "9,5")))
        .isEqualTo("high: given '9,5'; allowed: a number, with a point before decimals");
    assertThat(refused(Map.of("high", "NaN"))).contains("given 'NaN'");
    assertThat(refused(Map.of("high", "9", "hysteresis", "-1"))).contains("allowed: 0 or more");
    assertThat(refused(Map.of("high", "9", "holdFor", "1e300"))).contains("allowed");
    assertThat(refused(Map.of("high", "9", "during", "cleaning")))
        .isEqualTo("during: given 'cleaning'; allowed: idle, production");
    assertThat(refused(Map.of("high", "9", "settle", "5"))).contains("allowed: with the states");
  }

  @Test
  void thePageIsToldWhatMayBeChosen() {
    Facts choices = json(answer("GET", "/api/points/{id}/limit", POINT, Map.of(), ""));
    assertThat(choices.textList("states")).containsExactly("idle", "production");
    assertThat(choices.values()).containsEntry("asset", "pump");
    assertThat(choices.textList("failureModes")).containsExactly("blocked");
    assertThat(choices.factsList("limits").get(0).values()).containsEntry("id", "too-high");
    assertThat(answer("GET", "/api/points/{id}/limit", "pump/none", Map.of(), ""))
        .isEqualTo(new Answer.NotFound("point pump/none"));
  }

  @Test
  void aLimitThatWasTriedIsKeptAsideAndHoldsWhenAPersonBringsItIntoForce() {
    Facts made =
        json(
            keep(
                wish("dry-run", "cavitation")
                    .put("low", "0.00000012")
                    .put("hysteresis", "0.5")
                    .put("holdFor", "120")
                    .put("during", "production")
                    .put("settle", "60")));
    assertThat(made.requireText("line"))
        .isEqualTo(
            "- { id: \"dry-run\", point: \"pump/pressure\", low: 0.00000012, hysteresis: 0.5,"
                + " holdFor: PT2M, failureMode: \"cavitation\", during: [\"production\"],"
                + " settle: PT1M }");
    assertThat(limits()).as("nothing is in force").containsExactly("too-high");

    activate(made.requireText("version"));
    assertThat(limits()).containsExactlyInAnyOrder("too-high", "dry-run");
    assertThat(
            documents.site().orElseThrow().limitsOf(POINT).stream()
                .filter(limit -> limit.id().equals("dry-run")))
        .singleElement()
        .satisfies(
            limit -> {
              assertThat(limit.low()).contains(0.00000012);
              assertThat(limit.holdFor()).isEqualTo(Duration.ofMinutes(2));
              assertThat(limit.gate().during()).containsExactly("production");
              assertThat(limit.gate().settle()).isEqualTo(Duration.ofMinutes(1));
            });
  }

  @Test
  void aLimitThatWasKeptBeforeGivesWayAndOneThatStandsElsewhereIsRefused() {
    activate(json(keep(wish("hot", "heat").put("high", "9"))).requireText("version"));
    activate(json(keep(wish("hotter", "heat").put("high", "9.5"))).requireText("version"));
    Facts again = json(keep(wish("hot", "heat").put("high", "8")));
    assertThat(again.values()).containsEntry("replaced", true);
    activate(again.requireText("version"));
    assertThat(limits()).containsExactlyInAnyOrder("too-high", "hot", "hotter");
    assertThat(
            documents.site().orElseThrow().limitsOf(POINT).stream()
                .filter(limit -> limit.id().equals("hot"))
                .findFirst()
                .orElseThrow()
                .high())
        .contains(8.0);

    assertThat(refusal(keep(wish("too-high", "heat").put("high", "9"))))
        .contains(
            "'too-high'", "another file than mapped-limits.yaml", "allowed: an id of its own");
    assertThat(refusal(keep(wish("x y", "heat").put("high", "9")))).contains("mapped-limits.yaml");
    assertThat(refusal(keep(wish("x", "heat").put("high", "9").put("during", "cleaning"))))
        .contains("cleaning");
    assertThat(refusal(keep(Facts.with("who", "Ada").put("high", "9")))).contains("limit");
    assertThat(refusal(keep(wish("x", " ").put("high", "9")))).contains("failureMode");
    assertThat(refusal(keep(wish("x", "heat").put("who", " ").put("high", "9")))).contains("who");
  }

  private List<String> limits() {
    return documents.site().orElseThrow().limitsOf(POINT).stream().map(each -> each.id()).toList();
  }

  private void activate(String version) {
    Facts body =
        Facts.with("who", "Ada")
            .put("why", "tried")
            .put("with", documents.site().map(Site::version).orElseThrow())
            .build();
    json(answer("POST", "/api/versions/{id}/activate", version, Map.of(), body.json()));
  }

  private static Facts.Builder wish(String id, String failureMode) {
    return Facts.with("who", "Ada").put("limit", id).put("failureMode", failureMode);
  }

  private Answer keep(Facts.Builder body) {
    return answer("POST", "/api/points/{id}/limit", POINT, Map.of(), body.build().json());
  }

  private Facts trial(Map<String, String> query) {
    return json(answer("GET", "/api/points/{id}/trial", POINT, query, ""));
  }

  private static List<Instant> crossings(Facts trial) {
    return trial.factsList("crossings").stream()
        .map(each -> each.instant("at").orElseThrow())
        .toList();
  }

  private String refused(Map<String, String> query) {
    return refusal(answer("GET", "/api/points/{id}/trial", POINT, query, ""));
  }

  private static String refusal(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).why();
  }

  private static Instant at(int minutesAgo) {
    return NOW.minus(Duration.ofMinutes(minutesAgo));
  }

  private void told(int minutesAgo, String state, String before) {
    note(minutesAgo - 1, state, minutesAgo, before);
  }

  private void note(int minutesAgo, String state, int since, String before) {
    store.commit(
        unit -> {
          unit.append(
              at(minutesAgo),
              "asset.operating",
              "pump",
              Facts.with("state", state).put("since", at(since)).put("before", before).build());
          return null;
        });
  }

  private void record(int minutesAgo, double least, double greatest, double mean) {
    store.commit(
        unit -> {
          unit.port(TrendBook.class)
              .add(
                  new RollUp(
                      POINT, Duration.ofMinutes(1), at(minutesAgo), 60, least, greatest, mean));
          return null;
        });
  }

  private static Facts json(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Json.class);
    return ((Answer.Json) answer).facts();
  }

  private Answer answer(
      String method, String path, String id, Map<String, String> query, String body) {
    return routes.stream()
        .filter(route -> route.method().equals(method) && route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .answer(new Request(Map.of("id", id), query, body.getBytes(StandardCharsets.UTF_8)));
  }
}
