package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.connector.Connector.DeliveryClass;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each class of connectors is shown and keeps what it promises when a create's answer is lost. */
class DeliveryClassTest {

  /** The shipped folder as it would be for a CMMS that cannot be searched. */
  private static final Map<String, String> UNSEARCHABLE =
      Map.of(
          "deliveryClass: searchable",
          "deliveryClass: confirmed",
          "create: [find, create, read-back]",
          "create: [create, read-back]");

  @TempDir Path folder;

  static Stream<Arguments> classes() {
    return Stream.of(
        Arguments.of("maximo", DeliveryClass.NATIVE, Map.of()),
        Arguments.of("custom-rest", DeliveryClass.SEARCHABLE, Map.of()),
        Arguments.of("custom-rest", DeliveryClass.CONFIRMED, UNSEARCHABLE));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("classes")
  void aLostAnswerIsTreatedAsTheClassPromises(
      String kind, DeliveryClass promised, Map<String, String> replaced) {
    DoubleOptions options = DoubleOptions.free();
    try (Plant plant =
            kind.equals("maximo") ? new MaximoPlant(options) : new CustomRestPlant(options);
        Gateway gateway = new Gateway(plant, folder, replaced)) {
      assertThat(gateway.health().deliveryClass()).contains(promised);
      plant.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1).on(Operation.CREATE));
      WorkOrder order =
          DeliveryContract.with(
              SampleOrders.order("wo-1", Gateway.INSTANCE, 2), "asset.foreignId", plant.asset());
      gateway.raise(order);
      if (promised == DeliveryClass.CONFIRMED) {
        asks(plant, gateway, order);
      }
      OrderDelivery delivery = gateway.settled(order);
      assertThat(delivery.create().state()).as("%s", delivery).isEqualTo(DeliveryState.DONE);
      assertThat(sent(delivery, "create")).isEqualTo(1);
      assertThat(sent(delivery, "find")).isEqualTo(promised == DeliveryClass.CONFIRMED ? 0 : 2);
      assertThat(plant.books().byReference(order.reference().value())).hasSize(1);
      assertThat(plant.books().duplicates()).isEmpty();
    }
  }

  /** Neither time nor a restart nor a person's hurry sends it again; a person's word ends it. */
  private static void asks(Plant plant, Gateway gateway, WorkOrder order) {
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.UNSURE);
    gateway.engine().resume(Gateway.INSTANCE);
    gateway.stop();
    gateway.start();
    WorkOrder other =
        DeliveryContract.with(
            SampleOrders.order("wo-2", Gateway.INSTANCE, 2), "asset.foreignId", plant.asset());
    gateway.raise(other);
    assertThat(gateway.settled(other).create().state())
        .as("others flow")
        .isEqualTo(DeliveryState.DONE);
    Until.is(() -> gateway.health().workbench() == 1, gateway::health);
    OrderDelivery asked = gateway.settled(order);
    assertThat(asked.create().state()).isEqualTo(DeliveryState.UNSURE);
    assertThat(sent(asked, "create")).isEqualTo(1);
    String number = plant.books().byReference(order.reference().value()).get(0).number();
    gateway.engine().adopt(asked.create().id(), number, "planner", true);
    assertThat(gateway.settled(order).create().foreignId()).contains(number);
  }

  private static long sent(OrderDelivery delivery, String step) {
    return delivery.steps().stream().map(StepTrace::step).filter(step::equals).count();
  }
}
