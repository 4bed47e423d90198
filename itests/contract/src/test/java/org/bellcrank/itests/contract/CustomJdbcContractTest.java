package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.SqlDouble;
import org.bellcrank.workorder.OrderStatus;
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

  @Test
  void anOrderThatSomebodyDeletedIsNotedAsGoneOnceItIsAskedFor() throws SQLException {
    WorkOrder order = order("wo-gone");
    BookedOrder booked = delivered(order);
    ((SqlDouble) plant.cmms()).run("delete from attachment; delete from work_order");
    Until.is(
        () ->
            gateway.closures().hint(Gateway.INSTANCE, booked.number())
                && gateway.closures().of(order.id()).orElseThrow().missing(),
        () -> gateway.closures().of(order.id()));
    assertThat(ours(order).status()).isEqualTo(OrderStatus.APPROVED);
  }
}
