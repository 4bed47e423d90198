package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Entry;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** Changes of which nobody knows whether they were made: read, not repeated, and never for ever. */
class DoubtTest extends EngineTest {

  @Test
  void anOrderThatGrowsWhileItsUpdateIsUnderWayEndsUpAsItIsNow() {
    WorkOrder order = raise("wo-1", 4);
    start(2);
    allSettled(order);
    AtomicBoolean once = new AtomicBoolean();
    cmms.afterUpdate =
        () -> {
          if (once.compareAndSet(false, true)) {
            grow(SampleOrders.order("wo-1", "cmms", 1));
          }
        };
    grow(SampleOrders.order("wo-1", "cmms", 3));
    allSettled(order);
    assertThat(rows(order)).hasSize(3).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.only().whole("priority")).hasValue(1);
    assertThat(cmms.updates).hasValue(2);
  }

  /** A CMMS that remembers numbers would take the newer content for a repeat of the older. */
  @Test
  void anUpdateInDoubtGoesOutUnderANewNumberWhenItsOrderChangedMeanwhile() {
    WorkOrder order = raise("wo-1", 4);
    start(2);
    allSettled(order);
    AtomicBoolean once = new AtomicBoolean();
    cmms.instead =
        request -> {
          if (request.method().equals("PUT") && once.compareAndSet(false, true)) {
            grow(SampleOrders.order("wo-1", "cmms", 2));
            return new StepAnswer.Unknown("no answer");
          }
          return null;
        };
    grow(SampleOrders.order("wo-1", "cmms", 3));
    allSettled(order);
    Delivery update =
        rows(order).stream().filter(each -> each.purpose() == Purpose.UPDATE).findFirst().get();
    assertThat(update.state()).isEqualTo(DeliveryState.DONE);
    assertThat(update.variables().whole(Walk.ROUND)).hasValue(1);
    assertThat(cmms.only().whole("priority")).hasValue(2);
  }

  /** Under its number a change that is still on its way is taken once, whichever comes first. */
  @Test
  void anUpdateInDoubtKeepsItsNumberWhileItSaysTheSame() {
    WorkOrder order = raise("wo-1", 4);
    start(2);
    allSettled(order);
    AtomicBoolean once = new AtomicBoolean();
    cmms.instead =
        request ->
            request.method().equals("PUT") && once.compareAndSet(false, true)
                ? new StepAnswer.Unknown("no answer")
                : null;
    grow(SampleOrders.order("wo-1", "cmms", 3));
    allSettled(order);
    Delivery update = row(order, Purpose.UPDATE);
    assertThat(update.state()).isEqualTo(DeliveryState.DONE);
    assertThat(update.variables().whole(Walk.ROUND)).isEmpty();
    assertThat(cmms.only().whole("priority")).hasValue(3);
  }

  /** One that is not found so long may yet come: sent again it would be there twice. */
  @Test
  void anOrderThatMayStillBeTakenIsSentAgainOnlyWhenThatTimeIsOver() {
    Duration mayStill = Duration.ofSeconds(1);
    AtomicBoolean once = new AtomicBoolean();
    cmms.instead =
        request ->
            request.method().equals("POST") && once.compareAndSet(false, true)
                ? new StepAnswer.Unknown("left under way", mayStill)
                : null;
    WorkOrder order = raise("wo-1", 2);
    start(2);
    settled(order);
    List<StepTrace> creates =
        engine.of(order.id()).orElseThrow().steps().stream()
            .filter(step -> step.step().equals("create"))
            .toList();
    assertThat(creates).hasSize(2);
    assertThat(
            Duration.between(creates.get(0).receiptAt().orElseThrow(), creates.get(1).intentAt()))
        .isGreaterThanOrEqualTo(mayStill);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void whatTheOtherSideSwallowsEachTimeThoughItAnswersSearchesIsPutToAPerson() {
    cmms.swallows = true;
    WorkOrder order = raise("wo-1", 2);
    start(2);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(order).words()).contains("tried 6 times").contains("no answer");
    assertThat(cmms.creates).hasValue(6);
  }

  @Test
  void aRefusedPictureThatAPersonSendsAgainIsStillThatPicture() {
    EvidenceReference picture = evidence.keep(new byte[] {1, 2, 3}, "image/tiff");
    WorkOrder order = raise(SampleOrders.order("wo-1", "cmms", picture));
    start(2);
    allSettled(order);
    Delivery refused = row(order, Purpose.ATTACH);
    assertThat(refused.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(refused.words()).contains("image/tiff");
    engine.retry(refused.id(), "planner");
    allSettled(order);
    assertThat(row(order, Purpose.ATTACH).words()).isEqualTo(refused.words());
  }

  @Test
  void aChangeThatAPersonSendsAgainIsLookedForFirst() throws Exception {
    connector = connector(Map.of("attempts: 5", "attempts: 0"));
    WorkOrder order = raise("wo-1", 4);
    start(2);
    allSettled(order);
    cmms.frozen = true;
    grow(SampleOrders.order("wo-1", "cmms", 1));
    allSettled(order);
    Delivery refused = row(order, Purpose.UPDATE);
    assertThat(refused.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(refused.words()).contains("/priority: sent 1, shows 4");
    assertThat(notes(order)).anySatisfy(words -> assertThat(words).contains("shows 4"));
    cmms.frozen = false;
    cmms.byHand("priority", 1);
    int before = cmms.updates.get();
    engine.retry(refused.id(), "planner");
    allSettled(order);
    assertThat(row(order, Purpose.UPDATE).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.updates).hasValue(before);
  }

  private List<String> notes(WorkOrder order) {
    return store.about(order.id()).stream()
        .filter(entry -> entry.kind().equals("delivery.receipt"))
        .map(Entry::facts)
        .map(facts -> facts.text("words"))
        .flatMap(Optional::stream)
        .toList();
  }
}
