package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.store.jdbc.PipelineRig.look;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.pipeline.OrderDesk;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.replay.Replay;
import org.bellcrank.replay.Report;
import org.bellcrank.replay.Request;
import org.bellcrank.replay.StoreRecording;
import org.bellcrank.replay.Versions;
import org.bellcrank.site.SiteReader;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merge windows, urging, reopening and following, on a real store. Books balance at each end. */
@Timeout(120)
class RepeatsTest {

  private static final Statement ADA = new Statement("Ada", "done at the machine");
  private static final String TIERS =
      "tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }\n";

  @TempDir Path folder;
  private PipelineRig rig;
  private int seen;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static String repeats(String repeats) {
    return TIERS
        + "severities:\n  - { severity: major, when: \"finding.confidence >= 0.95\" }\n"
        + "orders: { takesReopening: true }\n"
        + "rules:\n  - { id: all, when: \"true\", then: { raise: { template: pit, repeats: "
        + repeats
        + " } } }\n";
  }

  private FindingBook.State sees(double confidence) {
    String id = "c:" + seen++;
    rig.intake.accept(look(id, seen, "left", confidence, 10));
    rig.settle();
    return rig.finding(id + "#0").state();
  }

  private void after(Duration time) {
    rig.now.updateAndGet(at -> at.plus(time));
  }

  private WorkOrder ends(OrderStatus how, String code) {
    WorkOrder standing = rig.orders().stream().filter(WorkOrder::stands).findFirst().orElseThrow();
    Optional<String> failureCode = how == OrderStatus.CLOSED ? Optional.of(code) : Optional.empty();
    return rig.orderDesk().move(standing.id(), how, ADA, failureCode);
  }

  @Test
  void afterTheWindowANewOrderFollowsAndTakesThePlaceOfTheOpenOne() {
    rig.documents(repeats("{ window: P2D }"));
    sees(0.9);
    after(Duration.ofDays(2).minusNanos(1_000_000));
    assertThat(sees(0.9).disposition()).isEqualTo(Disposition.MERGED);
    after(Duration.ofMillis(1));
    FindingBook.State state = sees(0.9);
    assertThat(state.disposition()).isEqualTo(Disposition.RAISED);
    WorkOrder first = rig.orders().get(1);
    WorkOrder second = rig.orders().get(0);
    assertThat(state.reason()).contains("the window of order " + first.id(), "a new order follows");
    assertThat(state.why().facts("repeat").orElseThrow().values())
        .containsEntry("did", "follow-up")
        .containsEntry("order", first.id())
        .containsEntry("reference", first.reference().value());
    assertThat(second.fields().text("order.predecessor")).contains(first.id());
    assertThat(second.description())
        .contains("Follows order " + first.reference() + ", which is still open.");
    assertThat(first.status().isOpen()).isTrue();
    assertThat(first.fields().text("order.successor")).contains(second.id());
    assertThat(first.description()).contains("Further findings go to order " + second.reference());
    assertThat(rig.updates).containsExactly("Further findings go to order " + second.reference());
    assertThat(rig.journal("order.followed").get(0).facts().text("successor"))
        .contains(second.id());
    sees(0.9);
    assertThat(rig.orders()).extracting(WorkOrder::occurrences).containsExactly(2L, 2L);
    assertThat(rig.orderDesk().move(first.id(), OrderStatus.CLOSED, ADA, Optional.of("PIT")))
        .as("the relieved order goes its own way")
        .extracting(WorkOrder::status)
        .isEqualTo(OrderStatus.CLOSED);
    assertThat(sees(0.9).order()).contains(second.id());
  }

  @Test
  void afterTheWindowTheOpenOrderIsUrgedOnceForEachWindow() {
    rig.documents(repeats("{ window: P2D, afterwards: urge }"));
    sees(0.9);
    int priority = rig.orders().get(0).priority();
    for (int window = 1; window <= 3; window++) {
      after(Duration.ofDays(2));
      for (int i = 0; i < 3; i++) {
        sees(0.9);
      }
      assertThat(rig.orders()).hasSize(1);
      assertThat(rig.orders().get(0).priority()).isEqualTo(Math.max(1, priority - window));
    }
    assertThat(rig.orders().get(0).occurrences()).isEqualTo(10);
    assertThat(rig.updates)
        .hasSize(3)
        .allSatisfy(
            change -> assertThat(change).startsWith("Priority raised from").contains("urged"));
  }

  @Test
  void afterTheWindowFindingsAreNotedUnlessTheyAreGraver() {
    rig.documents(repeats("{ window: P2D, afterwards: note }"));
    sees(0.9);
    String order = rig.orders().get(0).id();
    after(Duration.ofDays(3));
    FindingBook.State noted = sees(0.9);
    assertThat(noted.disposition()).isEqualTo(Disposition.LOGGED);
    assertThat(noted.reason()).contains(order, "noted only");
    assertThat(noted.order()).isEmpty();
    assertThat(rig.orders().get(0).occurrences()).isEqualTo(1);
    assertThat(sees(0.96).disposition()).as("major").isEqualTo(Disposition.MERGED);
    assertThat(rig.updates).singleElement().asString().contains("Priority raised from");
    assertThat(sees(0.96).disposition()).as("major again").isEqualTo(Disposition.LOGGED);
  }

  @Test
  void aGraverFindingRaisesThePriorityWhereTheRuleHasAPriorityOfItsOwn() {
    String rules =
        repeats("{ graver: step }").replace("template: pit,", "template: pit, priority: 3,");
    rig.documents(rules);
    sees(0.6);
    sees(0.6);
    assertThat(rig.orders().get(0).priority()).isEqualTo(3);
    assertThat(sees(0.8).reason()).as("the tier of orders").contains("graver");
    sees(0.8);
    assertThat(rig.orders().get(0).priority()).isEqualTo(2);
    sees(0.96);
    sees(0.99);
    assertThat(rig.orders().get(0).priority()).as("major").isEqualTo(1);
    assertThat(rig.updates).hasSize(2);
    assertThat(rig.orders().get(0).fields().text("order.severity")).contains("MAJOR");
  }

  @Test
  void aClosedOrderIsOpenedAgainWithinTheTimeAndItsCounterGoesOn() {
    rig.documents(repeats("{ closed: reopen, closedWithin: P7D }"));
    sees(0.9);
    String id = ends(OrderStatus.CLOSED, "PIT").id();
    after(Duration.ofDays(7).minusMillis(1));
    FindingBook.State again = sees(0.9);
    assertThat(again.disposition()).isEqualTo(Disposition.MERGED);
    assertThat(again.order()).contains(id);
    assertThat(again.reason()).contains("was closed at", "within 7 days", "opened again");
    assertThat(again.why().facts("repeat").orElseThrow().text("did")).contains("reopened");
    WorkOrder order = rig.orders().get(0);
    assertThat(order.status()).isEqualTo(OrderStatus.APPROVED);
    assertThat(order.occurrences()).isEqualTo(2);
    assertThat(order.description()).contains("Opened again at " + rig.now.get());
    assertThat(order.fields().whole("order.reopenings")).hasValue(1);
    assertThat(rig.journal("order.reopened")).hasSize(1);
    assertThat(rig.updates).singleElement().asString().startsWith("Opened again at");
    assertThat(rig.delivered).as("nothing is created anew").hasSize(1);
    sees(0.9);
    assertThat(rig.orders()).singleElement().extracting(WorkOrder::occurrences).isEqualTo(3L);

    ends(OrderStatus.CLOSED, "PIT");
    after(Duration.ofDays(7));
    assertThat(sees(0.9).disposition()).as("the time is over").isEqualTo(Disposition.RAISED);
    assertThat(rig.orders()).hasSize(2);
    assertThat(rig.orders().get(0).fields().has("order.predecessor")).isFalse();
  }

  @Test
  void whatTheCmmsDoesNotTakeBackIsFollowedInstead() {
    rig.documents(
        repeats("{ closed: reopen, closedWithin: P7D }")
            .replace("takesReopening: true", "takesReopening: false"));
    sees(0.9);
    WorkOrder closed = ends(OrderStatus.CLOSED, "PIT");
    FindingBook.State state = sees(0.9);
    assertThat(state.disposition()).isEqualTo(Disposition.RAISED);
    assertThat(state.reason()).contains("the CMMS of works takes it back", "follows it");
    WorkOrder next = rig.orders().get(0);
    assertThat(next.fields().text("order.predecessorReference"))
        .contains(closed.reference().value());
    assertThat(next.description()).contains("which was closed");
    assertThat(rig.orders().get(1).status()).isEqualTo(OrderStatus.CLOSED);
    assertThat(rig.updates).as("a closed order is left alone").isEmpty();
  }

  @Test
  void whatAPersonApprovesIsNotOpenedAgainByARule() {
    rig.documents(
        repeats("{ closed: reopen, closedWithin: P7D }")
            .replace("template: pit", "template: drafted"));
    sees(0.9);
    rig.orderDesk().approve(rig.orders().get(0).id(), ADA);
    ends(OrderStatus.CLOSED, "PIT");
    assertThat(sees(0.9).reason()).contains("a person approves such orders");
    assertThat(rig.orders().get(0).status()).isEqualTo(OrderStatus.DRAFT);
  }

  @Test
  void aFalseAlarmSilencesTheCauseForItsTimeUnlessItGetsGraver() {
    rig.documents(
        repeats("{ falseAlarm: { codes: [NOFAULT], cancelled: true, suppressFor: P1D } }"));
    sees(0.9);
    WorkOrder first = ends(OrderStatus.CLOSED, "NOFAULT");
    FindingBook.State silent = sees(0.9);
    assertThat(silent.disposition()).isEqualTo(Disposition.SUPPRESSED);
    assertThat(silent.reason()).contains(first.id(), "false alarm", "silent for 1 day");
    assertThat(sees(0.96).disposition()).as("major").isEqualTo(Disposition.RAISED);
    ends(OrderStatus.CANCELLED, "");
    assertThat(sees(0.96).disposition()).isEqualTo(Disposition.SUPPRESSED);
    after(Duration.ofDays(1));
    assertThat(sees(0.96).disposition()).isEqualTo(Disposition.RAISED);
    ends(OrderStatus.CLOSED, "PIT");
    assertThat(sees(0.9).disposition())
        .as("a repair is no false alarm")
        .isEqualTo(Disposition.RAISED);
  }

  @Test
  void anOrderThatIsClosedIsNotOpenedWhileAnotherStands() {
    rig.documents(repeats("{ closed: new-order }"));
    sees(0.9);
    WorkOrder closed = ends(OrderStatus.CLOSED, "PIT");
    sees(0.9);
    WorkOrder back =
        new WorkOrder(
            closed.id(),
            closed.cause(),
            closed.site(),
            closed.connector(),
            closed.type(),
            closed.priority(),
            OrderStatus.APPROVED,
            closed.title(),
            closed.description(),
            closed.raisedAt(),
            closed.occurrences(),
            closed.evidence(),
            closed.fields().toBuilder().put("order.reopenings", 1).build());
    assertThatThrownBy(
            () ->
                rig.store.commit(
                    unit -> {
                      unit.port(OrderBook.class).change(back, rig.now.get(), "by hand");
                      return null;
                    }))
        .hasMessageContaining("an order is open for screw-1|pitting|left");
  }

  /** Storms while people close: each finding counts once, whatever becomes of the orders. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ graver: matrix }",
        "{ closed: follow-up, closedWithin: P7D }",
        "{ closed: reopen, closedWithin: P7D }",
        "{ window: PT1S, afterwards: follow-up, closed: reopen, closedWithin: P7D }",
        "{ falseAlarm: { codes: [PIT], suppressFor: PT2S } }"
      })
  void closingInTheMidstOfAStormLosesAndDoublesNothing(String repeats) throws Exception {
    rig.documents(repeats(repeats));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      long frame = i;
      sent.add(
          threads.submit(
              () -> {
                rig.now.updateAndGet(at -> at.plusMillis(7));
                rig.intake.accept(look("s:" + frame, frame, "left", 0.9, 10));
              }));
    }
    OrderDesk desk = rig.orderDesk();
    int closures = 0;
    while (sent.stream().anyMatch(each -> !each.isDone())) {
      closures += closed(desk) ? 1 : 0;
      LockSupport.parkNanos(2_000_000);
    }
    for (Future<?> each : sent) {
      each.get();
    }
    threads.shutdown();
    rig.settle();
    assertThat(closures).isPositive();
    List<WorkOrder> orders = rig.allOrders();
    long counted = orders.stream().mapToLong(WorkOrder::occurrences).sum();
    assertThat(counted + rig.in(Disposition.SUPPRESSED)).isEqualTo(1200);
    assertThat(rig.in(Disposition.RAISED)).isEqualTo(orders.size());
    assertThat(orders.stream().filter(WorkOrder::stands).count()).isLessThanOrEqualTo(1);
    for (WorkOrder order : orders) {
      assertThat(rig.findingsOf(order)).as(order.id()).isEqualTo(order.occurrences());
    }
    assertThat(rig.journal("order.moved")).hasSize(closures);
    long reopened =
        orders.stream().mapToLong(o -> o.fields().whole("order.reopenings").orElse(0)).sum();
    assertThat(rig.journal("order.reopened")).hasSize((int) reopened);
    assertThat(replayed(Optional.empty())).isZero();
  }

  private boolean closed(OrderDesk desk) {
    List<WorkOrder> open = rig.orders().stream().filter(WorkOrder::stands).toList();
    if (open.isEmpty()) {
      return false;
    }
    desk.move(open.get(0).id(), OrderStatus.CLOSED, ADA, Optional.of("PIT"));
    return true;
  }

  /** A replay that begins late knows of orders that were closed before it. */
  @Test
  void aReplayDecidesRepeatsAsTheGatewayDid() throws Exception {
    rig.documents(
        repeats(
            "{ window: PT14H, closed: reopen, closedWithin: P2D, falseAlarm: { cancelled: true, suppressFor: P1D } }"));
    Instant middle = Instant.EPOCH;
    for (int i = 0; i < 40; i++) {
      sees(0.9);
      after(Duration.ofHours(7));
      if (i % 6 == 3) {
        ends(i % 12 == 3 ? OrderStatus.CLOSED : OrderStatus.CANCELLED, "PIT");
      }
      // Six hours after an order was cancelled, and no finding in between that would tell of it.
      middle = i == 34 ? rig.now.get() : middle;
    }
    assertThat(rig.journal("order.reopened")).isNotEmpty();
    assertThat(rig.journal("order.followed")).isNotEmpty();
    assertThat(rig.in(Disposition.SUPPRESSED)).isPositive();
    assertThat(replayed(Optional.empty())).isZero();
    assertThat(replayed(Optional.of(middle))).isZero();
  }

  private long replayed(Optional<Instant> from) throws Exception {
    StoreRecording recording = new StoreRecording(rig.store);
    Report report =
        Replay.run(
            recording,
            new Versions(recording, new SiteReader(PipelineRig.LANGUAGE)),
            new Request(
                from,
                Optional.empty(),
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                100_000),
            (moment, observations) -> {});
    Facts recorded = report.facts().facts("recorded").orElseThrow();
    assertThat(recorded.whole("equal").orElse(0) + report.unlike()).isPositive();
    return recorded.factsList("differences").stream()
        .filter(each -> !end(each, "before").equals(end(each, "after")))
        .count();
  }

  /** Without what a short warm-up cannot know: how often the cause was seen long ago. */
  private static List<Optional<String>> end(Facts difference, String side) {
    Facts told = difference.facts(side).orElse(Facts.empty());
    return List.of(told.text("disposition"), told.text("reason"), told.text("order"));
  }
}
