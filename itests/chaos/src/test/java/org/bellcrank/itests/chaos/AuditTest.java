package org.bellcrank.itests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness sees what it is there to see: each kind of loss and doubling, planted by hand. */
class AuditTest {

  private static final Instant NOW = Instant.parse("2026-03-29T06:00:00Z");
  private static final Cause CAUSE = new Cause("spindle", "surface-fatigue", "bench/p000");

  @TempDir private Path folder;
  private JdbcStore store;
  private final Verdict verdict = new Verdict();

  @BeforeEach
  void open() {
    store = JdbcStore.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsAsItShouldBeBringsNoComplaint() {
    Finding finding = accepted("a");
    raised(finding, "wo-a");
    delivered("wo-a", "1001");
    judge(List.of(sent("a")), List.of(book("wo-a", "1001")));
    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.clean()).isTrue();
  }

  @Test
  void anAcknowledgedObservationThatIsNotStoredIsLost() {
    new Audit(store, verdict).observations(List.of(sent("a")));
    assertThat(verdict.lost()).isEqualTo(1);
  }

  @Test
  void anObservationNobodySentIsDoubled() {
    accepted("a");
    new Audit(store, verdict).observations(List.of());
    assertThat(verdict.doubled()).isEqualTo(1);
  }

  @Test
  void aFindingThatWasNeverDecidedIsLost() {
    accepted("a");
    new Audit(store, verdict).findings(List.of(sent("a")));
    assertThat(verdict.lost()).isEqualTo(1);
  }

  @Test
  void aFindingThatWasDecidedTwiceIsDoubled() {
    Finding finding = accepted("a");
    raised(finding, "wo-a");
    store.commit(
        unit -> {
          Facts again = Facts.with("to", "LOGGED").put("reason", "again").build();
          unit.append(NOW, "finding.disposed", finding.id(), again);
          return null;
        });
    new Audit(store, verdict).findings(List.of(sent("a")));
    assertThat(verdict.doubled()).isEqualTo(1);
    assertThat(verdict.wrong()).isEqualTo(1);
  }

  @Test
  void aCauseWithoutOrderIsLost() {
    OrderAudit audit = new OrderAudit(store, verdict);
    audit.causes(audit.orders(), List.of(sent("a")));
    assertThat(verdict.complaints()).singleElement().asString().contains("has no order");
  }

  @Test
  void anOrderThatCountsMoreThanItsFindingsIsWrong() {
    raised(accepted("a"), "wo-a", 2);
    OrderAudit audit = new OrderAudit(store, verdict);
    audit.causes(audit.orders(), List.of(sent("a")));
    assertThat(verdict.complaints()).singleElement().asString().contains("counts 2 findings");
  }

  @Test
  void anOrderThatIsTwiceInTheBooksIsDoubled() {
    raised(accepted("a"), "wo-a");
    delivered("wo-a", "1001");
    Facts twice =
        book("wo-a", "1001").toBuilder()
            .put("count", 2)
            .put("duplicates", Facts.with("REFERENCE", List.of("1001", "1002")).build())
            .build();
    judge(List.of(sent("a")), List.of(twice));
    assertThat(verdict.doubled()).isEqualTo(1);
    assertThat(verdict.wrong()).isEqualTo(1);
  }

  @Test
  void anOrderMissingInTheBooksIsLostAndOneUnderAnotherNumberIsWrong() {
    raised(accepted("a"), "wo-a");
    delivered("wo-a", "1001");
    judge(List.of(sent("a")), List.of(Facts.with("count", 1).build()));
    assertThat(verdict.lost()).isEqualTo(1);

    judge(List.of(sent("a")), List.of(book("wo-a", "1002")));
    assertThat(verdict.complaints()).last().asString().contains("known to us as '1001'");
  }

  @Test
  void aDeliveryThatIsNotDoneAndAPictureThatDidNotArriveAreWrong() {
    raised(accepted("a"), "wo-a");
    delivered("wo-a", "1001");
    store.commit(
        unit -> {
          unit.port(OutboxBook.class)
              .add(
                  Delivery.planned("dl-a", "wo-a", "cmms", Purpose.ATTACH, 1, NOW)
                      .withEvidence("0".repeat(64)));
          return null;
        });
    judge(List.of(sent("a")), List.of(book("wo-a", "1001")));
    assertThat(verdict.complaints()).anyMatch(words -> words.contains("is WAITING"));
    assertThat(verdict.complaints()).anyMatch(words -> words.contains("pictures sent"));
  }

  @Test
  void aCallWithoutReceiptAndAReceiptWithoutCallAreWrong() {
    step("delivery.intent", "dl-1");
    step("delivery.receipt", "dl-1");
    step("delivery.receipt", "dl-1");
    step("delivery.intent", "dl-2");
    step("delivery.intent", "dl-2");
    new StepAudit(store, verdict).read();
    assertThat(verdict.complaints())
        .hasSize(3)
        .anyMatch(words -> words.contains("has no intent"))
        .anyMatch(words -> words.contains("had its receipt"))
        .anyMatch(words -> words.contains("has no receipt"));
  }

  private void step(String kind, String delivery) {
    store.commit(
        unit -> {
          unit.append(NOW, kind, "wo-a", Facts.with("delivery", delivery).build());
          return null;
        });
  }

  private void judge(List<Sighting> sent, List<Facts> books) {
    Audit audit = new Audit(store, verdict);
    audit.observations(sent);
    audit.findings(sent);
    assertThat(audit.chain()).isPositive();
    OrderAudit orders = new OrderAudit(store, verdict);
    List<WorkOrder> ours = orders.orders();
    orders.causes(ours, sent);
    orders.books(ours, books);
    orders.raisedWithPicture(ours, sent);
  }

  private static Sighting sent(String id) {
    return new Sighting(
        id, "", List.of(new Sighting.Expected(id + "#0", CAUSE.key(), true, false)));
  }

  private Finding accepted(String id) {
    Inspection inspection =
        new Inspection(
            id,
            "test",
            new CaptureTime(NOW, CaptureTime.ClockQuality.SOURCE),
            0,
            0,
            List.of(
                new Detection(
                    CAUSE.identity(), "pitting", 0.9, Optional.empty(), Optional.empty())),
            Optional.empty(),
            List.of(),
            Map.of());
    new DurableIntake(store, Clock.systemUTC()).accept(inspection);
    return inspection.findings().get(0);
  }

  private void raised(Finding finding, String order) {
    raised(finding, order, 1);
  }

  private void raised(Finding finding, String order, long occurrences) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order(order, occurrences), NOW);
          unit.port(FindingBook.class)
              .open(
                  finding,
                  NOW,
                  new FindingBook.State(
                      Disposition.RAISED,
                      "sure",
                      Optional.of(order),
                      Optional.empty(),
                      Facts.empty()));
          return null;
        });
  }

  private static WorkOrder order(String id, long occurrences) {
    return new WorkOrder(
        id,
        CAUSE,
        "plant",
        "cmms",
        OrderType.CORRECTIVE,
        1,
        OrderStatus.DRAFT,
        "Wear",
        "Seen",
        NOW,
        occurrences,
        List.of(),
        Facts.empty());
  }

  private void delivered(String order, String number) {
    store.commit(
        unit -> {
          unit.port(OutboxBook.class)
              .add(
                  Delivery.planned("dl-" + order, order, "cmms", Purpose.CREATE, 1, NOW)
                      .withForeign(Optional.of(number), Optional.empty())
                      .withState(DeliveryState.DONE, ""));
          return null;
        });
  }

  private static Facts book(String order, String number) {
    return Facts.with("count", 1)
        .put("attachments", 0)
        .put(
            "orders",
            List.of(
                Facts.with("number", number)
                    .put("reference", order(order, 1).reference().value())
                    .put("attachments", List.of())
                    .build()))
        .build();
  }
}
