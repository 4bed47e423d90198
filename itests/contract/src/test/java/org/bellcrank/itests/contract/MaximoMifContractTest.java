package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The promises of delivery and of reading, kept with Maximo's integration framework. */
class MaximoMifContractTest extends ClosureContract {

  @Override
  Plant plant(DoubleOptions options) {
    return new MaximoMifPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("attribute.restricted", "WOPRIORITY");
  }

  @ParameterizedTest
  @CsvSource({
    "response.all,true",
    "security,server",
    "rs.first,1",
    "longdescription.richtext,true"
  })
  void anInstallationThatIsSetUpInAnotherWayIsServedAsWell(String setting, String value) {
    reopen(DoubleOptions.free().setting(setting, value));
    WorkOrder order = order("wo-other", 4);
    gateway.raise(order);
    agrees(order);
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    Delivery update = update(order);
    assertThat(update.state()).as("%s", update).isEqualTo(DeliveryState.DONE);
    plant.report(agrees(order).number(), "COMP", Map.of());
    ended(order);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void aPlantsOwnWordForAnEndCountsByItsInternalValue() {
    reopen(DoubleOptions.free().setting("status.synonyms", "COMP:FERTIG"));
    WorkOrder order = order("wo-synonym");
    plant.report(delivered(order).number(), "COMP", Map.of());
    ended(order);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void whatMaximoRefusesWith500IsLookedAtByAPersonInItsWords() {
    WorkOrder order = with(order("wo-500"), "asset.foreignId", "NO-SUCH-ASSET");
    gateway.raise(order);
    Delivery refused = gateway.settled(order).create();
    assertThat(refused.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(refused.words()).contains("BMXAA0090E").contains("NO-SUCH-ASSET");
    assertThat(plant.books().orders()).isEmpty();
  }

  @Test
  void aSiteThatTheInstanceWritesInSmallLettersIsTheSameSite() {
    stop();
    plant = new MaximoMifPlant(DoubleOptions.free(), "bedford");
    gateway = new Gateway(plant, folder);
    plant.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-small");
    BookedOrder booked = delivered(order);
    assertThat(plant.books().duplicates()).isEmpty();
    plant.report(booked.number(), "COMP", Map.of());
    ended(order);
  }
}
