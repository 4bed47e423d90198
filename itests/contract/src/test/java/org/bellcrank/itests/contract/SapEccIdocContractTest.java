package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promises of delivery, kept with IDocs over HTTP: a way in that answers nothing but that
 * something came.
 */
class SapEccIdocContractTest extends RightsContract {

  @Override
  Plant plant(DoubleOptions options) {
    return SapEccIdocPlant.overHttp(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "PRIORITY");
  }

  SapEccIdocPlant sap() {
    return (SapEccIdocPlant) plant;
  }

  /** Searches and readings are looks into folders: what may be read there, the share says. */
  @Override
  @ParameterizedTest
  @EnumSource(names = "CREATE")
  void anOrderWaitsForARightThatIsMissingAndIsThereOnceItIsGiven(Operation operation) {
    super.anOrderWaitsForARightThatIsMissingAndIsThereOnceItIsGiven(operation);
  }

  @Test
  void whatSapPostsLaterIsWaitedForAndNeverSentTwice() {
    reopen(DoubleOptions.free().setting("audit.held", "true"));
    WorkOrder order = order("wo-later");
    WorkOrder other = order("wo-other");
    gateway.raise(order);
    gateway.raise(other);
    Until.is(() -> plant.books().orders().size() == 2, gateway::health);
    Until.is(
        () ->
            gateway.engine().of(order.id()).orElseThrow().steps().stream()
                    .filter(step -> step.step().equals("read-back"))
                    .count()
                > 1,
        gateway::health);
    assertThat(gateway.engine().of(order.id()).orElseThrow().create().state())
        .isEqualTo(DeliveryState.WAITING);
    assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
    sap().cmms().tellStatus();
    Until.is(
        () -> {
          sap().cmms().tellStatus();
          return gateway.engine().of(order.id()).orElseThrow().settled()
              && gateway.engine().of(other.id()).orElseThrow().settled();
        },
        gateway::health);
    agrees(order);
    agrees(other);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  @Test
  void aRefusalComesInAStatusMessageInSapsOwnWords() {
    WorkOrder order = with(order("wo-refused"), "asset.foreignId", "4711");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(gateway.settled(order).create().words())
        .contains("Equipment 000000000000004711 does not exist");
    assertThat(gateway.settled(order).steps())
        .extracting(StepTrace::step, StepTrace::receipt)
        .contains(Tuple.tuple("create", "accepted"), Tuple.tuple("read-back", "refused"));
  }

  @Test
  void aSenderThatThePartnerProfileDoesNotKnowIsToldAsSuch() {
    reopen(DoubleOptions.free().setting("sender", "SOMEBODY"));
    WorkOrder order = order("wo-partner");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().words())
        .contains("Partner profile not available: BCKGATEWAY");
  }

  /** SAP's side looks for the reference, as the description asks: a repeat does no harm. */
  @Test
  void anInboundFunctionThatLooksForTheReferenceMakesARepeatHarmless() throws IOException {
    reopen(DoubleOptions.free().setting("reference.checked", "true").setting("audit.held", "true"));
    WorkOrder order = order("wo-repeat");
    gateway.raise(order);
    // Nothing is told for longer than the connector waits, so that it is sent again.
    Until.is(
        () ->
            gateway.engine().of(order.id()).orElseThrow().steps().stream()
                    .filter(step -> step.step().equals("create"))
                    .count()
                > 1,
        gateway::health);
    assertThat(plant.books().byReference(order.reference().value())).hasSize(1);
    Until.is(
        () -> {
          sap().cmms().tellStatus();
          return gateway.engine().of(order.id()).orElseThrow().settled();
        },
        gateway::health);
    agrees(order);
  }

  @Test
  void filesThatAreNoStatusMessagesTellNothing() throws IOException {
    Path status = sap().share().resolve("status");
    WorkOrder order = order("wo-strangers");
    String number = "<E1STATE><DOCNUM>";
    Files.writeString(status.resolve("half.xml"), "<ALEAUD01><IDOC>" + number);
    Files.writeString(status.resolve("page.xml"), "<html><br>503 Service unavailable");
    Files.writeString(
        status.resolve("bomb.xml"),
        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>");
    Files.write(status.resolve("big.xml"), new byte[24 << 20]);
    Files.createSymbolicLink(status.resolve("link.xml"), status.resolve("half.xml"));
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.health().workbench()).isZero();
  }

  /** Answered by garbage, once the order and once its picture. */
  @Test
  void aPageInsteadOfSapsWordIsNotTakenForIt() {
    plant.faults().add(Fault.next(FaultKind.PAGE_AFTER_COMMIT, 1).on(Operation.CREATE));
    plant.faults().add(Fault.next(FaultKind.CUT_AFTER_COMMIT, 1).on(Operation.ATTACH));
    WorkOrder order = order("wo-page");
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.settled(order).steps())
        .extracting(StepTrace::step, StepTrace::receipt)
        .contains(Tuple.tuple("create", "uncertain"));
    assertThat(plant.books().duplicates()).isEmpty();
    assertThat(plant.books().duplicateAttachments()).isEmpty();
  }

  @Test
  void aShareThatIsNotThereIsWaitedForAndNothingIsSentBlindly() throws IOException {
    Path away = sap().share().resolveSibling("away");
    Files.move(sap().share(), away);
    WorkOrder order = order("wo-away");
    gateway.raise(order);
    Until.is(() -> gateway.health().lastWords().contains("is the share mounted"), gateway::health);
    assertThat(plant.books().orders()).isEmpty();
    assertThat(gateway.health().workbench()).isZero();
    Files.move(away, sap().share());
    gateway.engine().resume(Gateway.INSTANCE);
    agrees(order);
  }

  @Test
  void theTextArrivesInLinesThatFitAndTheEquipmentWithItsZeros() {
    WorkOrder order = order("wo-text");
    WorkOrder wordy =
        with(order, "order.recommendedAction", "Change the ball screw, é & <all>. ".repeat(12));
    gateway.raise(wordy);
    BookedOrder booked = agrees(wordy);
    assertThat(booked.fields())
        .containsEntry("EQUIPMENT", "000000000010000451")
        .containsEntry("NOTIF_TYPE", "M1");
    assertThat(booked.fields().get("LONGTEXT").toString()).contains("é & <all>");
    assertThat(booked.fields().get("LONGTEXT").toString().lines())
        .anyMatch(line -> line.length() > 100)
        .allMatch(line -> line.length() <= 132);
  }

  @Test
  void pictureAndOrderLieOnTheShareWhole() throws IOException {
    WorkOrder order = order("wo-share");
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    try (var files = Files.list(sap().share().resolve("files"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).containsExactly(booked.attachments().get(0).name());
    }
    assertThat(booked.attachments().get(0).bytes())
        .isEqualTo(("wo-share" + "not really a picture").getBytes(StandardCharsets.UTF_8).length);
  }
}
