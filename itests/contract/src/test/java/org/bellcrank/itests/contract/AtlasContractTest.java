package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with Atlas CMMS. */
class AtlasContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new AtlasPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "priority");
  }

  /** An asset that is not there: a mistake of the sender that looks like a fault of the server. */
  @Test
  void whatAtlasRefusesWith500IsLookedForAndThenPutToAPerson() {
    WorkOrder order = with(order("wo-500"), "asset.foreignId", "99999");
    gateway.raise(order);
    Delivery refused = gateway.settled(order).create();
    assertThat(refused.state()).as("%s", refused).isEqualTo(DeliveryState.REFUSED);
    assertThat(refused.words()).contains("constraint");
    assertThat(gateway.settled(order).steps())
        .extracting(step -> step.step() + " " + step.receipt())
        .containsSubsequence("create uncertain", "find accepted", "create uncertain");
    assertThat(plant.books().orders()).isEmpty();
  }

  @Test
  void withoutALicenceThePictureWaitsForAPersonAndTheOrderIsThere() {
    reopen(DoubleOptions.free().setting("licence", "false"));
    WorkOrder order = order("wo-licence");
    gateway.raise(order);
    OrderDelivery delivery = gateway.settled(order);
    assertThat(delivery.create().state()).isEqualTo(DeliveryState.DONE);
    assertThat(delivery.others())
        .filteredOn(row -> row.purpose() == Purpose.ATTACH)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.state()).isEqualTo(DeliveryState.REFUSED);
              assertThat(row.words()).contains("license");
            });
    List<BookedOrder> booked = plant.books().byReference(order.reference().value());
    assertThat(booked).hasSize(1);
    assertThat(booked.get(0).attachments()).isEmpty();
  }
}
