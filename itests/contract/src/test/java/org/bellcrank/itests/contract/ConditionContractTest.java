package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bellcrank.delivery.AssetCondition.State;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every connector promises that tells its CMMS how assets are, by the CMMS's own books. */
@Timeout(120)
class ConditionContractTest {

  private static final Path ROUTES = Path.of(System.getProperty("project.root"), "camel-routes");

  @TempDir Path folder;

  static List<String> folders() throws IOException {
    return EveryFolderTest.folders().stream().filter(ConditionContractTest::tells).toList();
  }

  private static boolean tells(String kind) {
    try {
      return Files.readString(ROUTES.resolve(kind).resolve("recipe.yaml"))
          .lines()
          .anyMatch(line -> line.startsWith("condition:"));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** What is to happen between a plant and its gateway. */
  private interface Scene {
    void play(Plant plant, Gateway gateway) throws Exception;
  }

  private void play(String kind, boolean telling, Scene scene) throws Exception {
    try (Plant plant = EveryFolderTest.contract(kind).plant(DoubleOptions.free());
        Gateway gateway = new Gateway(plant, folder, Gateway.SELDOM)) {
      if (telling) {
        gateway.tell();
      }
      scene.play(plant, gateway);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void eachStateIsToldOnceAndReadBack(String kind) throws Exception {
    play(
        kind,
        true,
        (plant, gateway) -> {
          WorkOrder critical = raise(plant, gateway, "wo-1", "CRITICAL");
          done(gateway, critical);
          told(plant, State.FAILED);
          WorkOrder minor = raise(plant, gateway, "wo-2", "MINOR");
          gateway.settled(minor);
          close(gateway, critical);
          done(gateway, critical);
          told(plant, State.FAILED, State.DEGRADED);
          close(gateway, minor);
          done(gateway, minor);
          told(plant, State.FAILED, State.DEGRADED, State.NORMAL);
        });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void nothingIsToldUntilAnInstanceAsksForIt(String kind) throws Exception {
    play(
        kind,
        false,
        (plant, gateway) -> {
          WorkOrder order = raise(plant, gateway, "wo-1", "CRITICAL");
          gateway.settled(order);
          assertThat(rows(gateway, order)).isEmpty();
          told(plant);
          gateway.tell();
          done(gateway, order);
          told(plant, State.FAILED);
        });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void anAnswerThatIsLostMakesNothingTwice(String kind) throws Exception {
    play(
        kind,
        true,
        (plant, gateway) -> {
          plant.faults().add(Fault.next(FaultKind.TIMEOUT_AFTER_COMMIT, 1).on(Operation.CONDITION));
          WorkOrder order = raise(plant, gateway, "wo-1", "CRITICAL");
          done(gateway, order);
          assertThat(plant.faults().hits()).isEqualTo(1);
          told(plant, State.FAILED);
        });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void whatWasAnsweredAndNotDoneIsToldAgain(String kind) throws Exception {
    play(
        kind,
        true,
        (plant, gateway) -> {
          plant.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.CONDITION));
          WorkOrder order = raise(plant, gateway, "wo-1", "CRITICAL");
          done(gateway, order);
          assertThat(plant.faults().hits()).isEqualTo(1);
          told(plant, State.FAILED);
        });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aNewerStateReplacesOneThatStillWaitsAndOrdersFlow(String kind) throws Exception {
    play(
        kind,
        true,
        (plant, gateway) -> {
          plant
              .faults()
              .add(Fault.every(FaultKind.CLOSED_BEFORE_PROCESSING, 1).on(Operation.CONDITION));
          WorkOrder first = raise(plant, gateway, "wo-1", "CRITICAL");
          arrived(gateway, first);
          Until.is(() -> plant.faults().hits() > 0, () -> rows(gateway, first));
          arrived(gateway, raise(plant, gateway, "wo-2", "MINOR"));
          assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
          close(gateway, first);
          Until.is(() -> rows(gateway, first).size() == 2, () -> rows(gateway, first));
          plant.faults().clear();
          done(gateway, first);
          Function<State, String> word = plant.told().orElseThrow().word();
          List<String> told = plant.cmms().conditions(plant.asset());
          assertThat(told).doesNotContain(word.apply(State.FAILED)).doesNotHaveDuplicates();
          if (!word.apply(State.DEGRADED).equals(word.apply(State.NORMAL))) {
            assertThat(told).containsExactly(word.apply(State.DEGRADED));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void withoutTheRightToChangeAssetsOrdersGoOnAndTheyAreToldOnceItIsGiven(String kind)
      throws Exception {
    play(
        kind,
        true,
        (plant, gateway) -> {
          plant.faults().add(Fault.every(FaultKind.FORBIDDEN, 1).on(Operation.CONDITION));
          WorkOrder first = raise(plant, gateway, "wo-1", "CRITICAL");
          Until.is(() -> plant.faults().hits() > 0, () -> rows(gateway, first));
          arrived(gateway, raise(plant, gateway, "wo-2", "MINOR"));
          assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
          plant.faults().clear();
          gateway.engine().resume(Gateway.INSTANCE);
          Until.is(
              () -> {
                rows(gateway, first).stream()
                    .filter(row -> row.state().needsPerson())
                    .forEach(row -> gateway.engine().retry(row.id(), "planner"));
                return rows(gateway, first).stream()
                    .allMatch(row -> row.state() == DeliveryState.DONE);
              },
              () -> rows(gateway, first));
          told(plant, State.FAILED);
        });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void anAssetThatIsNotThereIsForAPerson(String kind) throws Exception {
    play(
        kind,
        true,
        (plant, gateway) -> {
          String stranger = plant.told().orElseThrow().stranger();
          WorkOrder order =
              DeliveryContract.with(order(plant, "wo-1", "MAJOR"), "asset.foreignId", stranger);
          gateway.raise(order);
          Until.is(
              () -> rows(gateway, order).stream().anyMatch(row -> row.state().needsPerson()),
              () -> rows(gateway, order));
          assertThat(rows(gateway, order).get(0).words()).isNotBlank();
          assertThat(gateway.engine().cases(10))
              .anyMatch(each -> each.row().purpose() == Purpose.CONDITION);
          assertThat(gateway.health().breaker()).isEqualTo(Breaker.CLOSED);
          assertThat(plant.cmms().conditions(stranger)).isEmpty();
        });
  }

  private static WorkOrder order(Plant plant, String id, String severity) {
    WorkOrder sample =
        SampleOrders.order(id, Gateway.INSTANCE).withField("order.severity", severity);
    return DeliveryContract.with(sample, "asset.foreignId", plant.asset());
  }

  private static WorkOrder raise(Plant plant, Gateway gateway, String id, String severity) {
    WorkOrder order = order(plant, id, severity);
    gateway.raise(order);
    return order;
  }

  private static void close(Gateway gateway, WorkOrder order) {
    gateway.moved(order.moved(OrderStatus.CLOSED));
  }

  private static void arrived(Gateway gateway, WorkOrder order) {
    Until.is(
        () -> gateway.engine().of(order.id()).map(each -> each.acknowledged()).orElse(false),
        () -> gateway.engine().of(order.id()));
  }

  /** Waits until a row of the order told its asset, and nothing of that is open. */
  private static void done(Gateway gateway, WorkOrder order) {
    Until.is(
        () -> !rows(gateway, order).isEmpty() && isDone(gateway) && gateway.health().queue() == 0,
        () -> gateway.store.about(order.id()));
    gateway.settled(order);
  }

  private static boolean isDone(Gateway gateway) {
    return gateway.store.read(
        unit ->
            unit.port(OutboxBook.class)
                    .counts(Gateway.INSTANCE)
                    .getOrDefault(DeliveryState.REFUSED, 0L)
                == 0);
  }

  private static List<Delivery> rows(Gateway gateway, WorkOrder order) {
    return gateway.store.read(
        unit ->
            unit.port(OutboxBook.class).ofOrder(order.id()).stream()
                .filter(row -> row.purpose() == Purpose.CONDITION)
                .toList());
  }

  /** What stands there already is not written again: not every CMMS has a word for each state. */
  private static void told(Plant plant, State... states) {
    List<String> words = new ArrayList<>();
    String before = plant.told().orElseThrow().word().apply(State.NORMAL);
    for (State state : states) {
      String word = plant.told().orElseThrow().word().apply(state);
      if (!word.equals(before)) {
        words.add(word);
      }
      before = word;
    }
    Until.is(
        () -> plant.cmms().conditions(plant.asset()).equals(words),
        () -> plant.cmms().conditions(plant.asset()) + " and not " + words);
  }
}
