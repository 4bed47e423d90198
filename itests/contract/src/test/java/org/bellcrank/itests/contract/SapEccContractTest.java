package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with SAP ECC behind its wrapper. */
class SapEccContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new SapEccPlant(options);
  }

  /** The phase that goes with a system status. */
  @Override
  String shown(String status) {
    return status.equals("NOPR") ? "3" : "4";
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "PRIORITY");
  }

  /** 200, and a row of the table says MC 601: nothing was done, and nobody is asked. */
  @Test
  void aRecordThatSomebodyElseHoldsIsTriedAgainLater() {
    ((SapEccPlant) plant).cmms().lock(1);
    WorkOrder order = order("wo-locked");
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.settled(order).steps())
        .filteredOn(step -> step.step().equals("create"))
        .extracting(StepTrace::receipt)
        .containsExactly("unreachable", "accepted");
    ((SapEccPlant) plant).cmms().lock(1);
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    assertThat(update(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(gateway.health().workbench()).isZero();
  }

  /** 200, an empty table, and a row that says why: not that nothing changed. */
  @Test
  void aListThatIsRefusedIsNotAnEmptyOne() {
    reopen(DoubleOptions.free().setting("changed.refused", "true"));
    gateway.raise(order("wo-unseen"));
    Until.is(
        () ->
            gateway.closures().health().stream()
                .anyMatch(health -> health.words().contains("no authorization")),
        () -> gateway.closures().health());
  }

  @Test
  void theTextArrivesInLinesThatFitAndTheEquipmentWithItsZeros() {
    WorkOrder order = order("wo-text");
    WorkOrder wordy =
        with(order, "order.recommendedAction", "Change the ball screw of the X axis. ".repeat(12));
    gateway.raise(wordy);
    BookedOrder booked = agrees(wordy);
    assertThat(booked.fields()).containsEntry("EQUIPMENT", "000000000010000451");
    assertThat(booked.fields().get("LONGTEXT").toString().lines())
        .anyMatch(line -> line.length() > 100)
        .allMatch(line -> line.length() <= 132);
  }
}
