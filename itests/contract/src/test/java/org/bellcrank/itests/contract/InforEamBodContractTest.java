package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The promises of delivery, kept with BODs in a folder, whose answers come in another one. */
class InforEamBodContractTest extends RightsContract {

  @Override
  Plant plant(DoubleOptions options) {
    return new InforEamBodPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "PRIORITY");
  }

  private InforEamBodPlant infor() {
    return (InforEamBodPlant) plant;
  }

  private long steps(WorkOrder order, String name) {
    return gateway.engine().of(order.id()).orElseThrow().steps().stream()
        .filter(step -> step.step().equals(name))
        .count();
  }

  @Override
  @Test
  void anExpiredKeyPausesTheInstanceAndPoisonsNothing() {
    assumeTrue(false, "a share is mounted by the operating system; the gateway shows it no key");
  }

  @Override
  @Test
  void anAnswerThatHangsAfterTheCommitIsReadNotRepeated() {
    assumeTrue(false, "nobody answers a file; a share that hangs is tried in FoldersTest");
  }

  /** A link has no limit: the original is what a person of the plant sees. */
  @Override
  @Test
  void aPictureOverTheLimitGoesOutAsASmallerCopyAndTheJournalSaysSo() {
    assumeTrue(false, "a link has no size; that links show the original is tried with infor-eam");
  }

  @Test
  void anAnswerThatComesLaterIsWaitedForAndNothingIsSentTwice() {
    reopen(DoubleOptions.free().setting("answers.held", "true"));
    WorkOrder order = order("wo-later");
    gateway.raise(order);
    Until.is(() -> steps(order, "read-back") > 1, gateway::health);
    assertThat(gateway.engine().of(order.id()).orElseThrow().create().state())
        .isEqualTo(DeliveryState.WAITING);
    Until.is(
        () -> {
          infor().cmms().tell();
          return gateway.engine().of(order.id()).orElseThrow().settled();
        },
        gateway::health);
    agrees(order);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  @Test
  void aRefusalComesInAnAnswerInItsOwnWords() {
    WorkOrder order = with(order("wo-refused"), "asset.foreignId", "LY-NOWHERE");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(gateway.settled(order).create().words()).contains("LY-NOWHERE does not exist");
  }

  /**
   * The bus takes files seldom: the file lies in the folder, and no second one is put beside it.
   */
  @Test
  void aFileThatNobodyTakesYetIsWaitedForAlone() throws IOException {
    plant.faults().add(Fault.every(FaultKind.UNAVAILABLE, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-lies");
    gateway.raise(order);
    Until.is(() -> steps(order, "find") > 1, gateway::health);
    try (Stream<Path> files = Files.list(infor().share().resolve("in"))) {
      assertThat(files.toList())
          .hasSize(1)
          .allMatch(file -> file.getFileName().toString().matches("BCK_\\d{16}\\.xml"));
    }
    plant.faults().clear();
    agrees(order);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  @Test
  void aMessageThatCannotBeReadIsToldInItsWords() {
    gateway.close();
    gateway = new Gateway(plant, folder, java.util.Map.of("releaseID=\"9.2\"", "release=\"9.2\""));
    WorkOrder order = order("wo-unread");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(gateway.settled(order).create().words()).contains("release");
  }

  @Test
  void filesThatAreNoAnswersTellNothing() throws IOException {
    Path answers = infor().share().resolve("answers");
    WorkOrder order = order("wo-strangers");
    for (String text : List.of("<AcknowledgeMaintenanceOrder><Data", "<html><br>503", "<a/>")) {
      Files.writeString(answers.resolve("x" + text.length() + ".xml"), text);
    }
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    assertThat(booked.fields().get("NOTE").toString()).contains("A pit was seen twice in a row.");
    assertThat(gateway.health().workbench()).isZero();
  }
}
