package org.bellcrank.publish.opcua;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ModelStamp;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;

/** A gateway's store in which things happen. */
final class Plant implements AutoCloseable {

  static final Instant SEEN = Instant.parse("2026-05-04T06:00:00Z");

  final JdbcStore store;

  Plant(Path folder) {
    store = JdbcStore.open(folder);
  }

  Store store() {
    return store;
  }

  /** A pit that is logged or, with an order, raised. */
  void detect(String id, Optional<String> order) {
    detect(List.of(id), order);
  }

  /** Several in one unit of work. */
  void detect(List<String> ids, Optional<String> order) {
    store.commit(
        unit -> {
          ids.forEach(id -> detect(unit, id, order));
          return null;
        });
  }

  private static void detect(UnitOfWork unit, String id, Optional<String> order) {
    Inspection inspection =
        new Inspection(
            id,
            "cam-1",
            new CaptureTime(SEEN, CaptureTime.ClockQuality.SOURCE),
            640,
            480,
            List.of(new Detection("zone-1", "pitting", 0.93, Optional.empty(), Optional.empty())),
            Optional.of(new ModelStamp("ballscrew", "1.2", "", "CPU")),
            List.of(),
            Map.of("productionOrder", "PO-4711", "shift", "early"));
    unit.port(ObservationBook.class).add(inspection, SEEN);
    unit.port(FindingBook.class)
        .open(
            inspection.findings().get(0),
            SEEN.plusSeconds(2),
            new FindingBook.State(
                order.isPresent() ? Disposition.RAISED : Disposition.LOGGED,
                "seen twice",
                order,
                Optional.empty(),
                Facts.with("asset", "spindle-1").put("documents", "v7").build()));
  }

  void raise(String id) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class)
              .add(
                  new WorkOrder(
                      id,
                      new Cause("spindle-" + id, "pitting", "zone-1"),
                      "works",
                      "sap",
                      OrderType.CORRECTIVE,
                      2,
                      OrderStatus.APPROVED,
                      "Pitting on ball screw",
                      "",
                      SEEN,
                      1,
                      List.of(),
                      Facts.empty()),
                  SEEN);
          unit.port(OutboxBook.class)
              .add(Delivery.planned("dl-" + id, id, "sap", Purpose.CREATE, 2, SEEN));
          return null;
        });
  }

  void acknowledge(String id, String foreignId) {
    store.commit(
        unit -> {
          OutboxBook book = unit.port(OutboxBook.class);
          book.change(
              book.find("dl-" + id)
                  .orElseThrow()
                  .withForeign(Optional.of(foreignId), Optional.empty()));
          unit.append(
              SEEN, "delivery.acknowledged", id, Facts.with("foreignId", foreignId).build());
          return null;
        });
  }

  void move(String id, OrderStatus status) {
    store.commit(
        unit -> {
          OrderBook book = unit.port(OrderBook.class);
          book.change(book.find(id).orElseThrow().moved(status), SEEN, "a test");
          return null;
        });
  }

  void condition(String asset, String state) {
    store.commit(
        unit -> {
          unit.append(
              SEEN,
              "asset.condition",
              asset,
              Facts.with("instance", "sap").put("state", state).build());
          return null;
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
