package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ModelStamp;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.pipeline.OrderDesk;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** A store, an intake and a pipeline as in a gateway, with a clock and documents to hand. */
final class PipelineRig implements AutoCloseable {

  /** A Monday, 05:00 in London. */
  static final Instant START = Instant.parse("2026-03-02T05:00:00Z");

  static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  private final Path folder;
  final AtomicReference<Instant> now = new AtomicReference<>(START);
  final AtomicReference<Optional<Site>> site = new AtomicReference<>(Optional.empty());
  final List<String> delivered = new CopyOnWriteArrayList<>();
  final List<String> updates = new CopyOnWriteArrayList<>();
  volatile String poison = "";

  /** What deciding dies of, by the finding's id; null where it lives. */
  volatile Function<String, Error> death = finding -> null;

  JdbcStore store;
  DurableIntake intake;
  Pipeline pipeline;

  PipelineRig(Path folder) {
    this.folder = folder;
    start();
  }

  void start() {
    store = Stores.open(folder);
    intake = new DurableIntake(store, clock());
    pipeline = new Pipeline(store, new Documents(), new Recorder(), clock());
  }

  ReviewDesk reviews() {
    return new ReviewDesk(store, new Documents(), new Recorder(), clock());
  }

  OrderDesk orderDesk() {
    return new OrderDesk(store, new Recorder(), clock());
  }

  /** Closes the store under the pipeline's feet. */
  void breakDown() {
    store.close();
    pipeline.stop();
  }

  @Override
  public void close() {
    pipeline.stop();
    store.close();
  }

  /** Brings documents into force: the assets and points of the rig with these rules. */
  void documents(String rules) {
    Site read = read(rules);
    store.commit(
        unit -> {
          unit.port(DocumentVersions.class)
              .activate(new DocumentVersions.Version(read.version(), now.get(), files(rules)));
          return null;
        });
    site.set(Optional.of(read));
  }

  /** Documents of the test's own. */
  void put(Map<String, String> files) {
    try {
      site.set(Optional.of(new SiteReader(LANGUAGE).read(files)));
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  ActiveSite activeSite() {
    return new Documents();
  }

  /** Documents that are not in force. */
  static Site read(String rules) {
    try {
      return new SiteReader(LANGUAGE).read(files(rules));
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, String> files(String rules) {
    return Map.of("plant.yaml", PLANT, "rules.yaml", rules);
  }

  static Inspection look(String id, long frame, String point, double confidence, double side) {
    return new Inspection(
        id,
        "cam",
        new CaptureTime(START.plusMillis(100 * frame), ClockQuality.SOURCE),
        1280,
        720,
        List.of(
            new Detection(
                point,
                "pitting",
                confidence,
                Optional.of(new Box(10, 10, 10 + side, 10 + side)),
                Optional.empty())),
        Optional.of(new ModelStamp("ballscrew", "1.2", "0".repeat(64), "CPU")),
        List.of(),
        Map.of("frame", Long.toString(frame)));
  }

  static Measurement measured(String id, Instant at, double value) {
    return new Measurement(
        id,
        "plc",
        new CaptureTime(at, ClockQuality.SOURCE),
        "nut",
        value,
        Optional.of("Cel"),
        Map.of());
  }

  /** Waits until everything accepted was gone through, and holds the books against each other. */
  void settle() {
    await(
        "everything decided",
        () ->
            store.read(
                unit ->
                    unit.port(Positions.class).position("pipeline")
                        == unit.port(ObservationBook.class).lastPosition()));
    balance();
  }

  Balance balance() {
    BalanceSheet sheet = new BalanceSheet();
    Balance balance;
    Map<Disposition, Long> counted;
    Map<Disposition, Long> before;
    do { // what is decided between the two readings would show in one of them alone
      before = counts();
      balance = sheet.read(store);
      counted = counts();
    } while (!before.equals(counted));
    assertThat(sheet.problems()).isEmpty();
    assertThat(balance.difference()).isZero();
    for (Disposition state : Disposition.values()) {
      assertThat(balance.states().get(state))
          .as(state.name())
          .isEqualTo(counted.getOrDefault(state, 0L));
    }
    return balance;
  }

  private Map<Disposition, Long> counts() {
    return store.read(unit -> unit.port(FindingBook.class).counts());
  }

  long in(Disposition state) {
    return balance().states().get(state);
  }

  FindingBook.Row finding(String id) {
    return store.read(unit -> unit.port(FindingBook.class).find(id)).orElseThrow();
  }

  List<WorkOrder> orders() {
    return store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), 200));
  }

  /** All of them, newest first. */
  List<WorkOrder> allOrders() {
    return store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), 100_000));
  }

  long findingsOf(WorkOrder order) {
    return store.read(unit -> unit.port(FindingBook.class).ofOrder(order.id(), 100_000)).size();
  }

  List<Entry> journal(String kind) {
    return store.read(unit -> unit.port(Journal.class).after(0, 100_000)).stream()
        .filter(entry -> entry.kind().equals(kind))
        .toList();
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s for: " + what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  private final class Documents implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return site.get();
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }

  /** Notes what commits; what is rolled back leaves its note too, so orders are asked as well. */
  private final class Recorder implements Outbox {
    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {
      String finding = order.fields().requireText("finding.id");
      if (!poison.isEmpty() && finding.startsWith(poison)) {
        throw new IllegalStateException("no outbox takes " + finding);
      }
      Error error = death.apply(finding);
      if (error != null) {
        throw error;
      }
      delivered.add(order.id());
    }

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {
      updates.add(change);
    }
  }

  static final String RAISE_ALL =
      """
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: all, when: "true", then: { raise: { template: pit } } }
      """;

  static final String CONFIRM =
      """
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 2, looks: 2 } }
      severities:
        - { severity: critical, when: "condition.growth >= 3.0" }
        - { severity: major, when: "condition.growth >= 1.5" }
      rules:
        - { id: join, when: order.open && finding.confidence >= tier.review, then: { raise: { template: pit } } }
        - { id: sure, when: condition.confirmed && finding.confidence >= tier.order, then: { raise: { template: pit } } }
        - { id: rest, when: "true", then: { log: true } }
      """;

  static final String HOLD =
      """
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: wait, when: "!finding.held", then: { hold: { nextShift: true, atMost: PT8H } } }
        - { id: then, when: "true", then: { raise: { template: pit } } }
      """;

  private static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site, criticality: B }
        - { id: screw-1, name: Screw 1, level: component, parent: works }
        - { id: screw-2, name: Screw 2, level: component, parent: works }
      points:
        - { id: left, camera: cam, asset: screw-1, floor: 0.3, classes: [pitting] }
        - { id: right, camera: cam, asset: screw-2, floor: 0.3, classes: [pitting] }
        - { id: nut, asset: screw-1, unit: Cel }
        - { id: life, asset: screw-2 }
      limits:
        - { id: hot, point: nut, high: 75, hysteresis: 5, holdFor: PT30S, failureMode: overheating }
      templates:
        - { id: pit, type: corrective, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
        - { id: by-class, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
        - { id: planned, type: scheduled, window: next-stop, title: "{finding.class}", description: "{order.window}" }
        - { id: look, type: inspection, title: "{finding.class}", description: "{finding.value}" }
        - { id: drafted, type: corrective, approval: person, title: "{finding.class}", description: "{rule.reason}" }
      calendars:
        - id: works
          zone: Europe/London
          shifts:
            - { name: early, days: [mon, tue, wed, thu, fri], start: "06:00", end: "14:00" }
          shutdowns:
            - { name: Easter, from: 2026-04-03, to: 2026-04-06 }
      connectors:
        - { id: cmms, kind: custom-rest, site: works, address: "http://127.0.0.1:9" }
      """;
}
