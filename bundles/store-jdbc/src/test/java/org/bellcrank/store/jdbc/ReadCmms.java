package org.bellcrank.store.jdbc;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.Closures;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Orders that a CMMS has, a CMMS that is told what to say, and the reading of it. */
abstract class ReadCmms {

  static final Instant NOON = Samples.NOON;
  static final Facts REPAIRED =
      Facts.with("failureMode", "PIT").put("labourHours", 1.5).put("technician", "Kim").build();

  @TempDir Path folder;
  final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  final ToldCmms cmms = new ToldCmms(NOON.minusSeconds(20));
  JdbcStore store;
  Closures closures;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    stop();
    store.close();
  }

  void start() {
    closures = new Closures(store, clock(), System::nanoTime, () -> List.of(instance()), cmms, 10);
  }

  void stop() {
    if (closures != null) {
      closures.close();
      closures = null;
    }
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("UTC alone");
      }

      @Override
      public Instant instant() {
        return now.updateAndGet(at -> at.plus(1, ChronoUnit.MILLIS));
      }
    };
  }

  static ConnectorInstance instance() {
    return new ConnectorInstance(
        ToldCmms.INSTANCE,
        "told",
        "A CMMS",
        "plant",
        URI.create("http://127.0.0.1"),
        Optional.empty(),
        Map.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  /** An order as it is kept once its CMMS has it under that key. */
  WorkOrder delivered(String id, String key) {
    WorkOrder order = SampleOrders.order(id, ToldCmms.INSTANCE);
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, NOON);
          unit.port(OutboxBook.class)
              .add(
                  Delivery.planned("dl-" + id, id, ToldCmms.INSTANCE, Purpose.CREATE, 2, NOON)
                      .withForeign(Optional.of(key), Optional.empty())
                      .withState(DeliveryState.DONE, ""));
          unit.append(
              NOON,
              "delivery.acknowledged",
              id,
              Facts.with("instance", ToldCmms.INSTANCE).put("foreignId", key).build());
          return null;
        });
    return order;
  }

  WorkOrder ours(String id) {
    return store.read(unit -> unit.port(OrderBook.class).find(id).orElseThrow());
  }

  void move(String id, OrderStatus... statuses) {
    for (OrderStatus status : statuses) {
      store.commit(
          unit -> {
            unit.port(OrderBook.class).change(ours(id).moved(status), NOON, "by a person");
            return null;
          });
    }
  }

  List<Entry> read(String id) {
    return store.read(
        unit ->
            unit.port(Journal.class).about(id, 1000).stream()
                .filter(entry -> entry.kind().startsWith("closure."))
                .toList());
  }

  ClosureDesk.Health health() {
    return closures.health().get(0);
  }

  void until(BooleanSupplier condition) {
    Until.is(condition, () -> closures.health());
  }

  ForeignState seen(String id, Predicate<ForeignState> wanted) {
    until(() -> closures.of(id).filter(wanted).isPresent());
    return closures.of(id).orElseThrow();
  }

  ForeignState seen(String id, String word) {
    return seen(id, state -> state.foreignStatus().equals(word));
  }

  /** Until everything that is there now has been read. */
  void readAgain() {
    for (int i = 0; i < 2; i++) {
      Instant before = closures.health().isEmpty() ? NOON : health().read().orElse(NOON);
      until(
          () ->
              !closures.health().isEmpty() && health().read().filter(before::isBefore).isPresent());
    }
  }
}
