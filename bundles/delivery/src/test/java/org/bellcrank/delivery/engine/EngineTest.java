package org.bellcrank.delivery.engine;

import java.io.IOException;
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
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.PictureShrinker;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine between a store in memory and a tiny CMMS, with the shipped folder of that CMMS. */
class EngineTest {

  final MemoryStore store = new MemoryStore();
  final TinyCmms cmms = new TinyCmms();
  final MemoryEvidence evidence = new MemoryEvidence();
  @TempDir Path home;
  Connector connector;
  Clock clock = Clock.systemUTC();
  PictureShrinker shrinker;
  DeliveryEngine engine;

  @BeforeEach
  void connector() throws Exception {
    connector = connector(Map.of());
  }

  @AfterEach
  void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  /** What the endpoint takes and demands, beyond its connector. */
  ConnectorInstance.Transport own = ConnectorInstance.Transport.NONE;

  /** The shipped folder with short pauses, and some of its text replaced. */
  Connector connector(Map<String, String> replaced) throws Exception {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "custom-rest");
    Path to = Files.createTempDirectory(home, "routes").resolve("custom-rest");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, to.resolve(from.relativize(file)), replaced);
      }
    }
    return ConnectorFolder.read(to);
  }

  private static void copy(Path from, Path to, Map<String, String> replaced) throws IOException {
    String text =
        Files.readString(from)
            .replace("gap: PT3S", "gap: PT0.05S")
            .replace("answerTimeout: PT30S", "answerTimeout: PT1S")
            .replace("firstPause: PT0.5S", "firstPause: PT0.02S")
            .replace("longestPause: PT5M", "longestPause: PT0.1S");
    for (Map.Entry<String, String> each : replaced.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    Files.createDirectories(to.getParent());
    Files.writeString(to, text);
  }

  WorkOrder raise(String id, int priority) {
    return raise(SampleOrders.order(id, "cmms", priority));
  }

  WorkOrder raise(WorkOrder order) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
          new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
          return null;
        });
    return order;
  }

  /** The order grows, and its CMMS is to know. */
  WorkOrder grow(WorkOrder grown) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(grown, SampleOrders.RAISED, "it grew");
          new PlannedOutbox().update(unit, grown, SampleOrders.RAISED, "it grew");
          return null;
        });
    return grown;
  }

  void start(int concurrency) {
    start(concurrency, store, evidence);
  }

  void start(int concurrency, Store through, EvidenceStore files) {
    ConnectorInstance instance =
        new ConnectorInstance(
                "cmms",
                "custom-rest",
                "CMMS",
                "plant",
                URI.create("http://127.0.0.1:1"),
                Optional.empty(),
                Map.of(),
                OptionalInt.of(concurrency),
                OptionalInt.empty(),
                Optional.empty())
            .over(own);
    engine =
        new DeliveryEngine(
            through, clock, new Shelf(), () -> List.of(instance), cmms, files, shrinker);
  }

  Connectors shelf() {
    return new Shelf();
  }

  private final class Shelf implements Connectors {
    @Override
    public Optional<Connector> find(String kind) {
      return Optional.ofNullable(connector);
    }

    @Override
    public List<Loaded> all() {
      return List.of();
    }
  }

  void settled(WorkOrder order) {
    Until.is(() -> !row(order).state().isOpen(), () -> row(order));
  }

  /** Waits until no row of the order is under way. */
  void allSettled(WorkOrder order) {
    Until.is(() -> rows(order).stream().noneMatch(r -> r.state().isOpen()), () -> rows(order));
  }

  Delivery row(WorkOrder order) {
    return rows(order).get(0);
  }

  Delivery row(WorkOrder order, Purpose purpose) {
    return rows(order).stream()
        .filter(each -> each.purpose() == purpose)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  List<Delivery> rows(WorkOrder order) {
    return store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
  }
}
