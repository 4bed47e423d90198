package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.itests.doubles.BookedAttachment;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every connector promises, held against the CMMS's own books. */
abstract class DeliveryContract {

  private static final byte[] PICTURE = "not really a picture".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  Plant plant;
  Gateway gateway;

  abstract Plant plant(DoubleOptions options);

  /** A double that takes a change of the priority without a word and leaves it as it is. */
  abstract DoubleOptions withFrozenPriority(DoubleOptions options);

  @BeforeEach
  void start() {
    plant = plant(DoubleOptions.free());
    gateway = new Gateway(plant, folder);
  }

  /** Another plant, set up in another way. */
  void reopen(DoubleOptions options) {
    stop();
    plant = plant(options);
    gateway = new Gateway(plant, folder);
  }

  /** The order's newest update, settled. */
  Delivery update(WorkOrder order) {
    List<Delivery> updates =
        gateway.settled(order).others().stream()
            .filter(row -> row.purpose() == Purpose.UPDATE)
            .toList();
    return updates.get(updates.size() - 1);
  }

  /** A fault that has no meaning on the way to this CMMS is no promise of it. */
  void possible(FaultKind kind) {
    Optional<String> lacking = plant.cmms().lacks(kind);
    assumeTrue(
        lacking.isEmpty(),
        () -> "%s with %s: %s".formatted(kind, plant.kind(), lacking.orElseThrow()));
  }

  private long sent(WorkOrder order, String step) {
    return gateway.settled(order).steps().stream().filter(s -> s.step().equals(step)).count();
  }

  @AfterEach
  void stop() {
    gateway.close();
    plant.close();
  }

  WorkOrder order(String id) {
    return order(id, 2);
  }

  WorkOrder order(String id, int priority) {
    EvidenceReference picture =
        gateway.evidence.keep((id + new String(PICTURE)).getBytes(), "image/jpeg");
    WorkOrder sample = SampleOrders.order(id, Gateway.INSTANCE, priority, picture);
    return with(sample, "asset.foreignId", plant.asset());
  }

  static WorkOrder with(WorkOrder order, String field, Object value) {
    Facts.Builder fields = order.fields().toBuilder();
    fields.put(field, value);
    return copy(order, order.priority(), order.title(), fields.build());
  }

  static WorkOrder copy(WorkOrder order, int priority, String title, Facts fields) {
    return new WorkOrder(
        order.id(),
        order.cause(),
        order.site(),
        order.connector(),
        order.type(),
        priority,
        order.status(),
        title,
        order.description(),
        order.raisedAt(),
        order.occurrences(),
        order.evidence(),
        fields);
  }

  /** One order in the books, under the number that we know, with the picture once. */
  BookedOrder agrees(WorkOrder order) {
    OrderDelivery delivery = gateway.settled(order);
    assertThat(delivery.create().state()).as("%s", delivery).isEqualTo(DeliveryState.DONE);
    List<BookedOrder> booked = plant.books().byReference(order.reference().value());
    assertThat(booked).as("orders in the CMMS").hasSize(1);
    assertThat(delivery.create().foreignId()).contains(booked.get(0).number());
    assertThat(booked.get(0).attachments())
        .as("attachments, ours: %s", delivery)
        .extracting(plant::sha256)
        .containsExactly(order.evidence().get(0).reference().sha256());
    return booked.get(0);
  }

  @Test
  void anOrderIsCreatedReadBackAndAttached() {
    WorkOrder order = order("wo-1");
    gateway.raise(order);
    agrees(order);
    OrderDelivery delivery = gateway.settled(order);
    assertThat(delivery.steps())
        .extracting(StepTrace::step)
        .startsWith("find")
        .containsSubsequence("find", "create", "read-back")
        .contains("attach");
    assertThat(delivery.steps()).extracting(StepTrace::receipt).containsOnly("accepted");
    assertThat(delivery.create().stages().values())
        .containsOnlyKeys("planned", "firstIntent", "created", "acknowledged");
    assertThat(delivery.create().link().isPresent())
        .as("link for people, where connector.yaml names one")
        .isEqualTo(gateway.connector().link().isPresent());
    assertThat(gateway.store.about(order.id()))
        .extracting(e -> e.kind())
        .contains("delivery.acknowledged", "delivery.attached");
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "TIMEOUT_AFTER_COMMIT",
        "SERVER_ERROR_AFTER_COMMIT",
        "SERVER_ERROR",
        "SILENT_204",
        "CLOSED_BEFORE_PROCESSING",
        "TOO_MANY_REQUESTS",
        "UNAVAILABLE"
      })
  void aFaultOnTheCreateMakesNoSecondOrder(FaultKind kind) {
    possible(kind);
    plant.faults().add(Fault.next(kind, 1).on(Operation.CREATE));
    WorkOrder order = order("wo-" + kind);
    gateway.raise(order);
    agrees(order);
    assertThat(plant.faults().hits()).isEqualTo(1);
    assertThat(plant.books().duplicates()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "TIMEOUT_AFTER_COMMIT",
        "SERVER_ERROR_AFTER_COMMIT",
        "CLOSED_BEFORE_PROCESSING",
        "TOO_MANY_REQUESTS"
      })
  void aFaultOnTheAttachmentNeverRepeatsTheCreateNorThePicture(FaultKind kind) {
    possible(kind);
    plant.faults().add(Fault.next(kind, 1).on(Operation.ATTACH));
    WorkOrder order = order("wo-" + kind);
    gateway.raise(order);
    agrees(order);
    assertThat(plant.books().duplicateAttachments()).isEmpty();
    long creates =
        gateway.settled(order).steps().stream().filter(s -> s.step().equals("create")).count();
    assertThat(creates).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "PAGE_AFTER_COMMIT",
        "CUT_AFTER_COMMIT",
        "MANGLED_AFTER_COMMIT",
        "HUGE_AFTER_COMMIT",
        "BOMB_AFTER_COMMIT"
      })
  void garbageInsteadOfAnAnswerIsNeitherAnOrderNorItsAbsence(FaultKind kind) {
    possible(kind);
    // Its creation is answered by garbage, and so is the first search for it that follows.
    plant.faults().add(Fault.next(kind, 1).on(Operation.CREATE));
    plant.faults().add(Fault.next(kind, 1).on(Operation.FIND).after(1));
    plant.faults().add(Fault.next(kind, 1).on(Operation.ATTACH));
    WorkOrder order = order("wo-" + kind);
    gateway.raise(order);
    agrees(order);
    assertThat(plant.faults().hits()).isEqualTo(3);
    assertThat(plant.books().duplicates()).isEmpty();
    assertThat(plant.books().duplicateAttachments()).isEmpty();
    assertThat(gateway.health().workbench()).isZero();
  }

  @Test
  void anAnswerThatHangsAfterTheCommitIsReadNotRepeated() {
    plant
        .faults()
        .add(
            Fault.next(FaultKind.HANG_AFTER_COMMIT, 1)
                .on(Operation.CREATE)
                .lasting(plant.longerThanPatience()));
    WorkOrder order = order("wo-hang");
    gateway.raise(order);
    agrees(order);
    assertThat(gateway.settled(order).steps()).extracting(StepTrace::receipt).contains("uncertain");
  }

  @Test
  void retryAfterIsRespected() {
    possible(FaultKind.TOO_MANY_REQUESTS);
    plant
        .faults()
        .add(
            Fault.next(FaultKind.TOO_MANY_REQUESTS, 1)
                .on(Operation.CREATE)
                .retryAfter(Duration.ofSeconds(2)));
    WorkOrder order = order("wo-429");
    gateway.raise(order);
    agrees(order);
    List<StepTrace> creates =
        gateway.settled(order).steps().stream().filter(s -> s.step().equals("create")).toList();
    assertThat(creates).hasSize(2);
    assertThat(
            Duration.between(creates.get(0).receiptAt().orElseThrow(), creates.get(1).intentAt()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anExpiredKeyPausesTheInstanceAndPoisonsNothing() {
    plant.cmms().expireKey();
    WorkOrder order = order("wo-key");
    gateway.raise(order);
    Until.is(() -> gateway.health().breaker() == Breaker.CREDENTIAL, gateway::health);
    assertThat(gateway.health().workbench()).isZero();
    assertThat(gateway.health().lastWords()).contains(plant.stranger());
    plant.cmms().renewKey();
    gateway.engine().resume(Gateway.INSTANCE);
    agrees(order);
    assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void aSessionThatEndsInMidRecipeIsBegunAnewAndNothingIsSentTwice() {
    WorkOrder first = order("wo-before");
    gateway.raise(first);
    agrees(first);
    plant.endSessions();
    WorkOrder order = order("wo-after");
    gateway.raise(order);
    agrees(order);
    assertThat(sent(order, "create")).isBetween(1L, 2L);
    assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(gateway.health().workbench()).isZero();
  }

  @Test
  void anOrderWithNothingButWhatIsNeededIsTaken() {
    WorkOrder order = order("wo-bare");
    Facts bare = Facts.with("asset.foreignId", plant.asset()).build();
    WorkOrder least = copy(order, 3, order.title(), bare);
    gateway.raise(least);
    assertThat(plant.priority(agrees(least))).isEqualTo(plant.priority(3));
  }

  @Test
  void aRefusedOrderWaitsForAPersonAndTheOthersFlow() {
    WorkOrder poison = with(order("wo-poison"), "asset.foreignId", "NO-SUCH-ASSET");
    WorkOrder good = order("wo-good");
    gateway.raise(poison);
    gateway.raise(good);
    agrees(good);
    Delivery refused = gateway.settled(poison).create();
    assertThat(refused.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(refused.words()).isNotBlank();
    assertThat(gateway.engine().workbench(10)).extracting(Delivery::order).contains("wo-poison");

    gateway.store.commit(
        unit -> {
          unit.port(org.bellcrank.workorder.OrderBook.class)
              .change(
                  with(poison, "asset.foreignId", plant.asset()),
                  java.time.Instant.now(),
                  "asset corrected");
          return null;
        });
    gateway.engine().retry(refused.id(), "planner");
    agrees(poison);
  }

  @Test
  void anOrderThatLacksWhatIsNeededNeverLeavesTheGateway() {
    WorkOrder order = order("wo-incomplete");
    Facts.Builder fields = Facts.builder();
    order
        .fields()
        .values()
        .forEach((name, value) -> fields.put(name, name.equals("asset.foreignId") ? null : value));
    WorkOrder incomplete = copy(order, 2, order.title(), fields.build());
    gateway.raise(incomplete);
    Delivery refused = gateway.settled(incomplete).create();
    assertThat(refused.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(refused.words()).contains("asset.foreignId").contains("not sent");
    assertThat(plant.books().orders()).isEmpty();
  }

  @Test
  void aTitleThatIsTooLongIsCutAndItsWholeTextKept() {
    String title = "Pitting on the ball screw of the X axis, growing, ".repeat(4).strip();
    WorkOrder order = order("wo-long");
    WorkOrder longOne = copy(order, 2, title.substring(0, 199), order.fields());
    gateway.raise(longOne);
    assertThat(texts(agrees(longOne))).anyMatch(text -> text.contains(longOne.title()));
  }

  /** What stands in the order, wherever its lines end. */
  private static Stream<String> texts(BookedOrder order) {
    return order.fields().values().stream()
        .map(value -> String.valueOf(value).replaceAll("\\s+", " "));
  }

  @Test
  void anUpdateReachesTheOrderAndOnlyTheNewestIsSent() {
    WorkOrder order = order("wo-update", 4);
    gateway.raise(order);
    BookedOrder before = agrees(order);
    gateway.stop();
    gateway.change(copy(order, 3, order.title(), order.fields()), "grew");
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew again");
    gateway.start();
    BookedOrder after = agrees(order);
    assertThat(after.fields()).isNotEqualTo(before.fields());
    long updates =
        gateway.settled(order).steps().stream().filter(s -> s.step().equals("update")).count();
    assertThat(updates).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"SILENT_204", "SILENT_200", "SERVER_ERROR", "CLOSED_BEFORE_PROCESSING"})
  void anUpdateThatTookNoEffectIsNoticedAndSentAgain(FaultKind kind) {
    possible(kind);
    WorkOrder order = order("wo-" + kind, 4);
    gateway.raise(order);
    agrees(order);
    plant.faults().add(Fault.next(kind, 1).on(Operation.UPDATE));
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    Delivery update = update(order);
    assertThat(update.state()).as("%s", update).isEqualTo(DeliveryState.DONE);
    assertThat(plant.priority(agrees(order))).isEqualTo(plant.priority(1));
    assertThat(sent(order, "update")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"TIMEOUT_AFTER_COMMIT", "SERVER_ERROR_AFTER_COMMIT"})
  void anUpdateThatTookEffectUnseenIsReadNotRepeated(FaultKind kind) {
    possible(kind);
    WorkOrder order = order("wo-" + kind, 4);
    gateway.raise(order);
    agrees(order);
    plant.faults().add(Fault.next(kind, 1).on(Operation.UPDATE));
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    assertThat(update(order).state()).isEqualTo(DeliveryState.DONE);
    assertThat(plant.priority(agrees(order))).isEqualTo(plant.priority(1));
    assertThat(sent(order, "update")).isEqualTo(1);
  }

  @Test
  void anUpdateThatNeverTakesEffectIsPutToAPersonWithTheFieldThatStands() {
    reopen(withFrozenPriority(DoubleOptions.free()));
    WorkOrder order = order("wo-frozen", 4);
    gateway.raise(order);
    agrees(order);
    gateway.change(copy(order, 1, order.title(), order.fields()), "grew");
    Delivery update = update(order);
    assertThat(update.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(update.words())
        .containsIgnoringCase(plant.priorityName())
        .contains("sent " + plant.priority(1))
        .contains("shows " + plant.priority(4));
    assertThat(gateway.engine().workbench(10)).extracting(Delivery::id).contains(update.id());
    assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(sent(order, "update")).isBetween(2L, 10L);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"SILENT_204", "SILENT_200"})
  void aPictureThatWasTakenButNotKeptIsSentAgain(FaultKind kind) {
    possible(kind);
    plant.faults().add(Fault.next(kind, 1).on(Operation.ATTACH));
    WorkOrder order = order("wo-" + kind);
    gateway.raise(order);
    agrees(order);
    assertThat(plant.faults().hits()).isEqualTo(1);
  }

  @Test
  void aPictureThatIsNotTakenHoldsUpNoOrderAndFollowsByItself() {
    plant.faults().add(Fault.every(FaultKind.SERVER_ERROR, 1).on(Operation.ATTACH));
    WorkOrder order = order("wo-follows");
    gateway.raise(order);
    Until.is(() -> plant.faults().hits() > 1, gateway::health);
    BookedOrder bare = plant.books().byReference(order.reference().value()).get(0);
    assertThat(bare.attachments()).isEmpty();
    OrderDelivery meanwhile = gateway.engine().of(order.id()).orElseThrow();
    assertThat(meanwhile.create().foreignId()).contains(bare.number());
    plant.faults().clear();
    agrees(order);
    assertThat(sent(order, "create")).isEqualTo(1);
    assertThat(plant.books().duplicateAttachments()).isEmpty();
  }

  @Test
  void aPictureOverTheLimitGoesOutAsASmallerCopyAndTheJournalSaysSo() throws Exception {
    byte[] original = Pictures.biggerThan(plant.biggestFile());
    EvidenceReference picture = gateway.evidence.keep(original.clone(), "image/png");
    WorkOrder order =
        with(
            SampleOrders.order("wo-big", Gateway.INSTANCE, 2, picture),
            "asset.foreignId",
            plant.asset());
    gateway.raise(order);
    OrderDelivery delivery = gateway.settled(order);
    assertThat(delivery.others())
        .filteredOn(row -> row.purpose() == Purpose.ATTACH)
        .extracting(Delivery::state)
        .as("%s", delivery)
        .containsExactly(DeliveryState.DONE);
    BookedOrder booked = plant.books().byReference(order.reference().value()).get(0);
    assertThat(booked.attachments()).hasSize(1);
    BookedAttachment copy = booked.attachments().get(0);
    assertThat(copy.bytes()).isBetween(plant.biggestFile() / 4L, (long) plant.biggestFile());
    assertThat(copy.contentType()).isEqualTo("image/jpeg");
    assertThat(copy.name()).endsWith(picture.sha256().substring(0, 8) + ".jpg");
    for (String kind : List.of("delivery.intent", "delivery.receipt", "delivery.attached")) {
      assertThat(gateway.store.about(order.id()))
          .filteredOn(entry -> entry.kind().equals(kind) && entry.facts().has("evidence"))
          .last()
          .satisfies(
              entry -> {
                Facts reduced = entry.facts().facts("reduced").orElseThrow();
                assertThat(entry.facts().requireText("evidence")).isEqualTo(picture.sha256());
                assertThat(reduced.requireText("sha256")).isEqualTo(copy.sha256());
                assertThat(reduced.whole("bytes")).hasValue(copy.bytes());
              });
    }
    assertThat(gateway.evidence.read(picture.sha256())).hasValue(original);
  }

  @Test
  void anUpdateKeepsTheWholeOfATitleThatWasCut() {
    String title = "Pitting on the ball screw of the X axis, growing, ".repeat(4).strip();
    WorkOrder order = order("wo-long-update");
    WorkOrder longOne = copy(order, 4, title.substring(0, 199), order.fields());
    gateway.raise(longOne);
    agrees(longOne);
    gateway.change(copy(longOne, 1, longOne.title(), longOne.fields()), "grew");
    assertThat(update(longOne).state()).isEqualTo(DeliveryState.DONE);
    assertThat(texts(agrees(longOne))).anyMatch(text -> text.contains(longOne.title()));
  }

  @Test
  void ordersFlowManyAtATimeWithoutADouble() {
    plant.faults().add(Fault.random(FaultKind.TIMEOUT_AFTER_COMMIT, 0.1, 7));
    plant.faults().add(Fault.random(FaultKind.UNAVAILABLE, 0.1, 8).retryAfter(Duration.ZERO));
    List<WorkOrder> orders =
        IntStream.range(0, 25).mapToObj(i -> order("wo-many-" + i, 1 + i % 5)).toList();
    orders.forEach(gateway::raise);
    orders.forEach(this::agrees);
    assertThat(plant.books().orders()).hasSize(25);
    assertThat(plant.books().duplicates()).isEmpty();
    assertThat(plant.books().duplicateAttachments()).isEmpty();
  }
}
