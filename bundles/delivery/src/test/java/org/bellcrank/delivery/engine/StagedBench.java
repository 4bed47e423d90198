package org.bellcrank.delivery.engine;

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
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine between a store in memory and a CMMS that takes an order in stages. */
abstract class StagedBench {

  @TempDir Path home;
  final MemoryStore store = new MemoryStore();
  final MemoryEvidence evidence = new MemoryEvidence();
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
  final Connector connector(Map<String, String> replaced, String fields) throws Exception {
    Path from = Path.of(StagedBench.class.getResource("/connectors/staged").toURI());
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

  final void start() {
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
            store, Clock.systemUTC(), shelf, () -> List.of(instance), cmms, evidence, null);
  }

  final List<Delivery> rows(WorkOrder order) {
    return store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
  }

  final Delivery row(WorkOrder order, Purpose purpose) {
    return rows(order).stream().filter(row -> row.purpose() == purpose).findFirst().orElseThrow();
  }

  final void until(WorkOrder order, Purpose purpose, DeliveryState state) {
    Until.is(
        () ->
            rows(order).stream().anyMatch(row -> row.purpose() == purpose && row.state() == state),
        () -> rows(order));
  }
}
