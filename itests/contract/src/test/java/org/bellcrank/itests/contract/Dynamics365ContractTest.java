package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with Dynamics 365. */
class Dynamics365ContractTest extends ClosureContract {

  @Override
  Plant plant(DoubleOptions options) {
    return new Dynamics365Plant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "WorkOrderPriority");
  }

  /** The instance says what the environment's states mean. */
  @Override
  String shown(String status) {
    return status.equals("InProgress") ? "working" : "done";
  }

  private void reopen(DoubleOptions options, Map<String, String> more) {
    stop();
    plant = new Dynamics365Plant(options, more);
    gateway = new Gateway(plant, folder);
  }

  @Test
  void aManualNumberSequenceTakesTheReferenceAsNumber() {
    reopen(DoubleOptions.free().setting("numbers", "manual"), Map.of("numbers", "own"));
    plant.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-own");
    gateway.raise(order);
    assertThat(agrees(order).number()).isEqualTo(order.reference().value());
  }

  @Test
  void whatTheBusinessRefusesWith500IsLookedForAndThenPutToAPerson() {
    reopen(DoubleOptions.free().setting("business.status", "500"), Map.of());
    WorkOrder order = with(order("wo-500"), "asset.foreignId", "NO-SUCH-ASSET");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(gateway.settled(order).create().words()).contains("NO-SUCH-ASSET");
    assertThat(plant.books().orders()).isEmpty();
  }

  @Test
  void theRequestStandsInItsCompanyThoughTheUsersIsAnother() {
    WorkOrder order = order("wo-company");
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    assertThat(booked.fields()).containsEntry("dataAreaId", "usmf");
    assertThat(booked.fields()).containsEntry("RequestTypeId", "CORR");
  }
}
