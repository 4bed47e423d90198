package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person deletes in the CMMS what a row belongs to: its lists are gone, nobody else's are. */
class GoneTest extends EngineTest {

  private static final StepAnswer NOT_FOUND = new StepAnswer.Answered(404, Map.of(), new byte[0]);

  @BeforeEach
  void impatient() throws Exception {
    connector =
        connector(Map.of("patience: PT10M", "patience: PT0.2S", "attempts: 5", "attempts: 2"));
  }

  @Test
  void aPictureOfADeletedOrderIsPutToAPersonAndOrdersFlowMeanwhile() {
    cmms.instead = request -> request.path().endsWith("/1/attachments") ? NOT_FOUND : null;
    WorkOrder deleted = pictured(0);
    start(2);
    Until.is(() -> picture(deleted).attempt() > 1, () -> rows(deleted));
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);

    List<WorkOrder> others = IntStream.range(1, 5).mapToObj(this::pictured).toList();
    others.forEach(this::allSettled);
    assertThat(others).flatMap(this::rows).allMatch(row -> row.state() == DeliveryState.DONE);
    allSettled(deleted);
    assertThat(picture(deleted).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(picture(deleted).words()).contains("answered 404", "is what it belongs to there");
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
  }

  @ParameterizedTest
  @EnumSource(value = Purpose.class, mode = EnumSource.Mode.EXCLUDE, names = "CREATE")
  void aListThatIsMissingIsTheTroubleOfTheRowAlone(Purpose purpose) {
    assertThat(scope(purpose, "find-attachment")).isEqualTo(Scope.DELIVERY);
  }

  @Test
  void theListOfAllOrdersThatIsMissingIsTheTroubleOfAll() {
    assertThat(scope(Purpose.CREATE, "find")).isEqualTo(Scope.INSTANCE);
    assertThat(scope(Purpose.CREATE, "find-attachment")).isEqualTo(Scope.DELIVERY);
  }

  private Scope scope(Purpose purpose, String step) {
    WorkOrder order = SampleOrders.order("wo-1", "cmms");
    Delivery row = Delivery.planned("dl-1", order.id(), "cmms", purpose, 2, SampleOrders.RAISED);
    Draft.Send sent =
        new Draft.Send(
            row, order, connector.recipe().steps().get(step), null, "", Map.of(), Facts.empty());
    Receipt receipt = new Answers(clock).receipt(connector, sent, NOT_FOUND);
    return ((Receipt.Unreachable) receipt).scope();
  }

  private WorkOrder pictured(int number) {
    return raise(
        SampleOrders.order(
            "wo-" + number, "cmms", 3, evidence.keep(new byte[] {(byte) number}, "image/jpeg")));
  }

  private Delivery picture(WorkOrder order) {
    return rows(order).stream()
        .filter(row -> row.purpose() == Purpose.ATTACH)
        .findFirst()
        .orElseGet(() -> row(order));
  }
}
