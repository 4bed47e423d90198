package org.bellcrank.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ModelStamp;
import org.bellcrank.observation.Observation;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deciding is a function of what was accepted, in its order, however it is cut into pieces. */
@Timeout(120)
class PipelineTest {

  private static final Instant START = Instant.parse("2026-03-02T05:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);
  private static final Site SITE = site();

  private final MemoryStore store = new MemoryStore();
  private final Recorder outbox = new Recorder();

  @Test
  void theSameObservationsAreDecidedTheSameHoweverTheyArrive() {
    List<Observation> observations = observations(400);
    observations.forEach(each -> store.accept(each, START));
    Pipeline atOnce = pipeline(store);
    settle(store);
    atOnce.stop();

    MemoryStore other = new MemoryStore();
    Pipeline trickling = pipeline(other);
    observations.forEach(each -> other.accept(each, START));
    settle(other);
    trickling.stop();

    assertThat(other.findings()).isEqualTo(store.findings());
    assertThat(other.orders()).isEqualTo(store.orders());
    assertThat(store.orders()).isNotEmpty();
    assertThat(store.findings())
        .extracting(row -> row.state().disposition())
        .contains(
            Disposition.RAISED, Disposition.MERGED, Disposition.LOGGED, Disposition.IN_REVIEW);
  }

  /** A gateway that stops now and then, as often as not in the middle, ends where one that ran. */
  @Test
  void afterEachStopItGoesOnFromItsPosition() {
    List<Observation> observations = observations(300);
    MemoryStore whole = new MemoryStore();
    observations.forEach(each -> whole.accept(each, START));
    Pipeline running = pipeline(whole);
    settle(whole);
    running.stop();

    Random random = new Random(7);
    Pipeline interrupted = pipeline(store);
    for (Observation observation : observations) {
      store.accept(observation, START);
      if (random.nextInt(15) == 0) {
        interrupted.stop();
        interrupted = pipeline(store);
      }
    }
    settle(store);
    interrupted.stop();
    assertThat(store.position()).isEqualTo(300);
    assertThat(store.findings()).isEqualTo(whole.findings());
    assertThat(store.orders()).isEqualTo(whole.orders());
  }

  @Test
  void whatLiesBeforeThePositionIsNotDecidedAgain() {
    Pipeline first = pipeline(store);
    store.accept(look(1, "left", 0.9), START);
    settle(store);
    first.stop();
    List<FindingBook.Row> decided = store.findings();
    Pipeline second = pipeline(store);
    store.accept(look(2, "right", 0.2), START);
    settle(store);
    second.stop();
    assertThat(store.findings()).hasSize(2).startsWith(decided.get(0));
    assertThat(store.orders()).singleElement().extracting(WorkOrder::occurrences).isEqualTo(1L);
  }

  /** A batch with one that cannot be decided leaves nothing of itself and is taken one by one. */
  @Test
  void aUnitThatFailsLeavesNeitherOrderNorPositionNorCount() {
    outbox.poison = "cam:3#0";
    for (int i = 1; i <= 5; i++) {
      store.accept(look(i, i == 3 ? "right" : "left", 0.9), START);
    }
    Pipeline pipeline = pipeline(store);
    settle(store);
    pipeline.stop();
    assertThat(store.orders()).singleElement().extracting(WorkOrder::occurrences).isEqualTo(4L);
    FindingBook.Row poisoned = store.findings().get(2);
    assertThat(poisoned.finding().id()).isEqualTo("cam:3#0");
    assertThat(poisoned.state().disposition()).isEqualTo(Disposition.IN_REVIEW);
    assertThat(poisoned.state().reason()).contains("no outbox takes cam:3#0");
    assertThat(store.journal())
        .extracting(entry -> entry.kind() + " " + entry.subject())
        .containsExactly("observation.undecided cam:3");
  }

  @Test
  void aPersonsDecisionUndoesItselfWhenItCannotBeCarriedOut() {
    store.accept(look(1, "left", 0.6), START);
    Pipeline pipeline = pipeline(store);
    settle(store);
    pipeline.stop();
    outbox.poison = "cam:1#0";
    ReviewDesk desk = new ReviewDesk(store, new Documents(), outbox, CLOCK);
    ReviewDesk.Acceptance yes =
        new ReviewDesk.Acceptance(
            new Statement("Ada", "yes"), Optional.of("pit"), Optional.empty(), false);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> desk.accept("cam:1#0", yes))
        .hasMessageContaining("no outbox takes");
    assertThat(store.orders()).isEmpty();
    assertThat(store.journal()).isEmpty();
    assertThat(desk.pending(0, 10)).hasSize(1);
    outbox.poison = "";
    desk.accept("cam:1#0", yes);
    assertThat(store.orders()).hasSize(1);
    assertThat(store.journal()).hasSize(1);
  }

  @Test
  void whatASourceToldIsJoinedByItsModelAndTheSizeOfItsPicture() {
    assertThat(Told.by(look(1, "left", 0.9)))
        .containsEntry("frame", "1")
        .containsEntry("model.name", "ballscrew")
        .containsEntry("picture.width", "1280")
        .containsEntry("picture.height", "720");
    assertThat(Told.by(hot(1, 80))).isEmpty();
  }

  private Pipeline pipeline(MemoryStore over) {
    return new Pipeline(over, new Documents(), outbox, CLOCK);
  }

  private static void settle(MemoryStore store) {
    await(
        () ->
            store.position()
                == store.<Long>read(
                    unit ->
                        unit.port(org.bellcrank.observation.ObservationBook.class).lastPosition()));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 30 s").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Sure and faint pits in three zones, one of them unknown, and a nut that gets hot. */
  private static List<Observation> observations(int count) {
    Random random = new Random(20260302);
    List<Observation> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String point = List.of("left", "right", "nowhere").get(random.nextInt(3));
      all.add(
          random.nextInt(4) == 0
              ? hot(i, 60 + random.nextInt(30))
              : look(i, point, 0.25 + random.nextDouble() * 0.7));
    }
    return all;
  }

  private static Inspection look(int number, String point, double confidence) {
    return new Inspection(
        "cam:" + number,
        "cam",
        new CaptureTime(START.plusMillis(number), CaptureTime.ClockQuality.SOURCE),
        1280,
        720,
        List.of(
            new Detection(
                point,
                "pitting",
                confidence,
                Optional.of(new Box(10, 10, 20 + number, 20 + number)),
                Optional.empty())),
        Optional.of(new ModelStamp("ballscrew", "1.2", "0".repeat(64), "CPU")),
        List.of(),
        Map.of("frame", Integer.toString(number)));
  }

  private static Measurement hot(int number, double value) {
    return new Measurement(
        "plc:" + number,
        "plc",
        new CaptureTime(START.plusSeconds(number), CaptureTime.ClockQuality.SOURCE),
        "nut",
        value,
        Optional.of("Cel"),
        Map.of());
  }

  private static Site site() {
    try {
      return new SiteReader(new ExpressionLanguage()).read(Map.of("plant.yaml", PLANT));
    } catch (org.bellcrank.document.InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Documents implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.of(SITE);
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }

  private static final class Recorder implements Outbox {

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private volatile String poison = "";

    @Override
    public void deliver(UnitOfWork unit, WorkOrder order, Instant at) {
      String finding = order.fields().requireText("finding.id");
      if (finding.equals(poison)) {
        throw new IllegalStateException("no outbox takes " + finding);
      }
      delivered.add(order.id());
    }

    @Override
    public void update(UnitOfWork unit, WorkOrder order, Instant at, String change) {
      delivered.add(order.id());
    }
  }

  private static final String PLANT =
      """
      assets:
        - { id: works, name: Works, level: site, criticality: B }
        - { id: screw-1, name: Screw 1, level: component, parent: works }
        - { id: screw-2, name: Screw 2, level: component, parent: works }
      points:
        - { id: left, camera: cam, asset: screw-1, floor: 0.3 }
        - { id: right, camera: cam, asset: screw-2, floor: 0.3 }
        - { id: nut, asset: screw-1, unit: Cel }
      limits:
        - { id: hot, point: nut, high: 75, hysteresis: 5, failureMode: overheating }
      templates:
        - { id: pit, title: "{finding.class} on {asset.name}", description: "{rule.reason}" }
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: sure, when: finding.confidence >= tier.order, then: { raise: { template: pit } } }
        - { id: ask, when: finding.confidence >= tier.review, then: { review: supervisor } }
        - { id: rest, when: "true", then: { log: true } }
      connectors:
        - { id: cmms, kind: custom-rest, site: works, address: "http://127.0.0.1:9" }
      """;
}
