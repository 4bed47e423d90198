package org.bellcrank.console;

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
import org.junit.jupiter.api.io.TempDir;

/** A plant in a store, and what is asked of the timeline of its assets. */
abstract class TimelineRig {

  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site }
        - { id: pump, name: Pump 3, level: machine, parent: works, foreignIds: { cmms: "1" } }
        - { id: motor, name: Motor, level: component, parent: pump }
        - { id: fan, name: Fan, level: machine, parent: works }
      points:
        - { id: pump/pressure, name: discharge pressure, asset: pump, unit: bar, source: { driver: plc, channel: { address: 1 } } }
        - { id: motor/heat, name: heat, asset: motor, unit: Cel, source: { driver: plc, channel: { address: 2 } } }
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
  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  JdbcStore store;
  SiteDocuments documents;
  List<Route> routes;

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

  static List<String> kinds(Facts told) {
    return told.factsList("events").stream().map(each -> each.requireText("kind")).toList();
  }

  Facts timeline(String asset, Map<String, String> query) {
    return ((Answer.Json) answer(asset, query)).facts();
  }

  Answer answer(String asset, Map<String, String> query) {
    return routes.get(0).answer(new Request(Map.of("id", asset), query, new byte[0]));
  }

  static Instant at(int minutesAgo) {
    return NOW.minus(Duration.ofMinutes(minutesAgo));
  }

  void note(String kind, String subject, int minutesAgo, Facts.Builder facts) {
    store.commit(
        unit -> {
          unit.append(at(minutesAgo), kind, subject, facts.build());
          return null;
        });
  }

  void record(String point, int minutesAgo, double mean) {
    store.commit(
        unit -> {
          unit.port(TrendBook.class)
              .add(
                  new RollUp(
                      point, Duration.ofMinutes(1), at(minutesAgo), 60, mean - 1, mean + 1, mean));
          return null;
        });
  }

  static FindingBook.State state(Disposition disposition) {
    return new FindingBook.State(
        disposition, "as it is", Optional.empty(), Optional.empty(), Facts.empty());
  }

  void found(String id, String point, int minutesAgo, Disposition disposition) {
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

  void move(String finding, int minutesAgo, Disposition to) {
    store.commit(
        unit -> {
          unit.port(FindingBook.class).move(finding, at(minutesAgo), state(to));
          return null;
        });
  }

  WorkOrder order(String asset, int minutesAgo) {
    return order("wo-1", asset, minutesAgo);
  }

  WorkOrder order(String id, String asset, int minutesAgo) {
    WorkOrder order =
        new WorkOrder(
            id,
            new Cause(asset, "blocked", id),
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
            Facts.with("order.reference", "BC-" + id).build());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, at(minutesAgo));
          return null;
        });
    return order;
  }

  void end(WorkOrder order, int minutesAgo) {
    store.commit(
        unit -> {
          WorkOrder over =
              order.moved(OrderStatus.CLOSED).withField("order.endedAt", at(minutesAgo));
          unit.port(OrderBook.class).change(over, at(minutesAgo), "closed in its CMMS");
          return null;
        });
  }
}
