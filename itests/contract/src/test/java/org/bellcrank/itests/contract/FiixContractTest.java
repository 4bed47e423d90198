package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.DeliveryBook.StepTrace;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of delivery and of reading, kept with Fiix, and what Fiix wants besides. */
class FiixContractTest extends ClosureContract {

  /** Two of them read alike. */
  private static final List<String> TASKS = List.of("Look", "Grind the pit", "Look");

  @Override
  Plant plant(DoubleOptions options) {
    return new FiixPlant(options);
  }

  @Override
  DoubleOptions withFrozenPriority(DoubleOptions options) {
    return options.setting("fields.frozen", "intPriorityID");
  }

  /** The instance says what the tenant's ids mean. */
  @Override
  String shown(String status) {
    return status.equals("Work In Progress") ? "working" : "closed";
  }

  private WorkOrder withTasks(String id) {
    return with(with(order(id), "order.tasks", TASKS), "order.taskMinutes", List.of(5, 45, 0));
  }

  private Delivery children(WorkOrder order) {
    return gateway.settled(order).others().stream()
        .filter(row -> row.purpose() == Purpose.CHILDREN)
        .findFirst()
        .orElseThrow();
  }

  /** Each task once and in its order, the asset once. */
  private void hangsTogether(WorkOrder order) {
    assertThat(children(order).state()).as("%s", children(order)).isEqualTo(DeliveryState.DONE);
    Map<String, Object> fields = agrees(order).fields();
    assertThat((List<?>) fields.get("WorkOrderAsset"))
        .singleElement()
        .satisfies(link -> assertThat(value(link, "intAssetID")).isEqualTo("2011"));
    assertThat((List<?>) fields.get("WorkOrderTask"))
        .extracting(task -> value(task, "strDescription").replaceFirst(" \\(.*", ""))
        .isEqualTo(TASKS);
  }

  private static String value(Object child, String field) {
    return String.valueOf(((Map<?, ?>) child).get(field));
  }

  @Test
  void assetAndTasksHangOnTheOrder() {
    WorkOrder order = withTasks("wo-tasks");
    gateway.raise(order);
    hangsTogether(order);
    List<?> tasks = (List<?>) agrees(order).fields().get("WorkOrderTask");
    assertThat(tasks).extracting(task -> value(task, "intOrder")).containsExactly("1", "2", "3");
    assertThat(value(tasks.get(1), "dblTimeEstimatedHours")).isEqualTo("0.75");
    assertThat(value(tasks.get(2), "dblTimeEstimatedHours")).isEqualTo("null");
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "TIMEOUT_AFTER_COMMIT",
        "SERVER_ERROR_AFTER_COMMIT",
        "SERVER_ERROR",
        "SILENT_204",
        "SILENT_200",
        "TOO_MANY_REQUESTS"
      })
  void faultsAroundTheChildrenNeverDoubleOne(FaultKind kind) {
    // Asset, search for the link, link, reading it, then search, task and reading for each task.
    plant.faults().add(Fault.every(kind, 3).on(Operation.OTHER).retryAfter(Duration.ZERO));
    WorkOrder order = withTasks("wo-" + kind);
    gateway.raise(order);
    Until.is(() -> plant.faults().hits() >= 3, () -> gateway.engine().of(order.id()));
    plant.faults().clear();
    hangsTogether(order);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"TIMEOUT_AFTER_COMMIT", "SERVER_ERROR_AFTER_COMMIT", "SILENT_204", "SILENT_200"})
  void aFaultWhereTheFileIsPutToTheOrderNeverRepeatsThePicture(FaultKind kind) {
    plant.faults().add(Fault.next(kind, 1).on(Operation.ATTACH).after(1));
    WorkOrder order = order("wo-" + kind);
    gateway.raise(order);
    agrees(order);
    assertThat(plant.faults().hits()).isEqualTo(1);
    assertThat((List<?>) agrees(order).fields().get("File")).hasSize(1);
  }

  @Test
  void anAssetThatIsNotThereIsNoticedBeforeAnOrderIsMade() {
    WorkOrder order = with(order("wo-nowhere"), "asset.foreignId", "999999");
    gateway.raise(order);
    Delivery refused = gateway.settled(order).create();
    assertThat(refused.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(refused.words()).contains("read-asset").contains("asset");
    assertThat(plant.books().orders()).isEmpty();
  }

  @Test
  void throttlingUnder429AsksForItsPauseInTheAnswerToo() {
    reopen(DoubleOptions.free().setting("throttle.status", "429"));
    plant
        .faults()
        .add(
            Fault.next(FaultKind.TOO_MANY_REQUESTS, 1)
                .on(Operation.CREATE)
                .retryAfter(Duration.ofSeconds(1)));
    WorkOrder order = order("wo-slow");
    gateway.raise(order);
    agrees(order);
    List<StepTrace> creates =
        gateway.settled(order).steps().stream().filter(s -> s.step().equals("create")).toList();
    assertThat(creates).hasSize(2);
    assertThat(creates.get(1).intentAt())
        .isAfterOrEqualTo(creates.get(0).receiptAt().orElseThrow().plusSeconds(1));
  }

  @Test
  void anErrorUnder200IsNoEmptyReadingAndNoOrderIsGoneForIt() {
    WorkOrder order = order("wo-read-under-200");
    gateway.raise(order);
    BookedOrder booked = agrees(order);
    plant.faults().add(Fault.every(FaultKind.KEY_EXPIRED, 1).on(Operation.FIND));
    Until.is(() -> reading().failing().isPresent(), this::reading);
    assertThat(reading().words()).contains("200", "Unknown application key");
    plant.report(booked.number(), "Closed, Completed", Map.of());
    plant.faults().clear();
    Until.is(
        () -> gateway.closures().of(order.id()).filter(ForeignState::hasEnded).isPresent(),
        this::reading);
    assertThat(gateway.store.about(order.id()))
        .noneMatch(entry -> entry.kind().equals("closure.gone"));
  }

  private ClosureDesk.Health reading() {
    return gateway.closures().health().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "401"})
  void aKeyThatIsNotAcceptedPausesTheInstanceHoweverItIsAnswered(String unsigned) {
    reopen(DoubleOptions.free().setting("unsigned", unsigned));
    gateway.writeKey("macmmsaakp123:wrong");
    WorkOrder order = order("wo-key-" + unsigned);
    gateway.raise(order);
    Until.is(() -> gateway.health().breaker() == Breaker.CREDENTIAL, gateway::health);
    gateway.writeKey(plant.credential());
    gateway.engine().resume(Gateway.INSTANCE);
    agrees(order);
  }

  @Test
  void aSiteMayAskForALinkInPlaceOfThePicture() {
    stop();
    plant = new FiixPlant(DoubleOptions.free(), Map.of("files", "link"));
    gateway = new Gateway(plant, folder);
    WorkOrder order = with(order("wo-link"), "links.console", "https://gateway.example/orders/1");
    gateway.raise(order);
    OrderDelivery delivery = gateway.settled(order);
    assertThat(delivery.others()).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    BookedOrder booked = plant.books().byReference(order.reference().value()).get(0);
    assertThat(booked.attachments()).isEmpty();
    assertThat((List<?>) booked.fields().get("File"))
        .singleElement()
        .satisfies(
            file ->
                assertThat(value(file, "strLink")).isEqualTo("https://gateway.example/orders/1"));
  }
}
