package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery and of reading, kept with SAP ECC over function modules. */
class SapEccRfcContractTest extends ClosureContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new SapEccRfcPlant(options);
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

  /** A row like others that says MC 601: nothing was kept, and nobody is asked. */
  @Test
  void aRecordThatSomebodyElseHoldsIsTriedAgainLater() {
    ((SapEccRfcPlant) plant).cmms().lock(1);
    WorkOrder order = order("wo-locked");
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.settled(order).steps())
        .filteredOn(step -> step.step().equals("create"))
        .extracting(StepTrace::receipt)
        .containsExactly("unreachable", "accepted");
    ((SapEccRfcPlant) plant).cmms().lock(1);
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    assertThat(update(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(gateway.health().workbench()).isZero();
  }

  /** The temporary number beside a row of type E is saved nowhere. */
  @Test
  void aNumberBesideARowThatRefusesIsNoNotification() {
    WorkOrder poison = with(order("wo-poison"), "asset.foreignId", "NO-SUCH-ASSET");
    gateway.raise(poison);
    assertThat(gateway.settled(poison).create())
        .satisfies(
            row -> {
              assertThat(row.state()).isEqualTo(DeliveryState.REFUSED);
              assertThat(row.words()).contains("Equipment NO-SUCH-ASSET does not exist");
              assertThat(row.foreignId()).isEmpty();
            });
    assertThat(plant.books().orders()).isEmpty();
  }

  /** Whether the line breaks before the commit or behind it, the reference is asked for first. */
  @Test
  void aLineThatBreaksInTheMiddleOfASessionIsResolvedByTheReference() {
    for (FaultKind kind :
        new FaultKind[] {FaultKind.CLOSED_BEFORE_PROCESSING, FaultKind.TIMEOUT_AFTER_COMMIT}) {
      plant.faults().add(Fault.next(kind, 1).on(Operation.CREATE));
      WorkOrder order = order("wo-" + kind);
      gateway.raise(order);
      agrees(order);
      assertThat(gateway.settled(order).steps())
          .filteredOn(step -> step.step().equals("create"))
          .extracting(StepTrace::receipt)
          .as("%s", kind)
          .startsWith("uncertain")
          .hasSize(kind == FaultKind.TIMEOUT_AFTER_COMMIT ? 1 : 2);
    }
    assertThat(plant.books().duplicates()).isEmpty();
  }

  /** A session that nobody waits for any more commits nothing: the order was sent again since. */
  @Test
  void aCallThatComesBackLateMakesNoSecondOrder() {
    plant
        .faults()
        .add(
            Fault.next(FaultKind.HANG, 1).on(Operation.CREATE).lasting(plant.longerThanPatience()));
    WorkOrder order = order("wo-late");
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.settled(order).steps())
        .filteredOn(step -> step.step().equals("create"))
        .extracting(StepTrace::receipt)
        .containsExactly("uncertain", "accepted");
    Until.is(() -> ((SapEccRfcPlant) plant).cmms().connections() == 0, plant.books()::orders);
    assertThat(plant.books().orders()).hasSize(1);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  /** Orders wait for the customer's bundle, are shown meanwhile, and go out once it is there. */
  @Test
  void withoutABundleThatCallsFunctionModulesOrdersWaitAndSayWhatIsMissing() throws Exception {
    gateway.reachNoFunctions();
    WorkOrder order = order("wo-bare-gateway");
    gateway.raise(order);
    Until.is(
        () -> gateway.health().lastWords().contains("no bundle here calls function modules"),
        gateway::health);
    assertThat(gateway.health())
        .satisfies(
            health -> {
              assertThat(health.lastWords()).contains("org.bellcrank.delivery.rfc.RfcCaller");
              assertThat(health.breaker()).isNotEqualTo(Breaker.CLOSED);
            });
    assertThat(gateway.health().workbench()).isZero();
    assertThat(gateway.engine().test(Gateway.INSTANCE, "Ada"))
        .satisfies(
            tested -> {
              assertThat(tested.well()).isFalse();
              assertThat(tested.toString()).contains("RfcCaller");
            });
    gateway.reachFunctions();
    gateway.engine().resume(Gateway.INSTANCE);
    agrees(order);
  }

  @Test
  void theConnectionIsWellWhereTheFunctionsAreThereAndNothingIsLeftBehind() throws Exception {
    assertThat(gateway.engine().test(Gateway.INSTANCE, "Ada"))
        .satisfies(tested -> assertThat(tested.well()).as("%s", tested).isTrue());
    assertThat(plant.books().orders()).isEmpty();
  }

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
    assertThat(booked.number()).isEqualTo("000010000001");
    assertThat(booked.fields()).containsEntry("EQUIPMENT", "000000000010000451");
    assertThat(booked.fields().get("LONGTEXT").toString().lines())
        .anyMatch(line -> line.length() > 100)
        .allMatch(line -> line.length() <= 132);
  }
}
