package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.SapDouble;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of delivery and of reading, kept with orders of SAP, and their own. */
class SapS4OrderContractTest extends ClosureContract {

  private Map<String, String> context = Map.of();

  @Override
  Plant plant(DoubleOptions options) {
    return new SapS4OrderPlant(options, context);
  }

  @Override
  String shown(String status) {
    return status.equals("PCNF") ? "confirmed" : "completed";
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("field.frozen", "MaintPriority");
  }

  private SapDouble sap() {
    return (SapDouble) plant.cmms();
  }

  private Delivery release(WorkOrder order) {
    return gateway.settled(order).others().stream()
        .filter(row -> row.purpose() == Purpose.RELEASE)
        .findFirst()
        .orElseThrow();
  }

  /** One notification and one order for it, each of which names the other. */
  private BookedOrder made(WorkOrder order) {
    assertThat(release(order).state()).as("%s", release(order)).isEqualTo(DeliveryState.DONE);
    BookedOrder notification = agrees(order);
    assertThat(sap().orders()).hasSize(1);
    BookedOrder made = sap().orders().get(0);
    assertThat(notification.fields()).containsEntry("MaintenanceOrder", made.number());
    assertThat(made.fields()).containsEntry("MaintenanceNotification", notification.number());
    return made;
  }

  @Test
  void anOrderIsMadeForTheNotificationWithAnOperationForEachTask() {
    WorkOrder order = with(order("wo-tasks"), "order.tasks", List.of("Look", "Grind the pit"));
    gateway.raise(with(order, "order.taskMinutes", List.of(5, 0)));
    BookedOrder made = made(order);
    assertThat(made.status()).isEqualTo("CRTD");
    assertThat(made.fields())
        .containsEntry("MaintenanceOrderType", "PM01")
        .containsEntry("MaintenanceOrderDesc", order.title())
        .containsEntry("Equipment", plant.asset())
        .containsEntry("MaintPriority", plant.priority(order.priority()));
    List<?> operations = (List<?>) made.fields().get("to_MaintenanceOrderOperation");
    assertThat(operations)
        .extracting(each -> ((Map<?, ?>) each).get("OperationDescription"))
        .isEqualTo(List.of("Look", "Grind the pit"));
    assertThat(operations)
        .extracting(each -> String.valueOf(((Map<?, ?>) each).get("MaintOrdOpWorkDurationUnit")))
        .containsExactly("MIN", "null");
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "TIMEOUT_AFTER_COMMIT",
        "SERVER_ERROR_AFTER_COMMIT",
        "SERVER_ERROR",
        "SILENT_204",
        "CLOSED_BEFORE_PROCESSING",
        "TOO_MANY_REQUESTS",
        "UNAVAILABLE",
        "PAGE_AFTER_COMMIT",
        "MANGLED_AFTER_COMMIT"
      })
  void aFaultWhereTheOrderIsMadeMakesNoSecondOne(FaultKind kind) {
    plant.faults().add(Fault.next(kind, 1).on(Operation.CREATE).after(1));
    WorkOrder order = order("wo-" + kind);
    gateway.raise(order);
    made(order);
    assertThat(plant.faults().hits()).isEqualTo(1);
    assertThat(gateway.health().workbench()).isZero();
  }

  @Test
  void anOrderThatAPlannerMadeForTheNotificationMeanwhileIsTheOrder() {
    plant.faults().add(Fault.every(FaultKind.UNAVAILABLE, 1).on(Operation.CREATE).after(1));
    WorkOrder order = order("wo-planner");
    gateway.raise(order);
    Until.is(() -> plant.faults().hits() > 0, gateway::health);
    BookedOrder notification = plant.books().byReference(order.reference().value()).get(0);
    sap().makeOrder(notification.number());
    plant.faults().clear();
    assertThat(made(order).fields()).doesNotContainKey("MaintenanceOrderDesc");
  }

  @Test
  void aRefusedOrderWaitsForAPersonWhileItsNotificationIsThere() {
    context = Map.of("orderType", "ZZ99");
    reopen(DoubleOptions.free());
    WorkOrder order = order("wo-refused");
    gateway.raise(order);
    assertThat(release(order).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(release(order).words()).contains("ZZ99");
    agrees(order);
    assertThat(sap().orders()).isEmpty();
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    assertThat(update(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(plant.priority(agrees(order))).isEqualTo(plant.priority(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "TIMEOUT_AFTER_COMMIT",
        "SERVER_ERROR_AFTER_COMMIT",
        "SERVER_ERROR",
        "SILENT_204",
        "CLOSED_BEFORE_PROCESSING"
      })
  void whereTheInstanceWishesItTheOrderIsReleasedOnce(FaultKind kind) {
    context = Map.of("release", "yes");
    reopen(DoubleOptions.free());
    plant.faults().add(Fault.next(kind, 1).on(Operation.STATUS));
    WorkOrder order = order("wo-" + kind);
    gateway.raise(order);
    BookedOrder made = made(order);
    assertThat(made.status()).isEqualTo("REL");
    assertThat(made.history()).hasSize(2);
    assertThat(plant.faults().hits()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"TIMEOUT_AFTER_COMMIT", "SERVER_ERROR", "SILENT_204", "CLOSED_BEFORE_PROCESSING"})
  void anUpdateReachesNotificationAndOrderThoughTheSecondIsDisturbed(FaultKind kind) {
    WorkOrder order = order("wo-" + kind, 4);
    gateway.raise(order);
    made(order);
    plant.faults().add(Fault.next(kind, 1).on(Operation.UPDATE).after(1));
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    assertThat(update(order).state()).as("%s", update(order)).isEqualTo(DeliveryState.DONE);
    assertThat(plant.priority(agrees(order))).isEqualTo("1");
    assertThat(made(order).fields()).containsEntry("MaintPriority", "1");
    assertThat(plant.faults().hits()).isEqualTo(1);
  }

  @Test
  void theTextOfTheOrderIsSentWhereTheInstanceSaysItsKind() {
    context = Map.of("longTextType", "AUFK", "textLanguage", "EN");
    reopen(DoubleOptions.free());
    WorkOrder order = order("wo-text");
    gateway.raise(order);
    assertThat(String.valueOf(made(order).fields().get("to_MaintenanceOrderLongText")))
        .contains(order.description());
  }
}
