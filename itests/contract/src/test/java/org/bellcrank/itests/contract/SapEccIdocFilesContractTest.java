package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The same promises with the same folder, where IDocs go as files. */
class SapEccIdocFilesContractTest extends SapEccIdocContractTest {

  @Override
  Plant plant(DoubleOptions options) {
    return SapEccIdocPlant.fromFiles(options);
  }

  private Path in() {
    return sap().share().resolve("in");
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

  @Override
  @Test
  void aPageInsteadOfSapsWordIsNotTakenForIt() {
    assumeTrue(false, "nobody answers a file");
  }

  /** SAP's job runs seldom: the file lies in the folder, and no second one is put beside it. */
  @Test
  void aFileThatNobodyTakesYetIsWaitedForAlone() throws IOException {
    plant.faults().add(Fault.every(FaultKind.UNAVAILABLE, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-lies");
    gateway.raise(order);
    // Longer than the connector waits for a word about it.
    Until.is(
        () ->
            gateway.engine().of(order.id()).orElseThrow().steps().stream()
                    .filter(step -> step.step().equals("find"))
                    .count()
                > 1,
        gateway::health);
    try (Stream<Path> files = Files.list(in())) {
      assertThat(files.toList())
          .hasSize(1)
          .allMatch(file -> file.getFileName().toString().matches("BCK_\\d{16}\\.xml"));
    }
    plant.faults().clear();
    agrees(order);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  /** A stop between the name and its receipt: the file is found, and not put there again. */
  @Test
  void aStopRightAfterTheFileHasItsNameMakesNoSecondOrder() {
    plant.faults().add(Fault.every(FaultKind.UNAVAILABLE, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-stop");
    gateway.raise(order);
    Until.is(() -> names().findAny().isPresent(), gateway::health);
    gateway.stop();
    plant.faults().clear();
    gateway.start();
    agrees(order);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  private Stream<Path> names() {
    try (Stream<Path> files = Files.list(in())) {
      return files.toList().stream();
    } catch (IOException away) {
      return Stream.empty();
    }
  }

  @Test
  void aFileThatSapsSideKeepsInItsArchiveIsKnownToBeTaken() {
    reopen(DoubleOptions.free().setting("file.after", "archive").setting("audit.held", "true"));
    WorkOrder order = order("wo-archive");
    gateway.raise(order);
    Until.is(
        () ->
            gateway.engine().of(order.id()).orElseThrow().steps().stream()
                    .filter(step -> step.step().equals("find"))
                    .count()
                > 1,
        gateway::health);
    Until.is(
        () -> {
          sap().cmms().tellStatus();
          return gateway.engine().of(order.id()).orElseThrow().settled();
        },
        gateway::health);
    agrees(order);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  @Test
  void aFileThatSapsSideCannotReadIsToldInItsWords() {
    gateway.close();
    gateway = new Gateway(plant, folder, java.util.Map.of("<TABNAM>EDI_DC40<", "<TABNAM>EDI_DC<"));
    WorkOrder order = order("wo-unread");
    gateway.raise(order);
    assertThat(gateway.settled(order).create().state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(gateway.settled(order).create().words()).contains("EDI_DC40");
  }
}
