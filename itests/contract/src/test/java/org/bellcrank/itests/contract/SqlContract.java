package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.SqlDouble;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** What a connector to a database promises besides. */
abstract class SqlContract extends ClosureContract {

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "priority");
  }

  private SqlDouble database() {
    return (SqlDouble) plant.cmms();
  }

  @Test
  void aDatabaseWithoutAFreeConnectionIsWaitedFor() {
    database().connections(0);
    WorkOrder order = order("wo-full");
    gateway.raise(order);
    Until.is(() -> gateway.health().lastWords().contains("too many connections"), gateway::health);
    assertThat(gateway.health().workbench()).isZero();
    database().connections(-1);
    gateway.engine().resume(Gateway.INSTANCE);
    agrees(order);
  }

  @Test
  void aTableThatSomebodyHoldsIsWaitedForAndNothingIsInDoubt() {
    plant.faults().add(Fault.next(FaultKind.UNAVAILABLE, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-held");
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.settled(order).steps())
        .extracting(StepTrace::receipt)
        .contains("unreachable")
        .doesNotContain("uncertain");
  }
}
