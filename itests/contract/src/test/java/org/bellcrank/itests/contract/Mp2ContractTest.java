package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.itests.doubles.SqlDouble;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery, kept with the tables of MP2. */
class Mp2ContractTest extends SqlContract {
  @Override
  Plant plant(DoubleOptions options) {
    return new Mp2Plant(options);
  }

  private Mp2Plant mp2() {
    return (Mp2Plant) plant;
  }

  private void close(BookedOrder order) throws SQLException {
    ((SqlDouble) plant.cmms())
        .run("call close_order('%s', timestamp '2026-11-20 00:00:00')".formatted(order.number()));
  }

  @Test
  void anOrderStandsInAllTablesUnderOneKeyAsMp2WouldWriteIt() {
    WorkOrder order = order("wo-mp2");
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    assertThat(booked.number())
        .isEqualTo("BC" + order.reference().value().substring(0, 8))
        .hasSize(10);
    assertThat(booked.fields())
        .containsEntry("CLOSEDATE", "1900-01-01 00:00:00.0")
        .containsEntry("STATUS", "O")
        .containsEntry("REQUESTDATE", "2026-03-29 00:00:00.0")
        .containsEntry("WOEQLIST.EQNUM", "BS-101")
        .containsEntry("WOEQLIST.LOCATION", "HALL-B")
        .containsEntry("WOEQLIST.SUBLOCATION2", "")
        .containsEntry("WOEQLIST.DEPARTMENT", "MILL")
        .containsEntry("WOEQLIST.EQDESC", "Lathe 101, ball screw X axis")
        .containsEntry("WOEQLIST.UD10", order.reference().value())
        .containsEntry("WOC.LOCATION", "HALL-B");
    assertThat(booked.fields().get("WOC.TEXTS"))
        .asString()
        .contains("Reference: " + order.reference().value());
    assertThat(mp2().saved()).containsExactly(booked.attachments().get(0).name());
  }

  @Test
  void anOrderThatWasClosedBeforeItsAnswerCameIsFoundUnderItsNewKey() throws SQLException {
    plant.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1).on(Operation.CREATE));
    plant
        .faults()
        .add(Fault.every(FaultKind.CLOSED_BEFORE_PROCESSING, 1).on(Operation.FIND).after(1));
    WorkOrder order = order("wo-closed-early");
    gateway.raise(order);
    Until.is(() -> !plant.books().orders().isEmpty(), () -> plant.books().orders());
    close(plant.books().orders().get(0));
    plant.faults().clear();
    gateway.engine().resume(Gateway.INSTANCE);
    assertThat(agrees(order).status()).isEqualTo("C");
    assertThat(gateway.settled(order).steps())
        .filteredOn(step -> step.step().equals("create"))
        .extracting(StepTrace::receipt)
        .containsExactly("uncertain");
    assertThat(plant.books().duplicates()).isEmpty();
  }

  @Test
  void anUpdateOfAClosedOrderIsPutToAPersonInWords() throws SQLException {
    WorkOrder order = order("wo-closed", 4);
    gateway.raise(order);
    close(agrees(order));
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    Delivery update = update(order);
    assertThat(update.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(update.words()).contains("no open order").contains("closed");
    assertThat(plant.priority(agrees(order))).isEqualTo("4");
  }

  @Test
  void aNumberThatAnotherOrderHasIsPutToAPersonWhetherThatIsOpenOrClosed() throws SQLException {
    for (String day : List.of("1900-01-01", "2026-11-20")) {
      WorkOrder order = order("wo-taken-" + day);
      String number = "BC" + order.reference().value().substring(0, 8);
      ((SqlDouble) plant.cmms())
          .run(
              "insert into WO (WONUM, CLOSEDATE) values ('%s', timestamp '%s')"
                  .formatted(number, day));
      gateway.raise(order);
      Delivery refused = gateway.settled(order).create();
      assertThat(refused.state())
          .as("%s", refused)
          .isIn(DeliveryState.REFUSED, DeliveryState.UNSURE);
      assertThat(gateway.engine().workbench(10)).extracting(Delivery::order).contains(order.id());
      assertThat(plant.books().byReference(order.reference().value())).isEmpty();
    }
    assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void aShareThatIsNotThereHoldsThePictureBackAndNotTheOrder() {
    mp2().unmount();
    WorkOrder order = order("wo-unmounted");
    gateway.raise(order);
    Until.is(
        () ->
            plant.books().orders().size() == 1
                && gateway.health().lastWords().contains("mp2-share"),
        gateway::health);
    assertThat(plant.books().orders().get(0).attachments()).isEmpty();
    mp2().mount();
    gateway.engine().resume(Gateway.INSTANCE);
    agrees(order);
  }

  @Test
  void anOrderThatIsDoneAndNotClosedYetHasEndedAndItsClosingIsNoNews() {
    WorkOrder order = order("wo-completed");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), "O", Map.of("WO.COMPLETIONDATE", "2026-11-20"));
    ForeignState done = ended(order);
    assertThat(done.foreignStatus()).isEqualTo("COMPLETIONDATE");
    assertThat(done.closure())
        .isEqualTo(Facts.with("closedAt", Instant.parse("2026-11-20T06:00:00Z")).build());
    plant.report(booked.number(), "C", Map.of());
    ForeignState closed = seen(order, state -> state.foreignStatus().equals("C"));
    assertThat(closed.closure()).isEqualTo(done.closure());
    assertThat(closed.endedAt()).isEqualTo(done.endedAt());
  }

  @Test
  void anOrderWhoseKeyHasMovedInOneTableAloneIsReadAllTheSame() throws SQLException {
    WorkOrder order = order("wo-half-moved");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), "O", Map.of("WOEQLIST.RFOCODE", "PITTING", "WOE.REGHRS", 1));
    ((SqlDouble) plant.cmms())
        .run("update WO set CLOSEDATE = timestamp '2026-11-20 00:00:00', STATUS = 'C'");
    assertThat(ended(order).closure().values())
        .containsEntry("failureMode", "PITTING")
        .containsEntry("labourHours", 1.0);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.CLOSED);
  }

  @Test
  void whatStandsBesideTheLetterTellsHowFarTheWorkIsAndBackAgain() throws SQLException {
    WorkOrder order = order("wo-far");
    BookedOrder booked = delivered(order);
    plant.report(booked.number(), "O", Map.of("WO.ASSIGNEDTO", "JDOE", "WOE.ESTHRS", 4));
    seen(order, state -> state.foreignStatus().equals("O, ASSIGNEDTO"));
    assertThat(ours(order).status()).isEqualTo(OrderStatus.ASSIGNED);
    plant.report(booked.number(), "O", Map.of("WO.COMPLETIONDATE", "2026-11-20"));
    ended(order);
    ((SqlDouble) plant.cmms()).run("update WO set COMPLETIONDATE = null");
    seen(order, state -> !state.hasEnded());
    assertThat(ours(order).status().isOpen()).isTrue();
    assertThat(ours(order).fields().whole("order.reopenings")).hasValue(1);
  }

  @Test
  void hoursOfAllWhoWorkedAreAddedUpAndWhoWorkedLongestIsNamed() throws SQLException {
    WorkOrder order = order("wo-crew");
    BookedOrder booked = delivered(order);
    for (String worker :
        List.of(
            "'A', '', 8, null, null",
            "'B', '', null, 1, 0.5",
            "'C', 'X', null, 1, null",
            "'C', 'Y', null, 1, null")) {
      ((SqlDouble) plant.cmms())
          .run(
              "insert into WOE (WONUM, CLOSEDATE, EQNUM, LOCATION, SUBLOCATION1, SUBLOCATION2, SUBLOCATION3,"
                  + " WODATE, EMPCODE, CRAFT, ESTHRS, REGHRS, OTHRS) select WONUM, CLOSEDATE, EQNUM, LOCATION,"
                  + " SUBLOCATION1, SUBLOCATION2, SUBLOCATION3, current_date, %s from WOEQLIST where WONUM = '%s'"
                      .formatted(worker, booked.number()));
    }
    plant.report(booked.number(), "C", Map.of());
    assertThat(ended(order).closure().values())
        .containsEntry("labourHours", 3.5)
        .containsEntry("technician", "C")
        .doesNotContainKeys("parts", "failureMode");
  }

  @Test
  void aStatusWhoseMeaningNobodyKnowsIsNamedAndMovesNothing() throws SQLException {
    WorkOrder order = order("wo-m");
    BookedOrder booked = delivered(order);
    ((SqlDouble) plant.cmms())
        .run("update WO set STATUS = 'M' where WONUM = '%s'".formatted(booked.number()));
    Until.is(() -> health().unknown().contains("M"), this::health);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.APPROVED);
  }

  @Test
  void anOrderThatSomebodyDeletedIsNotedAsGone() throws SQLException {
    WorkOrder order = order("wo-gone");
    BookedOrder booked = delivered(order);
    ((SqlDouble) plant.cmms()).run("delete from WO where WONUM = '%s'".formatted(booked.number()));
    seen(order, ForeignState::missing);
    assertThat(ours(order).status()).isEqualTo(OrderStatus.APPROVED);
  }
}
