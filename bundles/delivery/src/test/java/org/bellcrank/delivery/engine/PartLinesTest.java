package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of an order as lines, alone and in its body, against a CMMS that knows some of them. */
class PartLinesTest {

  /** Three of the order, three of its task: those of the parts begin behind them. */
  private static final int BEFORE_PARTS = 6;

  /** Three for a part, two for one that is refused, and the first for the one behind it. */
  private static final int OF_PARTS = 6;

  private static final String NO_CHILD =
      "[find-task, add-task, read-task, find-part, add-part, read-part]";

  @TempDir Path home;
  private final MemoryStore store = new MemoryStore();
  private final StagedCmms cmms = new StagedCmms();
  private Connector connector;
  private DeliveryEngine engine;

  @BeforeEach
  void folder() throws Exception {
    connector = connector(Map.of(), "");
  }

  @AfterEach
  void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  /**
   * The staged connector with its texts replaced.
   *
   * @param fields further fields of the mapping
   */
  private Connector connector(Map<String, String> replaced, String fields) throws Exception {
    Path from = Path.of(PartLinesTest.class.getResource("/connectors/staged").toURI());
    Path to = Files.createTempDirectory(home, "routes").resolve("staged");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        for (Map.Entry<String, String> each : replaced.entrySet()) {
          text = text.replace(each.getKey(), each.getValue());
        }
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(
            target, file.getFileName().toString().equals("mapping.yaml") ? text + fields : text);
      }
    }
    return ConnectorFolder.read(to);
  }

  /** The same CMMS with all parts in the order itself. */
  private Connector inBody(int most) throws Exception {
    String number =
        "  - { to: /parts/*/number, each: parts, from: item.number, type: text, max: %d }\n";
    String quantity =
        "  - { to: /parts/*/quantity, each: parts, from: item.quantity, type: whole }\n";
    return connector(
        Map.of(NO_CHILD, "[find-task, add-task, read-task]"), number.formatted(most) + quantity);
  }

  private WorkOrder raise(String... numbers) {
    WorkOrder order =
        SampleOrders.order("wo-1", "cmms")
            .withField("order.tasks", List.of("Change it"))
            .withField("order.taskMinutes", List.of("15"))
            .withField("order.parts", Stream.of(numbers).map(each -> "2 x " + each).toList())
            .withField("order.partNumbers", List.of(numbers))
            .withField("order.partQuantities", Stream.of(numbers).map(each -> "2").toList());
    cmms.tasksBeforeRelease = 1;
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
          new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
          return null;
        });
    return order;
  }

  private void start() {
    ConnectorInstance instance =
        new ConnectorInstance(
            "cmms",
            "staged",
            "CMMS",
            "plant",
            URI.create("http://127.0.0.1:1"),
            Optional.empty(),
            Map.of(),
            OptionalInt.of(2),
            OptionalInt.empty(),
            Optional.empty());
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

  private List<Delivery> rows(WorkOrder order) {
    return store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
  }

  private Delivery row(WorkOrder order, Purpose purpose) {
    return rows(order).stream().filter(row -> row.purpose() == purpose).findFirst().orElseThrow();
  }

  private void until(WorkOrder order, Purpose purpose, DeliveryState state) {
    Until.is(
        () ->
            rows(order).stream().anyMatch(row -> row.purpose() == purpose && row.state() == state),
        () -> rows(order));
  }

  private void arrived(WorkOrder order) {
    Until.is(() -> rows(order).stream().noneMatch(row -> row.state().isOpen()), () -> rows(order));
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.orders).hasSize(1);
    assertThat(cmms.only().tasks).hasSize(1);
    assertThat(cmms.only().status).isEqualTo("RELEASED");
    assertThat(cmms.broken).isEmpty();
  }

  private List<String> numbers() {
    return cmms.only().parts.stream().map(part -> part.requireText("number")).toList();
  }

  private List<String> told(WorkOrder order) {
    return store.about(order.id()).stream()
        .filter(entry -> entry.kind().equals("delivery.left"))
        .map(entry -> entry.facts().requireText("words"))
        .toList();
  }

  static Stream<Arguments> moments() {
    return IntStream.range(BEFORE_PARTS, BEFORE_PARTS + OF_PARTS)
        .boxed()
        .flatMap(call -> Stream.of(Arguments.of(call, true), Arguments.of(call, false)));
  }

  @ParameterizedTest(name = "call {0}, behind it: {1}")
  @MethodSource("moments")
  void everyPartArrivesOnceWhereverItStops(int stopped, boolean behind) throws Exception {
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
    WorkOrder order = raise("7014C", "NOT-THERE", "G-1");
    start();
    assertThat(reached.await(20, TimeUnit.SECONDS)).as("stopped").isTrue();
    engine.close();
    cmms.before = () -> {};
    cmms.behind = () -> {};
    start();
    arrived(order);
    assertThat(numbers()).containsExactly("7014C", "G-1");
    assertThat(told(order)).containsExactly("2 x NOT-THERE: no part NOT-THERE");
  }

  @Test
  void aPartThatIsNotTakenHoldsBackNeitherTheOthersNorTheRelease() {
    WorkOrder order = raise("NOT-THERE", "7014C");
    start();
    arrived(order);
    assertThat(cmms.only().parts)
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.requireText("key")).endsWith("-P2");
              assertThat(part.whole("quantity")).hasValue(2);
              assertThat(part.has("unit")).isFalse();
            });
    assertThat(told(order)).containsExactly("2 x NOT-THERE: no part NOT-THERE");
    assertThat(engine.of(order.id()).orElseThrow().leftOut()).isEqualTo(told(order));
  }

  @Test
  void anAnswerThatIsLostIsLookedForByItsPart() {
    AtomicBoolean lost = new AtomicBoolean();
    cmms.onItsWay =
        request ->
            request.method().equals("POST")
                    && request.path().endsWith("/parts")
                    && lost.compareAndSet(false, true)
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("7014C", "G-1");
    start();
    arrived(order);
    assertThat(lost).isTrue();
    assertThat(numbers()).containsExactly("7014C", "G-1");
    assertThat(told(order)).isEmpty();
  }

  @Test
  void aListThatIsRefusedIsLeftOutOfTheOrderAndNothingComesTwice() throws Exception {
    connector = inBody(20);
    WorkOrder order = raise("7014C", "NOT-THERE");
    start();
    arrived(order);
    assertThat(numbers()).isEmpty();
    assertThat(cmms.made("create")).isEqualTo(2);
    assertThat(told(order)).containsExactly("all parts: no part NOT-THERE");
  }

  @Test
  void aListThatIsTakenArrivesWithTheOrder() throws Exception {
    connector = inBody(20);
    WorkOrder order = raise("7014C", "G-1");
    start();
    arrived(order);
    assertThat(numbers()).containsExactly("7014C", "G-1");
    assertThat(cmms.made("create")).isEqualTo(1);
    assertThat(told(order)).isEmpty();
  }

  @Test
  void aNumberThatDoesNotFitIsNotCutAndHoldsNothingBack() throws Exception {
    connector = inBody(4);
    WorkOrder order = raise("7014C");
    start();
    arrived(order);
    assertThat(numbers()).isEmpty();
    assertThat(cmms.made("create")).isEqualTo(1);
    assertThat(told(order)).singleElement().asString().contains("/parts/*/number", "7014C");
  }

  @Test
  void whatIsRefusedForAnotherReasonWaitsForAPersonAndTakesItsPartsAlongThen() throws Exception {
    connector = inBody(20);
    AtomicBoolean closed = new AtomicBoolean(true);
    cmms.instead =
        request ->
            closed.get() && request.method().equals("POST")
                ? new StepAnswer.Answered(422, Map.of(), "{\"message\":\"closed\"}".getBytes())
                : null;
    WorkOrder order = raise("7014C");
    start();
    until(order, Purpose.CREATE, DeliveryState.REFUSED);
    assertThat(row(order, Purpose.CREATE).words()).isEqualTo("closed");
    closed.set(false);
    engine.retry(row(order, Purpose.CREATE).id(), "planner");
    arrived(order);
    assertThat(numbers()).containsExactly("7014C");
  }

  /** Without a search the tasks must not be walked again for a part that waits for a person. */
  @Test
  void whatAPersonTriesAgainGoesOnAtItsPartWhereNothingCanBeLookedFor() throws Exception {
    connector =
        connector(
            Map.of(
                "deliveryClass: searchable",
                "deliveryClass: confirmed",
                "[find, create, read-back]",
                "[create]",
                NO_CHILD,
                "[add-task, add-part]",
                "[look-at-release, release, read-release]",
                "[release]",
                "[look-at-commit, commit, read-commit]",
                "[commit]"),
            "");
    AtomicInteger adds = new AtomicInteger();
    cmms.onItsWay =
        request ->
            request.path().endsWith("/parts") && adds.incrementAndGet() == 1
                ? new StepAnswer.Unknown("no answer")
                : null;
    WorkOrder order = raise("7014C", "G-1");
    start();
    until(order, Purpose.CHILDREN, DeliveryState.UNSURE);
    engine.adopt(row(order, Purpose.CHILDREN).id(), "S-1", "planner", true);
    arrived(order);
    assertThat(numbers()).containsExactly("7014C", "G-1");
  }
}
