package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.ToldConditions;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.MemoryConditions;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a CMMS is told of its assets: each state once, the newest last, and no order waits for it.
 */
class ConditionRowsTest {

  private static final String ASSET = "BS-101";
  private static final Instant AT = SampleOrders.RAISED;

  private MemoryStore store = new MemoryStore(new MemoryConditions());
  private final ToldCmms cmms = new ToldCmms();
  private Connector connector;
  private DeliveryEngine engine;

  @BeforeEach
  void folder() throws Exception {
    Path from = Path.of(ConditionRowsTest.class.getResource("/connectors/telling").toURI());
    connector = ConnectorFolder.read(from);
  }

  @AfterEach
  void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void anAssetIsToldWhenAnOrderIsMadeAndWhenTheLastOneEnds() {
    start(true);
    WorkOrder first = raise("wo-1", "MAJOR");
    untilTold("worn");
    WorkOrder second = raise("wo-2", "CRITICAL");
    untilTold("worn", "bad");
    close(second);
    untilTold("worn", "bad", "worn");
    close(first);
    untilTold("worn", "bad", "worn", "good");
    assertThat(kept().state()).isEqualTo(AssetCondition.State.NORMAL);
    assertThat(kept().orders()).isEmpty();
    assertThat(store.about(first.id()))
        .filteredOn(entry -> entry.kind().equals("delivery.told"))
        .extracting(entry -> entry.facts().requireText("state"))
        .containsExactly("DEGRADED", "NORMAL");
    assertThat(store.about("spindle-wo-1"))
        .extracting(entry -> entry.kind() + " " + entry.facts().requireText("state"))
        .containsExactly("asset.condition DEGRADED", "asset.condition NORMAL");
  }

  @Test
  void nothingIsToldWhereNobodyAskedForIt() {
    start(false);
    WorkOrder order = raise("wo-1", "CRITICAL");
    Until.is(() -> cmms.hasOrder(order.reference().value()), () -> rows(order));
    raise("wo-2", "CRITICAL");
    Until.is(() -> settled(order), () -> rows(order));
    assertThat(rows(order)).extracting(Delivery::purpose).containsExactly(Purpose.CREATE);
    assertThat(cmms.told).isEmpty();
  }

  @Test
  void whatWasOpenBeforeSomebodyAskedIsToldThen() {
    raise("wo-1", "MAJOR");
    WorkOrder ended = close(raise("wo-0", "MAJOR", "BS-102"));
    start(true);
    untilTold("worn");
    assertThat(rows(ended)).extracting(Delivery::purpose).containsExactly(Purpose.CREATE);
  }

  @Test
  void aStateThatStandsThereIsNotWrittenAgain() {
    cmms.assets.put(ASSET, Facts.with("state", "worn").put("why", "pit").build());
    start(true);
    WorkOrder order = raise("wo-1", "MAJOR");
    untilDone(order);
    assertThat(cmms.told).isEmpty();
  }

  @Test
  void aDraftAndAnAssetWithoutAKeyAreNotTold() {
    start(true);
    WorkOrder keyless = order("wo-1", "MAJOR", null);
    add(keyless);
    add(draft("wo-2"));
    raise("wo-3", "MAJOR", "BS-103");
    untilTold("worn");
    assertThat(rows(keyless)).noneMatch(row -> row.purpose() == Purpose.CONDITION);
    assertThat(find("BS-103")).isPresent();
    assertThat(find(ASSET)).isEmpty();
  }

  @Test
  void aNewerStateReplacesOneThatStillWaits() {
    cmms.instead = request -> new StepAnswer.NotSent("nobody listens");
    start(true);
    WorkOrder first = raise("wo-1", "MAJOR");
    Until.is(() -> condition(first).isPresent(), () -> rows(first));
    WorkOrder second = raise("wo-2", "CRITICAL");
    Until.is(() -> kept().orders().size() == 2, this::kept);
    close(first);
    close(second);
    Until.is(() -> kept().orders().isEmpty(), this::kept);
    raise("wo-3", "CRITICAL");
    Until.is(() -> kept().orders().size() == 1, this::kept);
    cmms.instead = request -> null;
    engine.resume("cmms");
    Until.is(() -> cmms.told.contains("bad") && open().isEmpty(), this::open);
    assertThat(cmms.told).containsExactly("bad");
    assertThat(cmms.assets.get(ASSET).requireText("state")).isEqualTo("bad");
  }

  @Test
  void anAnswerThatIsLostMakesNothingTwice() {
    cmms.loses = true;
    start(true);
    WorkOrder order = raise("wo-1", "MAJOR");
    untilDone(order);
    assertThat(cmms.told).containsExactly("worn");
  }

  @Test
  void whatComesWhileOneIsUnderWayGoesBehindIt() {
    CountDownLatch under = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    cmms.instead =
        request -> {
          if (request.method().equals("PUT")) {
            under.countDown();
            await(go);
          }
          return null;
        };
    start(true);
    WorkOrder first = raise("wo-1", "MAJOR");
    await(under);
    WorkOrder second = raise("wo-2", "CRITICAL");
    Until.is(() -> condition(second).isPresent(), () -> rows(second));
    assertThat(condition(second).get().state()).isEqualTo(DeliveryState.HELD);
    close(second);
    Until.is(() -> kept().orders().size() == 1, this::kept);
    go.countDown();
    untilDone(first);
    untilDone(second);
    assertThat(cmms.told).startsWith("worn").doesNotContain("bad");
    assertThat(cmms.assets.get(ASSET).requireText("state")).isEqualTo("worn");
  }

  @Test
  void aRefusalIsForAPersonAndTheNextStateIsSentAnyhow() {
    cmms.instead =
        request ->
            request.method().equals("PUT")
                ? ToldCmms.answer(422, Facts.with("message", "state is locked").build())
                : null;
    start(true);
    WorkOrder order = raise("wo-1", "MAJOR");
    Until.is(
        () -> condition(order).filter(row -> row.state() == DeliveryState.REFUSED).isPresent(),
        () -> rows(order));
    Until.is(() -> cmms.hasOrder(order.reference().value()), () -> rows(order));
    assertThat(engine.cases(10))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.row().words()).contains("state is locked");
              assertThat(each.diagnosis().field()).contains("/state");
              assertThat(each.diagnosis().sent()).contains("worn");
            });
    cmms.instead = request -> null;
    close(order);
    untilTold("good");
    untilDone(order);
    assertThat(engine.cases(10)).isEmpty();
  }

  @Test
  void aPersonSendsItAgainWithWhatIsNewest() {
    cmms.instead =
        request -> request.method().equals("PUT") ? ToldCmms.answer(422, Facts.empty()) : null;
    start(true);
    WorkOrder order = raise("wo-1", "MAJOR");
    Until.is(() -> !engine.workbench(10).isEmpty(), () -> rows(order));
    cmms.instead = request -> null;
    engine.retry(condition(order).orElseThrow().id(), "Ada");
    untilDone(order);
    assertThat(cmms.told).containsExactly("worn");
  }

  @Test
  void anOrderIsMadeThoughItsAssetCannotBeTold() {
    cmms.instead =
        request ->
            request.path().startsWith("/assets/") ? ToldCmms.answer(503, Facts.empty()) : null;
    start(true);
    for (int i = 0; i < 5; i++) {
      WorkOrder order = raise("wo-" + i, "MAJOR", "BS-" + i);
      Until.is(() -> cmms.hasOrder(order.reference().value()), () -> rows(order));
    }
    assertThat(engine.health().get(0).breaker().name()).isEqualTo("CLOSED");
  }

  @Test
  void ordersFlowThoughNothingCanBeKeptOfAssets() {
    store = new MemoryStore();
    start(true);
    WorkOrder order = raise("wo-1", "MAJOR");
    Until.is(() -> settled(order) && cmms.hasOrder(order.reference().value()), () -> rows(order));
    assertThat(rows(order)).extracting(Delivery::purpose).containsExactly(Purpose.CREATE);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(boolean told) {
    ConnectorInstance instance =
        new ConnectorInstance(
                "cmms",
                "telling",
                "CMMS",
                "plant",
                URI.create("http://127.0.0.1:1"),
                Optional.empty(),
                Map.of(),
                OptionalInt.of(2),
                OptionalInt.empty(),
                Optional.empty())
            .told(told);
    Connectors shelf =
        new Connectors() {
          @Override
          public Optional<Connector> find(String kind) {
            return Optional.of(connector);
          }

          @Override
          public List<Loaded> all() {
            return List.of();
          }
        };
    engine =
        new DeliveryEngine(
            store,
            Clock.systemUTC(),
            shelf,
            () -> List.of(instance),
            cmms,
            new MemoryEvidence(),
            null);
  }

  private WorkOrder raise(String id, String severity) {
    return raise(id, severity, ASSET);
  }

  private WorkOrder raise(String id, String severity, String asset) {
    return add(order(id, severity, asset));
  }

  private WorkOrder add(WorkOrder order) {
    return store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, AT);
          unit.append(AT, "order.raised", order.id(), Facts.empty());
          if (order.status() != OrderStatus.DRAFT) {
            new PlannedOutbox().deliver(unit, order, AT);
          }
          return order;
        });
  }

  private static WorkOrder order(String id, String severity, String asset) {
    WorkOrder order = SampleOrders.order(id, "cmms").withField("order.severity", severity);
    return with(order, OrderStatus.APPROVED, asset);
  }

  private static WorkOrder draft(String id) {
    return with(SampleOrders.order(id, "cmms"), OrderStatus.DRAFT, ASSET);
  }

  private static WorkOrder with(WorkOrder order, OrderStatus status, String asset) {
    return new WorkOrder(
        order.id(),
        order.cause(),
        order.site(),
        order.connector(),
        order.type(),
        order.priority(),
        status,
        order.title(),
        order.description(),
        order.raisedAt(),
        order.occurrences(),
        order.evidence(),
        without(order.fields()).put("asset.foreignId", asset).build());
  }

  private static Facts.Builder without(Facts fields) {
    Facts.Builder kept = Facts.builder();
    fields
        .values()
        .forEach((name, value) -> kept.put(name, name.equals("asset.foreignId") ? null : value));
    return kept;
  }

  private WorkOrder close(WorkOrder order) {
    WorkOrder closed = order.moved(OrderStatus.CLOSED);
    return store.commit(
        unit -> {
          unit.port(OrderBook.class).change(closed, AT, "done");
          unit.append(AT, "order.changed", order.id(), Facts.empty());
          return closed;
        });
  }

  private List<Delivery> rows(WorkOrder order) {
    return store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
  }

  private boolean settled(WorkOrder order) {
    return rows(order).stream().noneMatch(row -> row.state().isOpen());
  }

  private List<Delivery> open() {
    return store.read(
        unit ->
            unit.port(OutboxBook.class)
                .due("cmms", Instant.now().plusSeconds(3600), Set.of(), 100));
  }

  private Optional<Delivery> condition(WorkOrder order) {
    return rows(order).stream()
        .filter(row -> row.purpose() == Purpose.CONDITION)
        .reduce((first, second) -> second);
  }

  private void untilDone(WorkOrder order) {
    Until.is(
        () -> condition(order).filter(row -> row.state() == DeliveryState.DONE).isPresent(),
        () -> rows(order));
  }

  private void untilTold(String... states) {
    Until.is(
        () -> cmms.told.equals(List.of(states)) && open().isEmpty(),
        () -> cmms.told + " " + open());
  }

  private AssetCondition kept() {
    return find(ASSET).orElseGet(() -> AssetCondition.unheard("cmms", ASSET, AT));
  }

  private Optional<AssetCondition> find(String asset) {
    return store.read(unit -> unit.port(ToldConditions.class).find("cmms", asset));
  }
}
