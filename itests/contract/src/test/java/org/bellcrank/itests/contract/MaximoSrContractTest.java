package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.MaximoDouble;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with Maximo's service requests. */
class MaximoSrContractTest extends ClosureContract {

  /** What is open is asked for singly after half an hour; nobody waits for that here. */
  private static final Map<String, String> OFTEN = Map.of("compare: PT30M", "compare: PT1S");

  @Override
  Plant plant(DoubleOptions options) {
    return new MaximoSrPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("attribute.restricted", "reportedpriority");
  }

  private MaximoDouble maximo() {
    return (MaximoDouble) plant.cmms();
  }

  /** An order that was delivered and of whose request a planner made a work order. */
  private WorkOrder grown(String id) {
    gateway.close();
    gateway = new Gateway(plant, folder, OFTEN);
    WorkOrder order = order(id);
    assertThat(maximo().followUp(delivered(order).number())).contains(work());
    return order;
  }

  /** The number of the only work order there. */
  private String work() {
    return plant.books().orders().get(1).number();
  }

  @Test
  void aDetailThatTheEditorDressedUpCountsAsReadBack() {
    reopen(DoubleOptions.free().setting("longdescription.richtext", "true"));
    WorkOrder order = order("wo-rich", 4);
    gateway.raise(order);
    agrees(order);
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    Delivery update = update(order);
    assertThat(update.state()).as("%s", update).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void thePictureIsToldFromTheAssetsFilesInTheList() {
    reopen(DoubleOptions.free().setting("asset.documents", "11430:manual.pdf|11430:drawing.png"));
    WorkOrder order = order("wo-manuals");
    gateway.raise(order);
    agrees(order);
  }

  @Test
  void theRequestStandsAtTheAssetsSiteAndLocation() {
    WorkOrder order = with(order("wo-site"), "asset.location", null);
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    assertThat(booked.fields())
        .containsEntry("class", "SR")
        .containsEntry("assetsiteid", "BEDFORD")
        .containsEntry("location", "MILL1-X");
  }

  @Test
  void aPlantsOwnWordForAnEndCountsByItsInternalValue() {
    reopen(DoubleOptions.free().setting("sr.status.synonyms", "RESOLVED:FERTIG"));
    WorkOrder order = order("wo-synonym");
    plant.report(delivered(order).number(), "RESOLVED", Map.of());
    ended(order);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void theWorkOrderThatGrewFromTheRequestTellsHowItGoesAndHowItEnds() {
    WorkOrder order = grown("wo-grown");
    seen(order, state -> state.foreignStatus().equals("WORKORDER WAPPR"));
    assertThat(ours(order).status()).isEqualTo(OrderStatus.ASSIGNED);
    plant.report(work(), "INPRG", Map.of());
    seen(order, state -> state.status().filter(OrderStatus.IN_PROGRESS::equals).isPresent());
    Map<String, Object> cause = Map.of("type", "CAUSE", "failurecode", "FATIGUE");
    plant.report(
        work(), "COMP", Map.of("lead", "SMITH", "actlabhrs", 3.5, "failurereport", List.of(cause)));
    ForeignState state = ended(order);
    assertThat(state.closure().values())
        .containsEntry("technician", "SMITH")
        .containsEntry("labourHours", 3.5)
        .containsEntry("failureCause", "FATIGUE")
        .containsEntry("remarks", "Work order " + work());
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void aWorkOrderThatIsGivenUpLeavesTheRequestOpen() {
    WorkOrder order = grown("wo-again");
    plant.report(work(), "CAN", Map.of());
    seen(order, state -> state.foreignStatus().equals("WORKORDER CAN"));
    assertThat(ours(order).status().isOpen()).isTrue();
  }

  @Test
  void anEndOfTheRequestCountsWhateverItsWorkOrderSays() {
    WorkOrder order = grown("wo-decided");
    String ticket = plant.books().byReference(order.reference().value()).get(0).number();
    plant.report(ticket, "CANCELLED", Map.of());
    Until.is(
        () -> ours(order).status() == OrderStatus.CANCELLED,
        () -> gateway.closures().of(order.id()));
  }

  @Test
  void aSiteThatTheInstanceWritesInSmallLettersIsTheSameSite() {
    stop();
    plant = new MaximoSrPlant(DoubleOptions.free(), "bedford");
    gateway = new Gateway(plant, folder);
    plant.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-small");
    BookedOrder booked = delivered(order);
    assertThat(plant.books().duplicates()).isEmpty();
    plant.report(booked.number(), "RESOLVED", Map.of());
    ended(order);
  }
}
