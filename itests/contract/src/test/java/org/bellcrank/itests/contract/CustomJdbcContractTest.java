package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery, kept with a work order database of the plant's own. */
class CustomJdbcContractTest extends SqlContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new CustomJdbcPlant(options);
  }

  @Test
  void aCommitThatArrivesLateMakesNoSecondOrder() {
    plant
        .faults()
        .add(
            Fault.next(FaultKind.HANG, 1).on(Operation.CREATE).lasting(plant.longerThanPatience()));
    WorkOrder order = order("wo-late");
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.settled(order).steps()).extracting(StepTrace::receipt).contains("uncertain");
    assertThat(plant.books().duplicates()).isEmpty();
  }
}
