package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A CMMS that says 200 to everything and puts what is wrong into the answer. */
class ErrorsInAnswersTest extends EngineTest {

  private static final String RULES =
      """
      answers:
        - { status: "2xx", at: /error/code, equals: "1100", means: busy, pause: { at: /error/object/wait, as: millis } }
        - { status: "2xx", at: /error/leg, equals: RESPONSE_PACK, means: uncertain }
        - { status: "2xx", at: /error/code, means: refused }
      """;

  private final List<Long> creates = new CopyOnWriteArrayList<>();

  @BeforeEach
  void rules() throws Exception {
    connector =
        connector(
            Map.of("answers:\n", RULES, "words: [/errors/0/message,", "words: [/error/message,"));
  }

  @Test
  void anErrorUnder200IsARefusalInTheVendorsWords() {
    firstCreateGets("{\"error\":{\"code\":7,\"leg\":\"PROCESS\",\"message\":\"no such site\"}}");
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(order).words()).isEqualTo("no such site");
    assertThat(cmms.creates).hasValue(0);
  }

  @Test
  void theFirstRuleThatFitsCountsSoAnErrorBehindTheWorkIsLookedFor() {
    firstCreateGets("{\"error\":{\"code\":7,\"leg\":\"RESPONSE_PACK\",\"message\":\"oops\"}}");
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(1);
    assertThat(creates).hasSize(2);
  }

  @Test
  void aTextThatLooksLikeAnErrorIsNone() {
    WorkOrder order =
        raise(
            withTitle(
                SampleOrders.order("wo-1", "cmms", 2), "\"error\":{\"code\":7} on the display"));
    start(1);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void thePauseThatTheAnswerAsksForHoldsTheWholeInstance() {
    firstCreateGets("{\"error\":{\"code\":1100,\"message\":\"slow\",\"object\":{\"wait\":1200}}}");
    WorkOrder order = raise("wo-1", 2);
    start(1);
    Until.is(() -> engine.health().get(0).breaker() == Breaker.OPEN, engine::health);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(creates).hasSize(2);
    assertThat(TimeUnit.NANOSECONDS.toMillis(creates.get(1) - creates.get(0)))
        .isGreaterThanOrEqualTo(1200);
  }

  @Test
  void withoutANumberThereTheOwnPausesCount() {
    firstCreateGets("{\"error\":{\"code\":1100,\"object\":{\"wait\":\"a while\"}}}");
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(TimeUnit.NANOSECONDS.toMillis(creates.get(1) - creates.get(0))).isLessThan(1200);
  }

  @Test
  void aStepThatLacksWhatItNeedsIsNotSentAndTheNameIsTold() throws Exception {
    connector =
        connector(Map.of("  create:\n", "  create:\n    needs: [order.title, asset.location]\n"));
    cmms.instead = counted(request -> null);
    WorkOrder sample = SampleOrders.order("wo-1", "cmms", 2);
    Facts.Builder fields = Facts.builder();
    sample
        .fields()
        .values()
        .forEach((name, value) -> fields.put(name, name.equals("asset.location") ? null : value));
    WorkOrder order = raise(copy(sample, sample.title(), fields.build()));
    start(1);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(order).words())
        .isEqualTo(
            "The request of step create needs asset.location, which is not known."
                + " The order was not sent.");
    assertThat(creates).isEmpty();
  }

  private void firstCreateGets(String body) {
    cmms.instead =
        counted(
            request ->
                creates.size() > 1
                    ? null
                    : new StepAnswer.Answered(
                        200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  private Function<StepRequest, StepAnswer> counted(Function<StepRequest, StepAnswer> create) {
    return request -> {
      if (!request.method().equals("POST") || request.path().endsWith("/attachments")) {
        return null;
      }
      creates.add(System.nanoTime());
      return create.apply(request);
    };
  }

  private static WorkOrder withTitle(WorkOrder order, String title) {
    return copy(order, title, order.fields());
  }

  private static WorkOrder copy(WorkOrder order, String title, Facts fields) {
    return new WorkOrder(
        order.id(),
        order.cause(),
        order.site(),
        order.connector(),
        order.type(),
        order.priority(),
        order.status(),
        title,
        order.description(),
        order.raisedAt(),
        order.occurrences(),
        order.evidence(),
        fields);
  }
}
