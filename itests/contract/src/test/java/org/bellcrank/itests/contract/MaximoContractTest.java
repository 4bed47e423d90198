package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with Maximo. */
class MaximoContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new MaximoPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("attribute.restricted", "wopriority");
  }

  @Test
  void aLongDescriptionThatTheEditorDressedUpCountsAsReadBack() {
    reopen(DoubleOptions.free().setting("longdescription.richtext", "true"));
    WorkOrder order = order("wo-rich", 4);
    gateway.raise(order);
    agrees(order);
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    Delivery update = update(order);
    assertThat(update.state()).as("%s", update).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void aPlantsOwnWordForAnEndCountsByItsInternalValue() {
    reopen(DoubleOptions.free().setting("status.synonyms", "COMP:FERTIG"));
    WorkOrder order = order("wo-synonym");
    gateway.raise(order);
    plant.report(agrees(order).number(), "COMP", Map.of());
    Until.is(
        () -> gateway.closures().of(order.id()).filter(ForeignState::hasEnded).isPresent(),
        () -> gateway.closures().of(order.id()));
  }

  @Test
  void aSiteThatTheInstanceWritesInSmallLettersIsTheSameSite() {
    stop();
    plant = new MaximoPlant(DoubleOptions.free(), "bedford");
    gateway = new Gateway(plant, folder);
    plant.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-small");
    BookedOrder booked = delivered(order);
    assertThat(plant.books().duplicates()).isEmpty();
    plant.report(booked.number(), "COMP", Map.of());
    ended(order);
  }
}
