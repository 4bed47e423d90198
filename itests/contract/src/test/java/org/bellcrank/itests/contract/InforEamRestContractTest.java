package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with Infor EAM by its REST services. */
class InforEamRestContractTest extends InforEamContract {

  @Override
  Plant plant(DoubleOptions options) {
    return new InforEamRestPlant(options);
  }

  /** Nothing was done; it is no order, and none is looked for. */
  @Test
  void aQuestionBackIsPutToAPersonInItsOwnWords() {
    reopen(DoubleOptions.free().setting("rest.asks", "PRIORITY/PRIORITYCODE"));
    WorkOrder order = order("wo-asked");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(gateway.settled(order).create().words()).contains("really meant?");
    assertThat(plant.books().orders()).isEmpty();
  }

  /** Some clients find refusals under 200. */
  @Test
  void aRefusalUnder200IsOneAndAMissingOrderIsNot() {
    reopen(DoubleOptions.free().setting("rest.refused", "200").setting("rest.grid.end", "0"));
    WorkOrder poison = with(order("wo-poison"), "asset.foreignId", "NO-SUCH-ASSET");
    WorkOrder good = order("wo-good");
    gateway.raise(poison);
    gateway.raise(good);
    agrees(good);
    assertThat(gateway.settled(poison).create().words()).contains("NO-SUCH-ASSET does not exist");
  }

  /** An order that is there would be made again. */
  @Test
  void whereTheRowsDoNotShowTheReferenceNothingIsSent() {
    reopen(
        DoubleOptions.free().setting("grid.hidden", "udfchar30").setting("filter.unknown", "pass"));
    WorkOrder first = order("wo-first");
    gateway.raise(first);
    gateway.settled(first);
    WorkOrder blind = order("wo-blind");
    gateway.raise(blind);
    assertThat(gateway.settled(blind).create().state().needsPerson()).isTrue();
    assertThat(plant.books().byReference(blind.reference().value())).isEmpty();
    assertThat(plant.books().byReference(first.reference().value())).hasSize(1);
  }

  @Test
  void aDateArrivesAsTheServersOwnTime() {
    WorkOrder order = with(order("wo-due"), "order.dueBy", Instant.parse("2026-12-31T23:30:15Z"));
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    assertThat(booked.fields())
        .containsEntry("REQUESTEDEND/YEAR", "2027")
        .containsEntry("REQUESTEDEND/MONTH", "1")
        .containsEntry("REQUESTEDEND/DAY", "1")
        .containsEntry("REQUESTEDEND/HOUR", "0")
        .containsEntry("REQUESTEDEND/MINUTE", "30");
    assertThat(booked.fields().get("UserDefinedFields/UDFNOTE01").toString())
        .contains("A pit was seen twice in a row.");
  }

  @Test
  void withNameAndPasswordOrdersAreMadeAndTheirPicturesAreNot() {
    // The SOAP service, by which documents go, is not known to take them.
    stop();
    plant = InforEamRestPlant.withPassword(DoubleOptions.free());
    gateway = new Gateway(plant, folder);
    WorkOrder order = order("wo-basic");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.DONE);
    assertThat(gateway.health().workbench()).isEqualTo(1);
    assertThat(gateway.health().breaker().name()).isEqualTo("CLOSED");
  }
}
