package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Entry;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Children, release and commit, against a CMMS that takes each of them once. */
class StagesTest extends StagedBench {

  /** Three each of the order, two tasks, the release, the picture and the commit. */
  private static final int CALLS = 18;

  /** The same CMMS, if it could not be asked. */
  private static final Map<String, String> CONFIRMED =
      Map.of(
          "deliveryClass: searchable", "deliveryClass: confirmed",
          "[find, create, read-back]", "[create]",
          "[find-task, add-task, read-task, find-part, add-part, read-part]", "[add-task]",
          "[look-at-release, release, read-release]", "[release]",
          "[look-at-commit, commit, read-commit]", "[commit]",
          "[find-file, attach, read-file]", "[attach]");

  private WorkOrder raise(String... tasks) {
    EvidenceReference picture = evidence.keep(new byte[] {1, 2, 3}, "image/jpeg");
    WorkOrder order =
        SampleOrders.order("wo-1", "cmms", picture)
            .withField("order.tasks", List.of(tasks))
            .withField("order.taskMinutes", Stream.of(tasks).map(task -> "15").toList());
    cmms.tasksBeforeRelease = tasks.length;
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
          new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
          return null;
        });
    return order;
  }

  private void settled(WorkOrder order) {
    Until.is(() -> rows(order).stream().noneMatch(row -> row.state().isOpen()), () -> rows(order));
  }

  private void arrivedOnce(WorkOrder order, int tasks) {
    arrivedOnce(order, tasks, 0);
  }

  private void arrivedOnce(WorkOrder order, int tasks, int refused) {
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.orders).hasSize(1);
    assertThat(cmms.only().tasks).hasSize(tasks);
    assertThat(cmms.only().tasks)
        .extracting(task -> task.requireText("key"))
        .doesNotHaveDuplicates();
    assertThat(cmms.only().status).isEqualTo("RELEASED");
    assertThat(cmms.only().files).hasSize(1);
    assertThat(cmms.only().committed).isTrue();
    assertThat(cmms.broken).isEmpty();
    assertThat(cmms.changes).hasSize(4 + tasks + refused);
  }

  static Stream<Arguments> moments() {
    return IntStream.range(0, CALLS)
        .boxed()
        .flatMap(call -> Stream.of(Arguments.of(call, true), Arguments.of(call, false)));
  }

  @ParameterizedTest(name = "call {0}, behind it: {1}")
  @MethodSource("moments")
  void everyStageArrivesOnceWhereverItStops(int stopped, boolean behind) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    StagedCmms.Interruptible stop =
        () -> {
          if (calls.getAndIncrement() == stopped) {
            reached.countDown();
            new CountDownLatch(1).await();
          }
        };
    if (behind) {
      cmms.behind = stop;
    } else {
      cmms.before = stop;
    }
    WorkOrder order = raise("Lock out the lathe", "Change the screw");
    start();
    assertThat(reached.await(20, TimeUnit.SECONDS)).as("stopped").isTrue();
    engine.close();
    cmms.before = () -> {};
    cmms.behind = () -> {};
    start();
    settled(order);
    arrivedOnce(order, 2);
    eachIntentHasItsReceipt(order);
  }

  /** Rows of one order may be under way side by side; each has one call at a time. */
  private void eachIntentHasItsReceipt(WorkOrder order) {
    Map<String, String> open = new HashMap<>();
    for (Entry entry : store.about(order.id())) {
      String row = entry.facts().text("delivery").orElse("");
      String step = entry.facts().text("step").orElse("") + entry.facts().whole("item");
      if (entry.kind().equals("delivery.intent")) {
        assertThat(open.put(row, step)).as("before %s", entry).isNull();
      } else if (entry.kind().equals("delivery.receipt")) {
        assertThat(open.remove(row)).as("%s", entry).isEqualTo(step);
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void eachItemsCallsAreInTheJournalWithItsNumber() {
    WorkOrder order = raise("Lock out the lathe", "Change the screw", "Try it");
    start();
    settled(order);
    arrivedOnce(order, 3);
    List<String> added =
        store.about(order.id()).stream()
            .filter(entry -> entry.facts().text("step").filter("add-task"::equals).isPresent())
            .map(entry -> entry.kind() + " " + entry.facts().whole("item").orElse(0))
            .toList();
    assertThat(added)
        .containsExactly(
            "delivery.intent 1",
            "delivery.receipt 1",
            "delivery.intent 2",
            "delivery.receipt 2",
            "delivery.intent 3",
            "delivery.receipt 3");
    assertThat(cmms.only().tasks)
        .extracting(task -> task.whole("number").orElse(0) + " " + task.whole("minutes").orElse(0))
        .containsExactly("10 15", "20 15", "30 15");
    assertThat(row(order, Purpose.CHILDREN).variables().facts(Walk.FOUND).orElseThrow().values())
        .as("nothing of an item is left for the next")
        .containsOnlyKeys("foreignId");
    OrderDelivery delivery = engine.of(order.id()).orElseThrow();
    assertThat(delivery.stages().values())
        .containsKeys("acknowledged", "children", "released", "attached", "committed");
    assertThat(store.about(order.id()))
        .extracting(Entry::kind)
        .containsSubsequence("delivery.acknowledged", "delivery.children", "delivery.released")
        .endsWith("delivery.committed");
  }

  @Test
  void anOrderWithoutTasksIsReleasedAtOnce() {
    WorkOrder order = raise();
    start();
    settled(order);
    arrivedOnce(order, 0);
  }

  @Test
  void anAnswerThatIsLostIsLookedForByItsItem() {
    AtomicInteger adds = new AtomicInteger();
    cmms.onItsWay =
        request ->
            request.method().equals("POST")
                    && request.path().endsWith("/tasks")
                    && adds.incrementAndGet() == 2
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("Lock out the lathe", "Change the screw", "Try it");
    start();
    settled(order);
    arrivedOnce(order, 3);
  }

  @Test
  void aRefusedItemKeepsTheReleaseBackAndIsGoneOnFromThere() {
    String tooLong = "Change the screw, ".repeat(5);
    WorkOrder order = raise("Lock out the lathe", tooLong, "Try it");
    start();
    until(order, Purpose.CHILDREN, DeliveryState.REFUSED);
    until(order, Purpose.ATTACH, DeliveryState.DONE);
    Delivery refused = row(order, Purpose.CHILDREN);
    assertThat(refused.words()).isEqualTo("text too long");
    assertThat(row(order, Purpose.CREATE).state()).isEqualTo(DeliveryState.DONE);
    assertThat(row(order, Purpose.RELEASE).state()).isEqualTo(DeliveryState.HELD);
    assertThat(row(order, Purpose.COMMIT).state()).isEqualTo(DeliveryState.HELD);
    assertThat(cmms.only().tasks).hasSize(1);
    WorkOrder mended =
        order.withField("order.tasks", List.of("Lock out the lathe", "Change it", "Try it"));
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(mended, SampleOrders.RAISED, "shorter");
          return null;
        });
    engine.retry(refused.id(), "planner");
    settled(order);
    arrivedOnce(order, 3, 1);
  }

  @Test
  void aRefusedPictureHoldsNoStageBackAndRepeatsNothing() {
    cmms.instead =
        request ->
            request.path().endsWith("/files") && request.method().equals("POST")
                ? new StepAnswer.Answered(422, Map.of(), "{\"message\":\"no\"}".getBytes())
                : null;
    WorkOrder order = raise("Lock out the lathe");
    start();
    settled(order);
    assertThat(row(order, Purpose.ATTACH).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(order, Purpose.COMMIT).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.only().committed).isTrue();
    assertThat(cmms.made("create")).isEqualTo(1);
    assertThat(cmms.made("commit")).isEqualTo(1);
  }

  @Test
  void theCommitWaitsForALatePictureButNotForEver() throws Exception {
    connector = connector(Map.of("commitWait: PT10M", "commitWait: PT0.5S"), "");
    cmms.instead =
        request ->
            request.path().endsWith("/files")
                ? new StepAnswer.Answered(503, Map.of(), new byte[0])
                : null;
    WorkOrder order = raise("Lock out the lathe");
    start();
    until(order, Purpose.COMMIT, DeliveryState.DONE);
    assertThat(row(order, Purpose.ATTACH).state()).isEqualTo(DeliveryState.WAITING);
    Delivery commit = row(order, Purpose.COMMIT);
    assertThat(commit.stage("committed").orElseThrow())
        .isAfterOrEqualTo(commit.plannedAt().plusMillis(500));
    assertThat(cmms.made("create")).isEqualTo(1);
  }

  @Test
  void whileAPictureIsUnderWayTheCommitWaits() {
    cmms.instead =
        request ->
            request.path().endsWith("/files")
                ? new StepAnswer.Answered(503, Map.of(), new byte[0])
                : null;
    WorkOrder order = raise("Lock out the lathe");
    start();
    until(order, Purpose.RELEASE, DeliveryState.DONE);
    engine.resume("cmms");
    int before = cmms.calls.get();
    Until.is(() -> cmms.calls.get() > before + 2, () -> rows(order));
    assertThat(row(order, Purpose.COMMIT).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(cmms.made("commit")).isZero();
    cmms.instead = request -> null;
    settled(order);
    arrivedOnce(order, 1);
  }

  /** Without a search nobody but a person can tell, item by item. */
  @Test
  void whereNothingCanBeLookedForAPersonIsAskedAndNothingIsSentTwice() throws Exception {
    connector = connector(CONFIRMED, "");
    AtomicInteger adds = new AtomicInteger();
    cmms.onItsWay =
        request ->
            request.method().equals("POST")
                    && request.path().endsWith("/tasks")
                    && adds.incrementAndGet() == 2
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("Lock out the lathe", "Change the screw", "Try it");
    start();
    until(order, Purpose.CHILDREN, DeliveryState.UNSURE);
    until(order, Purpose.ATTACH, DeliveryState.DONE);
    assertThat(row(order, Purpose.RELEASE).state()).isEqualTo(DeliveryState.HELD);
    assertThat(cmms.made("tasks")).isEqualTo(2);
    engine.adopt(row(order, Purpose.CHILDREN).id(), "S-1", "planner", true);
    settled(order);
    arrivedOnce(order, 3);
  }

  @Test
  void aRefusedItemIsSentAgainAloneWhereNothingCanBeLookedFor() throws Exception {
    connector = connector(CONFIRMED, "");
    WorkOrder order = raise("Lock out the lathe", "Change the screw, ".repeat(5), "Try it");
    start();
    until(order, Purpose.CHILDREN, DeliveryState.REFUSED);
    WorkOrder mended =
        order.withField("order.tasks", List.of("Lock out the lathe", "Change it", "Try it"));
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(mended, SampleOrders.RAISED, "shorter");
          return null;
        });
    engine.retry(row(order, Purpose.CHILDREN).id(), "planner");
    settled(order);
    arrivedOnce(order, 3, 1);
  }

  @Test
  void aCreateWhoseAnswerIsLostIsPutToAPersonWhereNothingCanBeLookedFor() throws Exception {
    connector = connector(CONFIRMED, "");
    cmms.onItsWay =
        request ->
            request.path().equals("/orders") && request.method().equals("POST")
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("Lock out the lathe");
    start();
    until(order, Purpose.CREATE, DeliveryState.UNSURE);
    engine.resume("cmms");
    engine.close();
    start();
    assertThat(row(order, Purpose.CREATE).state()).isEqualTo(DeliveryState.UNSURE);
    assertThat(rows(order)).hasSize(1);
    assertThat(cmms.made("create")).isEqualTo(1);
  }
}
