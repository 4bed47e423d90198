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
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
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
import org.junit.jupiter.api.io.TempDir;

/** An order with parts against a CMMS that knows some of them. */
abstract class PartsBench {

  static final String NO_CHILD = "[find-task, add-task, read-task, find-part, add-part, read-part]";

  @TempDir Path home;
  private final MemoryStore store = new MemoryStore();
  final StagedCmms cmms = new StagedCmms();
  Connector connector;
  DeliveryEngine engine;

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
  Connector connector(Map<String, String> replaced, String fields) throws Exception {
    Path from = Path.of(PartsBench.class.getResource("/connectors/staged").toURI());
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
  Connector inBody(int most) throws Exception {
    String number =
        "  - { to: /parts/*/number, each: parts, from: item.number, type: text, max: %d }\n";
    String quantity =
        "  - { to: /parts/*/quantity, each: parts, from: item.quantity, type: whole }\n";
    return connector(
        Map.of(NO_CHILD, "[find-task, add-task, read-task]"), number.formatted(most) + quantity);
  }

  WorkOrder raise(String... numbers) {
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

  void start() {
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

  Delivery row(WorkOrder order, Purpose purpose) {
    return rows(order).stream().filter(row -> row.purpose() == purpose).findFirst().orElseThrow();
  }

  void until(WorkOrder order, Purpose purpose, DeliveryState state) {
    Until.is(
        () ->
            rows(order).stream().anyMatch(row -> row.purpose() == purpose && row.state() == state),
        () -> rows(order));
  }

  void arrived(WorkOrder order) {
    Until.is(() -> rows(order).stream().noneMatch(row -> row.state().isOpen()), () -> rows(order));
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.orders).hasSize(1);
    assertThat(cmms.only().tasks).hasSize(1);
    assertThat(cmms.only().status).isEqualTo("RELEASED");
    assertThat(cmms.broken).isEmpty();
  }

  List<String> numbers() {
    return cmms.only().parts.stream().map(part -> part.requireText("number")).toList();
  }

  List<String> told(WorkOrder order) {
    return store.about(order.id()).stream()
        .filter(entry -> entry.kind().equals("delivery.left"))
        .map(entry -> entry.facts().requireText("words"))
        .toList();
  }
}
