package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.TrendBook;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened to an asset and what is below it. */
class AssetRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: pump, name: Pump 3, level: machine, parent: works, foreignIds: { cmms: "1" } }
        - { id: motor, name: Motor, level: component, parent: pump }
        - { id: fan, name: Fan, level: machine, parent: works }
      points:
        - { id: pump/pressure, name: discharge pressure, asset: pump, unit: bar }
        - { id: motor/heat, name: heat, asset: motor, unit: Cel }
        - { id: fan/heat, name: heat, asset: fan, unit: Cel }
      classes:
        - { class: blocked, title: Blocked, failureMode: blocked }
      templates:
        - { id: look, type: corrective, title: Look, description: Look, recommendedAction: Look }
      connectors:
        - { id: cmms, kind: custom-rest, site: works, address: "http://127.0.0.1:9" }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: all, when: "true", then: { raise: { template: look } } }
      """;

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private JdbcStore store;
  private SiteDocuments documents;
  private List<Route> routes;

  @BeforeEach
  void open() throws Exception {
    store = JdbcStore.open(folder.resolve("data"));
    documents = new SiteDocuments(store, store.directory(), new ExpressionLanguage(), clock);
    new OfferedDocuments(documents, store, store.directory(), clock)
        .activate(Map.of("plant.yaml", PLANT), "a test");
    routes = new AssetRoutes(store, clock, documents).all();
  }

  @AfterEach
  void close() {
    documents.stop();
    store.close();
  }

  @Test
  void readingsAlertsOrdersAndTheirEndComeInTheOrderOfTimeWithWhatIsBelow() {
    record("motor/heat", 50, 71);
    record("motor/heat", 49, 73);
    note(
        "device.status",
        "pump/pressure",
        45,
        Facts.with("status", "FLAT_LINE").put("detail", "stuck"));
    found("f1", "motor/heat", 40, Disposition.IN_REVIEW);
    note("asset.operating", "pump", 35, Facts.with("state", "idle"));
    move("f1#0", 30, Disposition.RAISED);
    WorkOrder order = order("motor", 30);
    end(order, 20);
    note(
        "trend.ended", "motor/heat", 10, Facts.with("trend", "wear").put("failureMode", "blocked"));
    found("elsewhere", "fan/heat", 5, Disposition.LOGGED);

    Facts told = timeline("pump", Map.of("since", at(120).toString()));

    assertThat(kinds(told))
        .containsExactly(
            "TREND", "LIFE", "ORDER", "DECISION", "OPERATING", "FINDING", "DEVICE", "READINGS");
    List<Facts> events = told.factsList("events");
    assertThat(events)
        .extracting(each -> Instant.parse(each.requireText("at")))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(events.get(1).values())
        .containsEntry("order", "wo-1")
        .containsEntry("to", "CLOSED")
        .containsEntry("asset", "motor")
        .containsEntry("assetName", "Motor");
    assertThat(events.get(3).values())
        .containsEntry("finding", "f1#0")
        .containsEntry("from", "IN_REVIEW")
        .containsEntry("to", "RAISED");
    assertThat(events.get(5).values())
        .containsEntry("finding", "f1#0")
        .containsEntry("point", "motor/heat")
        .containsEntry("disposition", "RAISED");
    assertThat(events.get(6).values())
        .containsEntry("point", "pump/pressure")
        .containsEntry("status", "FLAT_LINE");
    assertThat(events.get(7).factsList("readings").get(0).values())
        .containsEntry("point", "motor/heat")
        .containsEntry("count", 120L)
        .containsEntry("mean", 72.0);
    assertThat(told.factsList("path"))
        .extracting(each -> each.requireText("id"))
        .containsExactly("works", "pump");
    assertThat(told.factsList("children")).singleElement();
  }

  @Test
  void aTimeIsReadFromItsBeginningToBeforeItsEnd() {
    found("early", "motor/heat", 60, Disposition.LOGGED);
    found("first", "motor/heat", 50, Disposition.LOGGED);
    found("last", "motor/heat", 40, Disposition.LOGGED);
    Facts told = timeline("pump", Map.of("since", at(50).toString(), "until", at(40).toString()));
    assertThat(told.factsList("events"))
        .extracting(each -> each.requireText("finding"))
        .containsExactly("first#0");
    assertThat(told.values()).doesNotContainKey("next");
  }

  @Test
  void whatDoesNotFitOnAPageFollowsOnTheNextAndWhatHappenedAtOnceStaysTogether() {
    found("a", "motor/heat", 30, Disposition.LOGGED);
    found("b", "motor/heat", 20, Disposition.LOGGED);
    found("c", "motor/heat", 20, Disposition.LOGGED);
    found("d", "motor/heat", 10, Disposition.LOGGED);
    Facts page = timeline("works", Map.of("limit", "2"));
    assertThat(page.factsList("events"))
        .extracting(each -> each.requireText("finding"))
        .containsExactly("d#0", "c#0", "b#0");
    Facts next = timeline("works", Map.of("limit", "2", "until", page.requireText("next")));
    assertThat(next.factsList("events"))
        .extracting(each -> each.requireText("finding"))
        .containsExactly("a#0");
  }

  @Test
  void aFindingThatJoinsAnOrderIsNoMoveOfTheOrder() {
    WorkOrder order = order("pump", 30);
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(order, at(20), "a finding joined it");
          return null;
        });
    assertThat(kinds(timeline("pump", Map.of()))).containsExactly("ORDER");
  }

  @Test
  void onlyKindsThatAreAskedForAreShownAndOthersAreRefused() {
    found("f1", "motor/heat", 40, Disposition.LOGGED);
    order("motor", 30);
    assertThat(kinds(timeline("pump", Map.of("kinds", "order,life")))).containsExactly("ORDER");
    assertThat(answer("pump", Map.of("kinds", "order,wish")))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why()).contains("given 'wish'", "READINGS"));
    assertThat(answer("pump", Map.of("since", "yesterday"))).isInstanceOf(Answer.Refused.class);
    assertThat(answer("pump", Map.of("since", NOW.plusSeconds(3600).toString())))
        .isInstanceOf(Answer.Refused.class);
    assertThat(answer("crane", Map.of())).isEqualTo(new Answer.NotFound("asset crane"));
  }

  private static List<String> kinds(Facts told) {
    return told.factsList("events").stream().map(each -> each.requireText("kind")).toList();
  }

  private Facts timeline(String asset, Map<String, String> query) {
    return ((Answer.Json) answer(asset, query)).facts();
  }

  private Answer answer(String asset, Map<String, String> query) {
    return routes.get(0).answer(new Request(Map.of("id", asset), query, new byte[0]));
  }

  private static Instant at(int minutesAgo) {
    return NOW.minus(Duration.ofMinutes(minutesAgo));
  }

  private void note(String kind, String subject, int minutesAgo, Facts.Builder facts) {
    store.commit(
        unit -> {
          unit.append(at(minutesAgo), kind, subject, facts.build());
          return null;
        });
  }

  private void record(String point, int minutesAgo, double mean) {
    store.commit(
        unit -> {
          unit.port(TrendBook.class)
              .add(
                  new RollUp(
                      point, Duration.ofMinutes(1), at(minutesAgo), 60, mean - 1, mean + 1, mean));
          return null;
        });
  }

  private static FindingBook.State state(Disposition disposition) {
    return new FindingBook.State(
        disposition, "as it is", Optional.empty(), Optional.empty(), Facts.empty());
  }

  private void found(String id, String point, int minutesAgo, Disposition disposition) {
    CaptureTime captured = new CaptureTime(at(minutesAgo), ClockQuality.SOURCE);
    store.commit(
        unit -> {
          unit.port(ObservationBook.class)
              .add(
                  new Measurement(id, "stream", captured, point, 90, Optional.of("Cel"), Map.of()),
                  at(minutesAgo));
          String finding = unit.port(FindingBook.class).derive(id, at(minutesAgo));
          unit.port(FindingBook.class)
              .open(
                  new Finding(
                      finding,
                      id,
                      Finding.Kind.MEASUREMENT,
                      point,
                      "blocked",
                      1,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(90.0),
                      captured,
                      List.of()),
                  at(minutesAgo),
                  state(disposition));
          return null;
        });
  }

  private void move(String finding, int minutesAgo, Disposition to) {
    store.commit(
        unit -> {
          unit.port(FindingBook.class).move(finding, at(minutesAgo), state(to));
          return null;
        });
  }

  private WorkOrder order(String asset, int minutesAgo) {
    WorkOrder order =
        new WorkOrder(
            "wo-1",
            new Cause(asset, "blocked", "p"),
            "works",
            "cmms",
            OrderType.CORRECTIVE,
            2,
            OrderStatus.APPROVED,
            "Look",
            "Look",
            at(minutesAgo).plusSeconds(1),
            1,
            List.of(),
            Facts.with("order.reference", "BC-1").build());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, at(minutesAgo));
          return null;
        });
    return order;
  }

  private void end(WorkOrder order, int minutesAgo) {
    store.commit(
        unit -> {
          WorkOrder over =
              order.moved(OrderStatus.CLOSED).withField("order.endedAt", at(minutesAgo));
          unit.port(OrderBook.class).change(over, at(minutesAgo), "closed in its CMMS");
          return null;
        });
  }
}
