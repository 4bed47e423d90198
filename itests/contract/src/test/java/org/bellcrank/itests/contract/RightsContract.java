package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.connector.Right;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connector promises when its user may not do everything. */
abstract class RightsContract extends DeliveryContract {

  private void withhold(Operation operation) {
    possible(FaultKind.FORBIDDEN);
    plant.faults().add(Fault.every(FaultKind.FORBIDDEN, 1).on(operation));
  }

  /**
   * The right is given. Where its vendor's words make it a refusal, a row stood on the workbench by
   * then and a person sends it again; anywhere else rows waited, and go on by themselves.
   */
  private void give(Operation operation, WorkOrder... orders) {
    List<WorkOrder> all = List.of(orders);
    boolean refused = plant.refusesMissingRight(operation);
    if (refused) {
      Until.is(() -> all.stream().anyMatch(this::needsPerson), () -> all(all));
    }
    plant.faults().clear();
    gateway.engine().resume(Gateway.INSTANCE);
    // What was struck just before is put to a person a moment later.
    Until.is(
        () ->
            all.stream().map(order -> isDone(order, refused)).toList().stream()
                .allMatch(done -> done),
        () -> all(all));
  }

  private List<List<Delivery>> all(List<WorkOrder> orders) {
    return orders.stream().map(this::rows).toList();
  }

  private boolean needsPerson(WorkOrder order) {
    return rows(order).stream().anyMatch(row -> row.state().needsPerson());
  }

  private boolean isDone(WorkOrder order, boolean refused) {
    List<Delivery> rows = rows(order);
    List<Delivery> stuck = rows.stream().filter(row -> row.state().needsPerson()).toList();
    if (!refused) {
      assertThat(stuck).as("put to a person for a right that its user lacks").isEmpty();
    }
    stuck.forEach(row -> gateway.engine().retry(row.id(), "planner"));
    return rows.stream().allMatch(row -> row.state() == DeliveryState.DONE);
  }

  private List<Delivery> rows(WorkOrder order) {
    OrderDelivery delivery = gateway.engine().of(order.id()).orElseThrow();
    return Stream.concat(Stream.of(delivery.create()), delivery.others().stream()).toList();
  }

  private boolean isTold() {
    return plant.faults().hits() > 0 && !gateway.health().lastWords().isBlank();
  }

  private static Operation operation(Right.Verb verb) {
    return switch (verb) {
      case FIND -> Operation.FIND;
      case CREATE -> Operation.CREATE;
      case READ -> Operation.READ;
      case CHANGE -> Operation.UPDATE;
      case ATTACH -> Operation.ATTACH;
      case STATUS -> Operation.STATUS;
    };
  }

  @Test
  void theRightsThatTheFolderNamesAreEnough() {
    Set<Operation> withheld = EnumSet.complementOf(EnumSet.of(Operation.OTHER));
    gateway.connector().rights().stream()
        .flatMap(right -> right.may().stream())
        .map(RightsContract::operation)
        .forEach(withheld::remove);
    withheld.forEach(this::withhold);
    WorkOrder order = order("wo-least", 4);
    gateway.raise(order);
    agrees(order);
    gateway.change(copy(order, 1, order.title(), order.fields()), "PRIORITY");
    assertThat(update(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(plant.faults().hits()).as("what else was asked for").isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"FIND", "CREATE", "READ"})
  void anOrderWaitsForARightThatIsMissingAndIsThereOnceItIsGiven(Operation operation) {
    withhold(operation);
    WorkOrder order = order("wo-" + operation);
    gateway.raise(order);
    Until.is(this::isTold, gateway::health);
    give(operation, order);
    agrees(order);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  @Test
  void withoutTheRightToAttachOrdersGoOnAndPicturesFollowOnceItIsGiven() {
    withhold(Operation.ATTACH);
    List<WorkOrder> orders = IntStream.range(0, 4).mapToObj(i -> order("wo-dark-" + i)).toList();
    orders.forEach(gateway::raise);
    orders.forEach(this::isBooked);
    Until.is(this::isTold, gateway::health);
    give(Operation.ATTACH, orders.toArray(WorkOrder[]::new));
    orders.forEach(this::agrees);
    assertThat(plant.books().duplicateAttachments()).isEmpty();
  }

  @Test
  void withoutTheRightToChangeNewOrdersGoOnAndChangesFollowOnceItIsGiven() {
    List<WorkOrder> orders = IntStream.range(0, 4).mapToObj(i -> order("wo-old-" + i, 4)).toList();
    orders.forEach(gateway::raise);
    orders.forEach(this::agrees);
    withhold(Operation.UPDATE);
    orders.forEach(each -> gateway.change(copy(each, 1, each.title(), each.fields()), "PRIORITY"));
    Until.is(this::isTold, gateway::health);
    WorkOrder added = order("wo-new");
    gateway.raise(added);
    isBooked(added);
    give(Operation.UPDATE, orders.toArray(WorkOrder[]::new));
    for (WorkOrder each : orders) {
      assertThat(update(each).state()).as("%s", update(each)).isEqualTo(DeliveryState.DONE);
      assertThat(plant.priority(agrees(each))).isEqualTo(plant.priority(1));
    }
  }

  private void isBooked(WorkOrder order) {
    Until.is(
        () -> gateway.engine().of(order.id()).orElseThrow().create().state() == DeliveryState.DONE,
        () -> gateway.engine().of(order.id()) + " " + gateway.health());
    assertThat(plant.books().byReference(order.reference().value())).hasSize(1);
  }
}
