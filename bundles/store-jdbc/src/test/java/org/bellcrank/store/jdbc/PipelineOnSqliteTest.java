package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.store.jdbc.PipelineRig.START;
import static org.bellcrank.store.jdbc.PipelineRig.await;
import static org.bellcrank.store.jdbc.PipelineRig.look;
import static org.bellcrank.store.jdbc.PipelineRig.measured;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.pipeline.Deciding;
import org.bellcrank.workorder.OrderLinks;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every test ends with balanced books: {@link PipelineRig#settle}. */
@Timeout(180)
class PipelineOnSqliteTest {

  @TempDir Path folder;
  private PipelineRig rig;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** RUL-32: from many threads, and done within a minute and a half on a busy machine. */
  @Test
  @Timeout(90)
  void aStormOfOneCauseMakesOneOrderThatCountsThemAll() throws Exception {
    rig.now.set(START.plus(Duration.ofHours(1)));
    rig.documents(PipelineRig.RAISE_ALL);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      long frame = i;
      sent.add(threads.submit(() -> rig.intake.accept(look("c:" + frame, frame, "left", 0.9, 10))));
    }
    for (Future<?> each : sent) {
      each.get();
    }
    threads.shutdown();
    rig.settle();
    assertThat(rig.balance().accepted()).isEqualTo(10_000);
    assertThat(rig.orders()).singleElement().extracting(WorkOrder::occurrences).isEqualTo(10_000L);
    assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
    assertThat(rig.in(Disposition.MERGED)).isEqualTo(9_999);
    assertThat(rig.delivered).hasSize(1);
    assertThat(rig.updates).as("the counter alone is no news for the CMMS").isEmpty();
  }

  @Test
  void twoCausesMakeTwoOrders() {
    rig.documents(PipelineRig.RAISE_ALL);
    for (int i = 0; i < 20; i++) {
      rig.intake.accept(look("c:" + i, i, i % 2 == 0 ? "left" : "right", 0.9, 10));
    }
    rig.settle();
    assertThat(rig.orders())
        .extracting(order -> order.cause().key())
        .containsExactlyInAnyOrder("screw-1|pitting|left", "screw-2|pitting|right");
    assertThat(rig.orders()).extracting(WorkOrder::occurrences).containsOnly(10L);
    assertThat(rig.orders())
        .as("which model looked, under which documents")
        .allSatisfy(
            order ->
                assertThat(order.fields().values())
                    .containsEntry("model.name", "ballscrew")
                    .containsEntry("model.version", "1.2")
                    .containsEntry("documents.version", rig.site.get().orElseThrow().version()));
  }

  @Test
  void theFirstSightIsLoggedTheNextFrameRaisesAndGrowthMergesWithMoreUrgency() {
    rig.documents(PipelineRig.CONFIRM);
    rig.intake.accept(look("c:1", 1, "left", 0.9, 10));
    rig.settle();
    assertThat(rig.finding("c:1#0").state().disposition()).isEqualTo(Disposition.LOGGED);
    assertThat(rig.orders()).isEmpty();

    rig.intake.accept(look("c:2", 2, "left", 0.9, 10));
    rig.settle();
    WorkOrder order = rig.orders().get(0);
    assertThat(rig.finding("c:2#0").state().order()).contains(order.id());

    for (int frame = 3; frame < 12; frame++) {
      rig.intake.accept(look("c:" + frame, frame, "left", 0.9, 10 + 2 * frame));
    }
    rig.settle();
    WorkOrder grown = rig.orders().get(0);
    assertThat(rig.orders()).hasSize(1);
    assertThat(grown.id()).isEqualTo(order.id());
    assertThat(grown.occurrences()).isEqualTo(10);
    assertThat(grown.priority()).isEqualTo(order.priority() - 3);
    assertThat(rig.updates)
        .as("minor to major and major to critical, each told once")
        .hasSize(2)
        .allSatisfy(change -> assertThat(change).startsWith("Priority raised from"));
    assertThat(rig.in(Disposition.MERGED)).isEqualTo(9);
  }

  @Test
  void anOrderNamesItsPageWhereSomethingShowsIt() {
    rig.documents(PipelineRig.RAISE_ALL);
    rig.intake.accept(look("c:1", 1, "left", 0.9, 10));
    rig.settle();
    OrderLinks console = order -> Optional.of("http://127.0.0.1:8480/#/orders/" + order);
    rig.pipeline.setOrderLinks(console);
    rig.intake.accept(look("c:2", 2, "right", 0.9, 10));
    rig.settle();
    assertThat(rig.orders())
        .extracting(order -> order.fields().text("links.console").orElse("none"))
        .containsExactlyInAnyOrder("none", "http://127.0.0.1:8480/#/orders/" + newest().id());
    rig.pipeline.unsetOrderLinks(console);
  }

  private WorkOrder newest() {
    return rig.orders().stream()
        .filter(order -> order.cause().key().contains("screw-2"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFrameInBetweenWithoutTheDefectDoesNotConfirm() {
    rig.documents(PipelineRig.CONFIRM);
    rig.intake.accept(look("c:1", 1, "left", 0.9, 10));
    rig.intake.accept(look("c:3", 3, "left", 0.9, 10));
    rig.settle();
    assertThat(rig.orders()).isEmpty();
    assertThat(rig.in(Disposition.LOGGED)).isEqualTo(2);
  }

  @Test
  void anUnknownPointIsAMappingTaskAndNeverAnOrder() {
    rig.documents(PipelineRig.RAISE_ALL);
    rig.intake.accept(look("c:1", 1, "nowhere", 0.99, 10));
    rig.settle();
    FindingBook.State state = rig.finding("c:1#0").state();
    assertThat(state.disposition()).isEqualTo(Disposition.IN_REVIEW);
    assertThat(state.why().text("queue")).contains("mapping");
    assertThat(rig.orders()).isEmpty();
  }

  @Test
  void whatLiesBelowTheFloorIsLogged() {
    rig.documents(PipelineRig.RAISE_ALL);
    rig.intake.accept(look("c:1", 1, "left", 0.29, 10));
    rig.intake.accept(look("c:2", 2, "left", 0.30, 10));
    rig.settle();
    assertThat(rig.finding("c:1#0").state().reason()).contains("below the floor 0.3");
    assertThat(rig.finding("c:1#0").state().disposition()).isEqualTo(Disposition.LOGGED);
    assertThat(rig.finding("c:1#0").state().why().text("asset"))
        .as("who hears of it asks whose it is")
        .contains("screw-1");
    assertThat(rig.finding("c:2#0").state().disposition()).isEqualTo(Disposition.RAISED);
  }

  @Test
  void aLimitThatIsCrossedLongEnoughBecomesAFindingOnceUntilItClears() {
    rig.documents(PipelineRig.RAISE_ALL);
    double[] values = {70, 80, 81, 82, 83, 72, 69, 80, 81};
    Instant at = START;
    for (int i = 0; i < values.length; i++) {
      at = at.plusSeconds(20);
      rig.intake.accept(measured("m:" + i, at, values[i]));
    }
    rig.settle();
    assertThat(rig.journal("finding.derived")).extracting(Entry::subject).containsExactly("m:3#0");
    assertThat(rig.balance().accepted()).isEqualTo(1);
    WorkOrder order = rig.orders().get(0);
    assertThat(order.cause().key()).isEqualTo("screw-1|overheating|hot");
    assertThat(order.fields().number("finding.value")).hasValue(82);
  }

  @Test
  void whatIsHeldIsDecidedAtTheNextShiftAndCountedOnce() {
    rig.documents(PipelineRig.HOLD);
    rig.intake.accept(look("c:1", 1, "left", 0.9, 10));
    rig.settle();
    assertThat(rig.finding("c:1#0").state().disposition()).isEqualTo(Disposition.HELD);
    assertThat(rig.finding("c:1#0").state().until()).contains(START.plus(Duration.ofHours(1)));
    assertThat(rig.orders()).isEmpty();

    rig.now.set(START.plus(Duration.ofMinutes(59)));
    rig.intake.accept(look("c:2", 2, "right", 0.9, 10));
    rig.settle();
    assertThat(rig.in(Disposition.HELD)).isEqualTo(2);

    rig.now.set(START.plus(Duration.ofHours(1)));
    await("decided", () -> rig.in(Disposition.HELD) == 0);
    assertThat(rig.in(Disposition.RAISED)).isEqualTo(2);
    assertThat(rig.orders())
        .as("waiting is no second sight")
        .extracting(order -> order.fields().whole("finding.count30d").orElseThrow())
        .containsOnly(1L);
  }

  @Test
  void anObservationThatCannotBeDecidedGoesToAPersonAndTheNextIsDecided() {
    rig.poison = "bad:";
    for (int i = 0; i < 40; i++) {
      rig.intake.accept(look("c:" + i, i, "right", 0.9, 10));
      if (i == 20) {
        rig.intake.accept(look("bad:1", i, "left", 0.9, 10));
      }
    }
    rig.documents(PipelineRig.RAISE_ALL);
    rig.settle();
    FindingBook.State state = rig.finding("bad:1#0").state();
    assertThat(state.disposition()).isEqualTo(Disposition.IN_REVIEW);
    assertThat(state.reason()).contains("no outbox takes bad:1#0");
    assertThat(rig.orders()).singleElement().extracting(WorkOrder::occurrences).isEqualTo(40L);
    assertThat(rig.journal("observation.undecided"))
        .extracting(Entry::subject)
        .containsExactly("bad:1");
  }

  @Test
  void aHeldFindingThatCannotBeDecidedGoesToAPersonAndDoesNotStopTheOthers() {
    rig.documents(PipelineRig.HOLD);
    rig.intake.accept(look("bad:1", 1, "left", 0.9, 10));
    rig.intake.accept(look("c:2", 2, "right", 0.9, 10));
    rig.settle();
    rig.poison = "bad:";
    rig.now.set(START.plus(Duration.ofHours(1)));
    await("decided", () -> rig.in(Disposition.HELD) == 0);
    assertThat(rig.finding("bad:1#0").state().disposition()).isEqualTo(Disposition.IN_REVIEW);
    assertThat(rig.finding("c:2#0").state().disposition()).isEqualTo(Disposition.RAISED);
    rig.intake.accept(look("bad:3", 3, "nowhere", 0.9, 10));
    rig.settle();
  }

  @Test
  void anErrorNeitherEndsDecidingNorStaysHiddenAndNothingIsLost() {
    rig.death = finding -> new NoClassDefFoundError("org/bellcrank/Gone");
    rig.documents(PipelineRig.RAISE_ALL);
    rig.intake.accept(look("c:1", 1, "left", 0.9, 10));
    await("trouble shown", () -> rig.pipeline.deciding().state() == Deciding.State.FAILING);
    assertThat(rig.pipeline.deciding().note()).contains("NoClassDefFoundError", "Gone");
    assertThat(rig.in(Disposition.PENDING)).as("waits, is given to nobody").isEqualTo(1);

    rig.death = finding -> null;
    rig.settle();
    assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
    await("trouble over", () -> rig.pipeline.deciding().state() == Deciding.State.RUNNING);
    assertThat(rig.pipeline.deciding().note()).isEmpty();
  }

  @Test
  void anObservationThatOverflowsTheStackGoesToAPersonAndTheOthersAreDecided() {
    rig.death = finding -> finding.startsWith("bad:") ? new StackOverflowError() : null;
    rig.intake.accept(look("bad:1", 1, "left", 0.9, 10));
    rig.intake.accept(look("c:2", 2, "right", 0.9, 10));
    rig.documents(PipelineRig.RAISE_ALL);
    rig.settle();
    assertThat(rig.finding("bad:1#0").state().disposition()).isEqualTo(Disposition.IN_REVIEW);
    assertThat(rig.finding("bad:1#0").state().reason()).contains("StackOverflowError");
    assertThat(rig.finding("c:2#0").state().disposition()).isEqualTo(Disposition.RAISED);
  }

  @Test
  void untilDocumentsAreThereDecidingSaysThatItWaits() {
    await("looked", () -> rig.pipeline.deciding().note().contains("no site documents"));
    assertThat(rig.pipeline.deciding().state()).isEqualTo(Deciding.State.WAITING);
    rig.documents(PipelineRig.RAISE_ALL);
    await("running", () -> rig.pipeline.deciding().state() == Deciding.State.RUNNING);
  }

  @Test
  void afterABreakdownEachObservationIsDecidedExactlyOnce() {
    rig.documents(PipelineRig.RAISE_ALL);
    int accepted = 0;
    for (int round = 0; round < 3; round++) {
      List<CompletableFuture<?>> sent = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        sent.add(rig.intake.submit(look("r" + round + ":" + i, i, "left", 0.9, 10)));
      }
      sent.get(300).join();
      rig.breakDown();
      for (CompletableFuture<?> each : sent) {
        accepted += wasAccepted(each) ? 1 : 0;
      }
      rig.start();
    }
    rig.settle();
    assertThat(accepted).isPositive();
    assertThat(rig.balance().accepted()).isEqualTo(accepted);
    assertThat(rig.orders())
        .singleElement()
        .extracting(WorkOrder::occurrences)
        .isEqualTo((long) accepted);
    assertThat(rig.journal("order.raised")).hasSize(1);
    assertThat(rig.journal("finding.disposed")).hasSize(accepted);
  }

  private static boolean wasAccepted(CompletableFuture<?> sent) {
    try {
      sent.join();
      return true;
    } catch (java.util.concurrent.CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(StoreException.class);
      return false;
    }
  }

  @Test
  void nothingIsDecidedBeforeDocumentsAreThere() {
    for (int i = 0; i < 5; i++) {
      rig.intake.accept(look("c:" + i, i, "left", 0.9, 10));
    }
    assertThat(rig.in(Disposition.PENDING)).isEqualTo(5);
    rig.breakDown();
    rig.start();
    assertThat(rig.store.<Long>read(unit -> unit.port(Positions.class).position("pipeline")))
        .isZero();
    assertThat(rig.in(Disposition.PENDING)).isEqualTo(5);
    rig.documents(PipelineRig.RAISE_ALL);
    rig.settle();
    assertThat(rig.in(Disposition.PENDING)).isZero();
    assertThat(rig.finding("c:0#0").state().why().text("documents"))
        .contains(rig.site.get().orElseThrow().version());
  }

  @Test
  void whatIsWrongWithADeviceIsJournalledAndNoFinding() {
    rig.documents(PipelineRig.RAISE_ALL);
    rig.intake.accept(
        new DeviceStatus(
            "d:1",
            "cam",
            new CaptureTime(START, CaptureTime.ClockQuality.GATEWAY),
            "cam",
            DeviceStatus.Status.LOST,
            "no frames",
            java.util.Map.of()));
    rig.settle();
    assertThat(rig.journal("device.status")).hasSize(1);
    assertThat(rig.balance().accepted()).isZero();
  }
}
