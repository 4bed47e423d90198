package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** Parts of an order in its body, against a CMMS that knows some of them. */
class PartsInBodyTest extends PartsBench {

  @Test
  void aListThatIsRefusedIsLeftOutOfTheOrderAndNothingComesTwice() throws Exception {
    connector = inBody(20);
    WorkOrder order = raise("7014C", "NOT-THERE");
    start();
    arrived(order);
    assertThat(numbers()).isEmpty();
    assertThat(cmms.made("create")).isEqualTo(2);
    assertThat(told(order)).containsExactly("all parts: no part NOT-THERE");
  }

  @Test
  void aListThatIsTakenArrivesWithTheOrder() throws Exception {
    connector = inBody(20);
    WorkOrder order = raise("7014C", "G-1");
    start();
    arrived(order);
    assertThat(numbers()).containsExactly("7014C", "G-1");
    assertThat(cmms.made("create")).isEqualTo(1);
    assertThat(told(order)).isEmpty();
  }

  @Test
  void aNumberThatDoesNotFitIsNotCutAndHoldsNothingBack() throws Exception {
    connector = inBody(4);
    WorkOrder order = raise("7014C");
    start();
    arrived(order);
    assertThat(numbers()).isEmpty();
    assertThat(cmms.made("create")).isEqualTo(1);
    assertThat(told(order)).singleElement().asString().contains("/parts/*/number", "7014C");
  }

  @Test
  void whatIsRefusedForAnotherReasonWaitsForAPersonAndTakesItsPartsAlongThen() throws Exception {
    connector = inBody(20);
    AtomicBoolean closed = new AtomicBoolean(true);
    cmms.instead =
        request ->
            closed.get() && request.method().equals("POST")
                ? new StepAnswer.Answered(422, Map.of(), "{\"message\":\"closed\"}".getBytes())
                : null;
    WorkOrder order = raise("7014C");
    start();
    until(order, Purpose.CREATE, DeliveryState.REFUSED);
    assertThat(row(order, Purpose.CREATE).words()).isEqualTo("closed");
    closed.set(false);
    engine.retry(row(order, Purpose.CREATE).id(), "planner");
    arrived(order);
    assertThat(numbers()).containsExactly("7014C");
    assertThat(told(order)).isEmpty();
  }

  private static StepAnswer refused(String words) {
    String body = "{\"message\":\"%s\"}".formatted(words);
    return new StepAnswer.Answered(422, Map.of(), body.getBytes());
  }

  /** An order that is there without its parts, whose reading a person has to look at. */
  private WorkOrder withoutPartsAndRefusedLater(AtomicBoolean closed) throws Exception {
    connector = inBody(20);
    cmms.instead =
        request ->
            closed.get()
                    && (request.method().equals("POST")
                        ? new String(request.body()).contains("7014C")
                        : request.path().endsWith("/S-1"))
                ? refused("closed")
                : null;
    WorkOrder order = raise("7014C");
    start();
    until(order, Purpose.CREATE, DeliveryState.REFUSED);
    assertThat(told(order)).containsExactly("all parts: closed");
    closed.set(false);
    return order;
  }

  @Test
  void aRetryOfALaterStepDoesNotForgetWhatWasLeftOut() throws Exception {
    WorkOrder order = withoutPartsAndRefusedLater(new AtomicBoolean(true));
    engine.retry(row(order, Purpose.CREATE).id(), "planner");
    arrived(order);
    assertThat(cmms.made("create")).isEqualTo(1);
    assertThat(numbers()).isEmpty();
    assertThat(told(order)).containsExactly("all parts: closed");
    assertThat(engine.of(order.id()).orElseThrow().leftOut()).isEqualTo(told(order));
  }

  @Test
  void aRetryThatBringsTheListTakesBackThatItWasLeftOut() throws Exception {
    WorkOrder order = withoutPartsAndRefusedLater(new AtomicBoolean(true));
    cmms.orders.clear();
    engine.retry(row(order, Purpose.CREATE).id(), "planner");
    arrived(order);
    assertThat(numbers()).containsExactly("7014C");
    assertThat(engine.of(order.id()).orElseThrow().leftOut()).isEmpty();
  }

  @Test
  void aBodyWithoutItsListWhoseAnswerIsLostIsToldWhenItIsFound() throws Exception {
    connector = inBody(20);
    AtomicInteger creates = new AtomicInteger();
    cmms.onItsWay =
        request ->
            request.method().equals("POST")
                    && request.path().equals("/orders")
                    && creates.incrementAndGet() == 2
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("NOT-THERE");
    start();
    arrived(order);
    assertThat(cmms.made("create")).isEqualTo(2);
    assertThat(told(order)).containsExactly("all parts: no part NOT-THERE");
  }

  @Test
  void aBodyWithoutItsListThatAPersonSaysIsThereIsTold() throws Exception {
    connector =
        connector(
            Map.of(
                "deliveryClass: searchable",
                "deliveryClass: confirmed",
                "[find, create, read-back]",
                "[create]",
                NO_CHILD,
                "[add-task]",
                "[look-at-release, release, read-release]",
                "[release]",
                "[look-at-commit, commit, read-commit]",
                "[commit]"),
            "  - { to: /parts/*/number, each: parts, from: item.number, type: text, max: 20 }\n");
    AtomicInteger creates = new AtomicInteger();
    cmms.onItsWay =
        request ->
            request.path().equals("/orders") && creates.incrementAndGet() == 2
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("NOT-THERE");
    start();
    until(order, Purpose.CREATE, DeliveryState.UNSURE);
    assertThat(told(order)).isEmpty();
    engine.adopt(row(order, Purpose.CREATE).id(), "S-1", "planner", true);
    assertThat(told(order)).containsExactly("all parts: no part NOT-THERE");
    assertThat(engine.of(order.id()).orElseThrow().leftOut()).isEqualTo(told(order));
  }
}
