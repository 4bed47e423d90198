package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with Infor EAM by its SOAP services. */
class InforEamContractTest extends InforEamContract {

  @Override
  Plant plant(DoubleOptions options) {
    return new InforEamPlant(options);
  }

  /** It would find nothing, or everything: an order that is there would be made again. */
  @Test
  void whereTheGridDoesNotShowTheReferenceNothingIsSent() {
    reopen(
        DoubleOptions.free().setting("grid.hidden", "udfchar30").setting("filter.unknown", "pass"));
    WorkOrder order = order("wo-blind");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().words()).contains("does not show udfchar30");
    assertThat(plant.books().orders()).isEmpty();
  }

  /** Its rows would be taken for all that changed. */
  @Test
  void whereTheGridDoesNotShowChangesReadingSaysSo() {
    reopen(
        DoubleOptions.free()
            .setting("grid.hidden", "dateupdated")
            .setting("filter.unknown", "pass"));
    gateway.raise(order("wo-unseen"));
    Until.is(
        () ->
            gateway.closures().health().stream()
                .anyMatch(health -> health.words().contains("lacks workordernum, dateupdated")),
        () -> gateway.closures().health());
  }

  @Test
  void theLongTextIsACommentThatIsWrittenOnce() {
    WorkOrder order = order("wo-comment");
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    assertThat(booked.fields().get("COMMENTS").toString())
        .contains("A pit was seen twice in a row.")
        .containsOnlyOnce("Reference: " + order.reference().value());
  }
}
