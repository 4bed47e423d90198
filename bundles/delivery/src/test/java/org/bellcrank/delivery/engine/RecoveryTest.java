package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Entry;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine does about a stop between intent and receipt, and in which order it works. */
class RecoveryTest extends EngineTest {

  @Test
  void anIntentIsOnDiskBeforeTheCall() {
    WorkOrder order = raise("wo-1", 2);
    cmms.before =
        request -> {
          Entry last = store.about(order.id()).get(store.about(order.id()).size() - 1);
          assertThat(last.kind()).isEqualTo("delivery.intent");
          assertThat(last.facts().requireText("method")).isEqualTo(request.method());
          assertThat(last.facts().requireText("request")).hasSize(64);
        };
    start(2);
    settled(order);
    assertThat(cmms.failure).isNull();
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void anIntentWithoutReceiptIsLookedForAfterTheRestartAndNotSentAgain() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    cmms.afterCreate =
        () -> {
          taken.countDown();
          new CountDownLatch(1).await();
        };
    WorkOrder order = raise("wo-1", 2);
    start(2);
    taken.await();
    engine.close();
    assertThat(row(order).intent()).isTrue();
    assertThat(row(order).step()).isEqualTo("create");

    cmms.afterCreate = () -> {};
    start(2);
    settled(order);
    assertThat(cmms.creates).hasValue(1);
    assertThat(row(order).foreignId()).contains("OT-1");
    assertThat(store.about(order.id()))
        .filteredOn(e -> e.kind().equals("delivery.receipt"))
        .anySatisfy(
            e ->
                assertThat(e.facts().text("words"))
                    .hasValueSatisfying(w -> assertThat(w).contains("gateway stopped")));
  }

  /** A slow CMMS goes on with what it took, also when the gateway that sent it is no more. */
  @Test
  void whatTheCmmsStillWorksOnAfterAStopIsNotSentAgain() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    AtomicReference<StepRequest> slow = new AtomicReference<>();
    cmms.before =
        request -> {
          if (request.method().equals("POST")) {
            slow.set(request);
          }
        };
    cmms.beforeEach =
        () -> {
          if (slow.get() != null) {
            taken.countDown();
            new CountDownLatch(1).await();
          }
        };
    WorkOrder order = raise("wo-1", 2);
    start(2);
    taken.await();
    engine.close();
    cmms.before = request -> {};
    cmms.beforeEach = () -> {};

    AtomicInteger looks = new AtomicInteger();
    cmms.behindEach =
        () -> {
          if (looks.incrementAndGet() == 2) {
            cmms.call(slow.get());
          }
        };
    start(2);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(1);
  }

  @Test
  void theMostUrgentGoFirstAndNoMoreAtATimeThanAllowed() {
    for (int i = 0; i < 20; i++) {
      raise("wo-" + i, 1 + (i * 7) % 5);
    }
    start(1);
    Until.is(() -> cmms.creates.get() == 20, engine::health);
    assertThat(cmms.most).hasValue(1);
    assertThat(cmms.priorities).isSorted();
  }

  @Test
  void aPictureThatWasPlannedIsSentThoughABetterOneTookItsPlaceMeanwhile() {
    EvidenceReference first = evidence.keep(new byte[] {1, 2, 3}, "image/jpeg");
    EvidenceReference better = evidence.keep(new byte[] {4, 5, 6}, "image/jpeg");
    WorkOrder order = raise(SampleOrders.order("wo-1", "cmms", first));
    cmms.beforeAttaching =
        () ->
            store.commit(
                unit -> {
                  WorkOrder grown = SampleOrders.order("wo-1", "cmms", better);
                  unit.port(OrderBook.class).change(grown, SampleOrders.RAISED, "it grew");
                  return null;
                });
    start(2);
    Until.is(
        () -> rows(order).size() == 2 && rows(order).stream().noneMatch(r -> r.state().isOpen()),
        () -> rows(order));
    assertThat(rows(order)).allMatch(row -> row.state() == DeliveryState.DONE);
    assertThat(cmms.files)
        .containsExactly(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}));
  }

  @Test
  void anInstanceWithoutConnectorKeepsItsOrders() {
    connector = null;
    WorkOrder order = raise("wo-1", 2);
    start(2);
    Until.is(
        () ->
            engine.health().get(0).breaker() == Breaker.NO_CONNECTOR
                && engine.health().get(0).lastWords().contains("not loaded"),
        engine::health);
    assertThat(row(order).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(engine.health().get(0).queue()).isEqualTo(1);
  }

  @Test
  void oneTryAtATimeWhileTheOtherSideIsAwayThenAllFlow() {
    cmms.away = true;
    for (int i = 0; i < 10; i++) {
      raise("wo-" + i, 3);
    }
    start(4);
    Until.is(() -> cmms.refusedCalls.get() >= 5, engine::health);
    assertThat(cmms.refusedCalls).hasValueLessThan(10);
    assertThat(engine.health().get(0).breaker()).isIn(Breaker.OPEN, Breaker.PROBING);
    cmms.away = false;
    engine.resume("cmms");
    Until.is(() -> cmms.creates.get() == 10, engine::health);
    assertThat(engine.health().get(0).workbench()).isZero();
  }

  @Test
  void whatCannotBeLookedUpIsPutToAPerson(@TempDir Path folder) throws Exception {
    Path confirmed = Files.createDirectories(folder.resolve("custom-rest"));
    Path shipped = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Files.createDirectories(confirmed.resolve("routes"));
    for (String file :
        List.of(
            "mapping.yaml",
            "facts.yaml",
            "reading.yaml",
            "assets.yaml",
            "routes/custom-rest.camel.yaml")) {
      Files.copy(shipped.resolve(file), confirmed.resolve(file));
    }
    Files.writeString(
        confirmed.resolve("recipe.yaml"),
        Files.readString(shipped.resolve("recipe.yaml"))
            .replace("create: [find, create, read-back]", "create: [create]"));
    Files.writeString(
        confirmed.resolve("connector.yaml"),
        Files.readString(shipped.resolve("connector.yaml")).replace("searchable", "confirmed"));
    connector = ConnectorFolder.read(confirmed);
    cmms.lost = true;
    WorkOrder order = raise("wo-1", 2);
    start(2);
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.UNSURE);
    assertThat(engine.workbench(10)).hasSize(1);
    engine.adopt(row(order).id(), "OT-1", "planner", false);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(row(order).foreignId()).contains("OT-1");
    assertThat(cmms.creates).hasValue(1);
    assertThat(store.about(order.id())).extracting(Entry::kind).contains("delivery.person");
  }
}
