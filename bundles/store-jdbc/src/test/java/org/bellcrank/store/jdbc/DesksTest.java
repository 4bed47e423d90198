package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.store.jdbc.PipelineRig.look;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.workorder.IllegalMoveException;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people decide: findings in review, mapping tasks, drafts. Books balance at each end. */
@Timeout(120)
class DesksTest {

  private static final Statement ADA = new Statement("Ada", "seen at the machine");
  private static final String ASK =
      """
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: ask, because: Somebody should look, when: "true", then: { review: { queue: supervisor, template: pit } } }
      """;
  private static final String DRAFT =
      """
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: all, when: "true", then: { raise: { template: drafted } } }
      """;

  @TempDir Path folder;
  private PipelineRig rig;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whatWaitsIsListedWithItsQueueAndProposedOrder() {
    seen(ASK, "left", "right");
    List<FindingBook.Row> pending = rig.reviews().pending(0, 10);
    assertThat(pending).extracting(row -> row.finding().id()).containsExactly("c:1#0", "c:0#0");
    assertThat(pending.get(0).state().why().text("queue")).contains("supervisor");
    assertThat(pending.get(0).state().why().text("template")).contains("pit");
    assertThat(rig.reviews().pending(pending.get(0).sequence(), 10)).hasSize(1);
  }

  @Test
  void anAcceptedFindingBecomesAnOrderThatNamesWhoAndWhy() {
    seen(ASK, "left");
    ReviewDesk.Accepted accepted = rig.reviews().accept("c:0#0", by(ADA, false));
    assertThat(accepted.joined()).isFalse();
    WorkOrder order = rig.orders().get(0);
    assertThat(order.id()).isEqualTo(accepted.order());
    assertThat(order.status()).isEqualTo(OrderStatus.APPROVED);
    assertThat(order.fields().text("order.approvedBy")).contains("Ada");
    assertThat(order.fields().whole("finding.count30d")).as("counted once").hasValue(1);
    assertThat(rig.delivered).containsExactly(order.id());
    FindingBook.State state = rig.finding("c:0#0").state();
    assertThat(state.disposition()).isEqualTo(Disposition.RAISED);
    assertThat(state.order()).contains(order.id());
    assertThat(state.reason()).isEqualTo("accepted by Ada: seen at the machine");
    assertThat(state.why().facts("review"))
        .contains(Facts.with("who", "Ada").put("why", "seen at the machine").build());
    Facts entry = rig.journal("review.accepted").get(0).facts();
    assertThat(entry.values())
        .containsEntry("who", "Ada")
        .containsEntry("why", "seen at the machine")
        .containsEntry("order", order.id())
        .containsEntry("template", "pit");
    rig.settle();
  }

  @Test
  void aDismissedFindingIsFinalAndNamesWhoAndWhy() {
    seen(ASK, "left");
    assertThat(rig.reviews().dismiss("c:0#0", new Statement("Ada", "oil, no pit"), false))
        .isEqualTo(1);
    FindingBook.State state = rig.finding("c:0#0").state();
    assertThat(state.disposition()).isEqualTo(Disposition.DISMISSED);
    assertThat(state.reason()).isEqualTo("dismissed by Ada: oil, no pit");
    assertThat(state.why().text("queue")).as("why it waited stays").contains("supervisor");
    assertThat(rig.journal("review.dismissed").get(0).facts().text("who")).contains("Ada");
    assertThat(rig.in(Disposition.DISMISSED)).isEqualTo(1);
    assertThat(rig.orders()).isEmpty();
    assertThatThrownBy(() -> rig.reviews().accept("c:0#0", by(ADA, false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("c:0#0 is DISMISSED")
        .hasMessageContaining("oil, no pit");
  }

  @Test
  void whatIsAlikeMayGoWithIt() {
    seen(ASK, "left", "right", "left", "left", "right");
    ReviewDesk.Accepted accepted = rig.reviews().accept("c:2#0", by(ADA, true));
    assertThat(accepted.findings()).isEqualTo(3);
    assertThat(rig.orders()).singleElement().extracting(WorkOrder::occurrences).isEqualTo(3L);
    assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
    assertThat(rig.in(Disposition.MERGED)).isEqualTo(2);
    assertThat(rig.reviews().dismiss("c:1#0", ADA, true)).isEqualTo(2);
    assertThat(rig.reviews().pending(0, 10)).isEmpty();
    rig.settle();
  }

  @Test
  void anAcceptedFindingJoinsTheOrderThatIsOpenForItsCause() {
    seen(ASK, "left", "left");
    String order = rig.reviews().accept("c:0#0", by(ADA, false)).order();
    ReviewDesk.Accepted second = rig.reviews().accept("c:1#0", by(ADA, false));
    assertThat(second.joined()).isTrue();
    assertThat(second.order()).isEqualTo(order);
    assertThat(rig.orders()).singleElement().extracting(WorkOrder::occurrences).isEqualTo(2L);
  }

  @Test
  void aMappingTaskBecomesAnOrderOnTheAssetThatThePersonNames() {
    seen(ASK, "nowhere");
    ReviewDesk desk = rig.reviews();
    assertThatThrownBy(() -> desk.accept("c:0#0", acceptance("pit", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given asset none")
        .hasMessageContaining("point 'nowhere'");
    assertThatThrownBy(() -> desk.accept("c:0#0", acceptance("pit", "screw-9")))
        .hasMessageContaining("given asset 'screw-9'");
    assertThatThrownBy(() -> desk.accept("c:0#0", acceptance(null, "screw-2")))
        .hasMessageContaining("given template none")
        .hasMessageContaining("[by-class, drafted, look, pit, planned]");
    assertThat(rig.finding("c:0#0").state().disposition()).isEqualTo(Disposition.IN_REVIEW);
    assertThat(rig.orders()).isEmpty();

    desk.accept("c:0#0", acceptance("pit", "screw-2"));
    WorkOrder order = rig.orders().get(0);
    assertThat(order.cause().key()).isEqualTo("screw-2|pitting|nowhere");
    assertThat(order.fields().text("asset.path")).contains("Works / Screw 2");
    assertThat(order.fields().whole("finding.count30d")).hasValue(1);
    rig.settle();
  }

  @Test
  void aDocumentedPlaceIsNotOverruled() {
    seen(ASK, "left");
    assertThatThrownBy(() -> rig.reviews().accept("c:0#0", acceptance("pit", "screw-2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given asset 'screw-2'; allowed 'screw-1'");
  }

  @Test
  void ofManyPeopleWhoDecideTheSameOneIsHeard() throws Exception {
    seen(ASK, "left");
    ExecutorService people = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> calls =
        java.util.stream.IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(n -> () -> decided(n))
            .toList();
    int heard = 0;
    for (Future<Boolean> each : people.invokeAll(calls)) {
      heard += each.get() ? 1 : 0;
    }
    people.shutdown();
    assertThat(heard).isEqualTo(1);
    rig.settle();
  }

  private boolean decided(int person) {
    try {
      if (person % 2 == 0) {
        rig.reviews().accept("c:0#0", by(new Statement("person " + person, "yes"), false));
      } else {
        rig.reviews().dismiss("c:0#0", new Statement("person " + person, "no"), false);
      }
      return true;
    } catch (IllegalStateException late) {
      return false;
    }
  }

  @Test
  void aDecisionWithoutNameOrReasonIsRefused() {
    assertThatThrownBy(() -> new Statement(" ", "x")).hasMessageContaining("given who ' '");
    assertThatThrownBy(() -> new Statement("Ada\nBob", "x")).hasMessageContaining("one line");
    assertThatThrownBy(() -> new Statement("Ada", "")).hasMessageContaining("0 characters");
    seen(ASK);
    assertThatThrownBy(() -> rig.reviews().dismiss("c:9#0", ADA, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given finding 'c:9#0'");
  }

  // WOT-13
  @Test
  void whereAPersonMustApproveNothingLeavesBeforeAndTheOrderGoesItsWay() {
    seen(DRAFT, "left", "left");
    WorkOrder draft = rig.orders().get(0);
    assertThat(draft.status()).isEqualTo(OrderStatus.DRAFT);
    assertThat(draft.occurrences()).as("repeats join a draft").isEqualTo(2);
    assertThat(rig.delivered).isEmpty();
    assertThatThrownBy(() -> move(draft, OrderStatus.IN_PROGRESS))
        .isInstanceOf(IllegalMoveException.class)
        .hasMessageContaining("is DRAFT: given IN_PROGRESS; allowed APPROVED, CANCELLED");

    rig.orderDesk().approve(draft.id(), ADA);
    assertThat(rig.delivered).containsExactly(draft.id());
    assertThatThrownBy(() -> rig.orderDesk().approve(draft.id(), ADA))
        .isInstanceOf(IllegalMoveException.class);
    move(draft, OrderStatus.ASSIGNED);
    move(draft, OrderStatus.IN_PROGRESS);
    assertThatThrownBy(() -> move(draft, OrderStatus.CLOSED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given no failure code");
    rig.orderDesk().move(draft.id(), OrderStatus.CLOSED, ADA, Optional.of("PITTING"));
    WorkOrder closed = rig.orders().get(0);
    assertThat(closed.status()).isEqualTo(OrderStatus.CLOSED);
    assertThat(closed.fields().text("order.failureCode")).contains("PITTING");
    assertThat(closed.fields().text("order.approvedBy")).contains("Ada");
    assertThat(rig.journal("order.moved"))
        .extracting(entry -> entry.facts().requireText("to"))
        .containsExactly("APPROVED", "ASSIGNED", "IN_PROGRESS", "CLOSED");
    assertThat(rig.delivered).as("delivered once").hasSize(1);

    rig.intake.accept(look("c:9", 9, "left", 0.9, 10));
    rig.settle();
    assertThat(rig.orders()).as("the cause is free again").hasSize(2);
  }

  @Test
  void anOrderOfARuleIsApprovedByIt() {
    seen(PipelineRig.RAISE_ALL, "left");
    WorkOrder order = rig.orders().get(0);
    assertThat(order.status()).isEqualTo(OrderStatus.APPROVED);
    assertThat(order.fields().text("order.approvedBy")).contains("rule all");
  }

  @Test
  void theStoreItselfRefusesAnIllegalMove() {
    seen(PipelineRig.RAISE_ALL, "left");
    WorkOrder approved = rig.orders().get(0);
    WorkOrder closed = approved.moved(OrderStatus.CLOSED);
    keep(closed);
    assertThatThrownBy(() -> keep(approved))
        .isInstanceOf(IllegalMoveException.class)
        .hasMessageContaining("is CLOSED: given APPROVED; allowed nothing");
    assertThat(rig.orders().get(0)).isEqualTo(closed);
    assertThatThrownBy(() -> keep(sketch("wo-0000000000000000", approved)))
        .hasMessageContaining("no order has the id");
  }

  private static WorkOrder sketch(String id, WorkOrder like) {
    return new WorkOrder(
        id,
        like.cause(),
        like.site(),
        like.connector(),
        like.type(),
        like.priority(),
        like.status(),
        like.title(),
        like.description(),
        like.raisedAt(),
        like.occurrences(),
        like.evidence(),
        like.fields());
  }

  private void keep(WorkOrder order) {
    rig.store.commit(
        unit -> {
          unit.port(OrderBook.class).change(order, PipelineRig.START, "a test");
          return null;
        });
  }

  private WorkOrder move(WorkOrder order, OrderStatus next) {
    return rig.orderDesk().move(order.id(), next, ADA, Optional.empty());
  }

  private static ReviewDesk.Acceptance by(Statement who, boolean alike) {
    return new ReviewDesk.Acceptance(who, Optional.empty(), Optional.empty(), alike);
  }

  private static ReviewDesk.Acceptance acceptance(String template, String asset) {
    return new ReviewDesk.Acceptance(
        ADA, Optional.ofNullable(template), Optional.ofNullable(asset), false);
  }

  private void seen(String rules, String... points) {
    rig.documents(rules);
    for (int i = 0; i < points.length; i++) {
      rig.intake.accept(look("c:" + i, i, points[i], 0.6, 10));
    }
    rig.settle();
  }
}
