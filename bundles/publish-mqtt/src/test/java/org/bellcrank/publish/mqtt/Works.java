package org.bellcrank.publish.mqtt;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.Prediction;
import org.bellcrank.pipeline.Decisions;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;

/**
 * A works whose gateway decides: a press, a door that people go through, and a cabinet, each with
 * rules of its own for what is found there.
 */
final class Works implements ActiveSite, AutoCloseable {

  static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

  private static final String DOCUMENTS =
      """
      assets:
        - { id: works, name: Works, level: site, criticality: B }
        - { id: press-2, name: Press 2, level: machine, parent: works }
        - { id: door, name: Door of the hall, level: machine, parent: works }
        - { id: cabinet, name: Cabinet, level: machine, parent: works }
      points:
        - { id: cam/screw, asset: press-2, floor: 0.3, classes: [pitting, "oil/leak#1"] }
        - { id: cam/people, asset: door, floor: 0.3, classes: [ppe-violation] }
        - { id: cabinet/hot-spot, asset: cabinet, unit: Cel }
        - { id: press/life, asset: press-2 }
      limits:
        - { id: hot-spot, point: cabinet/hot-spot, high: 70, hysteresis: 5, failureMode: thermal-anomaly }
      severities:
        - { severity: critical, when: finding.class == 'thermal-anomaly' }
        - { severity: major, when: finding.class == 'pitting' }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: people, because: Seen without a helmet, when: finding.class == 'ppe-violation', then: { review: { queue: safety } } }
        - { id: heat, because: Too hot, when: finding.class == 'thermal-anomaly', then: { raise: { template: hot } } }
        - { id: defect, because: Seen clearly, when: finding.class == 'pitting' && finding.confidence >= tier.order, then: { raise: { template: pit } } }
        - { id: rest, because: Not sure, when: "true", then: { log: true } }
      templates:
        - { id: pit, type: corrective, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
        - { id: hot, type: inspection, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
      calendars:
        - { id: works, zone: Europe/London, shifts: [ { name: early, days: [mon], start: "06:00", end: "14:00" } ] }
      connectors:
        - { id: cmms, kind: custom-rest, site: works, address: "http://127.0.0.1:9" }
      """;

  final JdbcStore store;
  private final Site site;
  private final DurableIntake intake;
  private final Decisions decisions;

  Works(Path folder) throws InvalidDocumentException {
    store = JdbcStore.open(folder);
    site = new SiteReader(new ExpressionLanguage()).read(Map.of("works.yaml", DOCUMENTS));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    intake = new DurableIntake(store, clock);
    decisions =
        new Decisions(
            store,
            new Nobody(),
            () -> order -> Optional.of("http://127.0.0.1:8480/#/orders/" + order),
            clock);
  }

  /** Seen at a point, and decided. */
  void sees(String id, String point, String defectClass, double confidence) {
    decides(
        new Inspection(
            id,
            "cam",
            new CaptureTime(NOW.minusSeconds(1), ClockQuality.SOURCE),
            1280,
            720,
            List.of(
                new Detection(point, defectClass, confidence, Optional.empty(), Optional.empty())),
            Optional.empty(),
            List.of(),
            Map.of()));
  }

  /** Measured at the cabinet, in degrees Celsius, and decided. */
  void measures(String id, double value) {
    decides(
        new Measurement(
            id,
            "plc",
            new CaptureTime(NOW, ClockQuality.SOURCE),
            "cabinet/hot-spot",
            value,
            Optional.of("Cel"),
            Map.of()));
  }

  /** An external model says how long the press lasts, and that is decided. */
  void predicts(String id, double days) {
    decides(
        new Prediction(
            id,
            "model",
            new CaptureTime(NOW, ClockQuality.SOURCE),
            "press/life",
            "wear",
            0.6,
            Optional.of(days),
            Optional.empty(),
            Map.of()));
  }

  private void decides(Observation observation) {
    intake.accept(observation);
    if (decisions.next(site, 10) != 1) {
      throw new IllegalStateException(observation.id() + " was not decided");
    }
  }

  /** A person says no. */
  void dismisses(String finding, String reason) {
    store.commit(
        unit -> {
          FindingBook.State was = finding(finding).state();
          unit.port(FindingBook.class)
              .move(
                  finding,
                  NOW,
                  new FindingBook.State(
                      Disposition.DISMISSED,
                      reason,
                      Optional.empty(),
                      Optional.empty(),
                      was.why()));
          return null;
        });
  }

  FindingBook.Row finding(String id) {
    return store.read(unit -> unit.port(FindingBook.class).find(id)).orElseThrow();
  }

  /** The order of a finding goes on. */
  void moves(String finding, OrderStatus status) {
    store.commit(
        unit -> {
          OrderBook orders = unit.port(OrderBook.class);
          String id = finding(finding).state().order().orElseThrow();
          orders.change(orders.find(id).orElseThrow().moved(status), NOW, "a test");
          return null;
        });
  }

  @Override
  public Optional<Site> site() {
    return Optional.of(site);
  }

  @Override
  public List<String> refusals() {
    return List.of();
  }

  @Override
  public void close() {
    store.close();
  }

  private static final class Nobody implements Outbox {
    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {}

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {}
  }
}
