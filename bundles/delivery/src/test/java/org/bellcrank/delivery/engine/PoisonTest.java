package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad order, or one bad answer, never stops the others and never makes a second order. */
class PoisonTest extends EngineTest {

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 503})
  void anOrderThatIsTurnedAwayEachTimeLetsTheOthersPass(int status) {
    WorkOrder poison = raise("wo-poison", 1);
    cmms.instead =
        request ->
            request.query().contains(poison.reference().value()) ? answer(status, "{}") : null;
    List<WorkOrder> others = IntStream.range(0, 5).mapToObj(i -> raise("wo-" + i, 3)).toList();
    start(1);
    Until.is(() -> cmms.creates.get() == others.size(), engine::health);
    assertThat(row(poison).state()).isEqualTo(DeliveryState.WAITING);
    cmms.instead = request -> null;
    settled(poison);
    assertThat(row(poison).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void anOrderThatCannotBeWorkedOnLetsTheOthersPassAndIsPutToAPerson() {
    WorkOrder sample = SampleOrders.order("wo-poison", "cmms", 1);
    WorkOrder poison =
        raise(with(sample, sample.fields().toBuilder().put("finding.capturedAt", "noon").build()));
    WorkOrder good = raise("wo-good", 3);
    start(1);
    settled(good);
    assertThat(row(good).state()).isEqualTo(DeliveryState.DONE);
    settled(poison);
    Delivery row = row(poison);
    assertThat(row.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row.words()).contains("noon");
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void aSearchThatIsAnsweredWithAPageForPeopleDoesNotSayThatNothingIsThere() throws Exception {
    connector = connector(Map.of("answerTimeout: PT30S", "answerTimeout: PT1S"));
    cmms.lost = true;
    WorkOrder order = raise("wo-1", 2);
    cmms.instead =
        request ->
            request.method().equals("GET") && cmms.creates.get() > 0
                ? answer(200, "<html>Please sign in</html>")
                : null;
    start(1);
    Until.is(() -> engine.health().get(0).lastWords().contains("without JSON"), engine::health);
    assertThat(row(order).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(cmms.creates).hasValue(1);
    cmms.instead = request -> null;
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(1);
  }

  @Test
  void aSearchThatIsSentElsewherePausesTheInstanceAndRefusesNothing() {
    WorkOrder order = raise("wo-1", 2);
    cmms.instead = request -> answer(302, "");
    start(1);
    Until.is(() -> engine.health().get(0).breaker() == Breaker.CREDENTIAL, engine::health);
    assertThat(row(order).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(engine.health().get(0).lastWords()).contains("302");
    cmms.instead = request -> null;
    engine.resume("cmms");
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  /** Some proxies answer 503 when the connection broke behind them, after the request was read. */
  @Test
  void a503OnAChangeIsResolvedByReading() {
    cmms.afterCreate =
        () -> {
          cmms.afterCreate = () -> {};
          cmms.insteadOfAnswer = answer(503, "upstream connect error");
        };
    WorkOrder order = raise("wo-1", 2);
    start(1);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(1);
  }

  private static StepAnswer answer(int status, String body) {
    return new StepAnswer.Answered(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static WorkOrder with(WorkOrder order, Facts fields) {
    return new WorkOrder(
        order.id(),
        order.cause(),
        order.site(),
        order.connector(),
        order.type(),
        order.priority(),
        order.status(),
        order.title(),
        order.description(),
        order.raisedAt(),
        order.occurrences(),
        order.evidence(),
        fields);
  }
}
