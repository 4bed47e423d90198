package org.bellcrank.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** How delivery goes: each instance, what waits for a person and why, each connector's folder. */
final class ConnectorRoutes {

  private static final int ROWS = 200;

  private final Store store;
  private final DeliveryBook deliveries;
  private final Supplier<Optional<Connectors>> connectors;
  private final Supplier<Optional<ClosureDesk>> closures;

  ConnectorRoutes(
      Store store,
      DeliveryBook deliveries,
      Supplier<Optional<Connectors>> connectors,
      Supplier<Optional<ClosureDesk>> closures) {
    this.closures = closures;
    this.store = store;
    this.deliveries = deliveries;
    this.connectors = connectors;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/connectors", request -> new Answer.Json(page(request.limit(50, ROWS)))));
  }

  private Facts page(int limit) {
    List<Facts> folders =
        connectors.get().map(Connectors::all).orElse(List.of()).stream()
            .map(ConnectorRoutes::folder)
            .toList();
    return Facts.with(
            "instances", deliveries.health().stream().map(ConnectorRoutes::instance).toList())
        .put("workbench", deliveries.workbench(limit).stream().map(this::row).toList())
        .put("folders", folders)
        .put(
            "readings",
            closures.get().map(ClosureDesk::health).orElse(List.of()).stream()
                .map(ConnectorRoutes::reading)
                .toList())
        .build();
  }

  static Facts instance(DeliveryBook.InstanceHealth health) {
    return Facts.with("id", health.instance())
        .put("kind", health.kind())
        .put("title", health.title())
        .put("deliveryClass", health.deliveryClass().map(ConnectorRoutes::name))
        .put("state", state(health.breaker()))
        .put("behind", behind(health))
        .put("nextTry", health.until())
        .put("waiting", health.queue())
        .put("delivered", health.delivered())
        .put("refused", health.workbench())
        .put("running", health.running())
        .put("lastSuccess", health.lastSuccess())
        .put("lastErrorAt", health.lastError())
        .put("lastError", health.lastWords())
        .put("meanAnswerMillis", health.meanAnswer().toMillis())
        .build();
  }

  private static Facts behind(DeliveryBook.InstanceHealth health) {
    Facts.Builder behind = Facts.builder();
    health.behind().forEach((purpose, breaker) -> behind.put(purpose.rows(), state(breaker)));
    return behind.build();
  }

  private static Facts reading(ClosureDesk.Health health) {
    return Facts.with("instance", health.instance())
        .put("state", state(health))
        .put("read", health.read())
        .put("failing", health.failing())
        .put("words", health.words())
        .put("mark", health.mark())
        .put("unknown", health.unknown())
        .put("unreadable", health.unreadable())
        .build();
  }

  private static String state(ClosureDesk.Health health) {
    return health.failing().isPresent() ? "OPEN" : health.read().isPresent() ? "UP" : "WAITING";
  }

  private static String name(Enum<?> deliveryClass) {
    return deliveryClass.name().toLowerCase(Locale.ROOT);
  }

  private static String state(Breaker breaker) {
    return breaker == Breaker.CLOSED ? "UP" : breaker.name();
  }

  private Facts row(Delivery row) {
    Optional<WorkOrder> order = store.read(unit -> unit.port(OrderBook.class).find(row.order()));
    return Facts.with("id", row.id())
        .put("order", row.order())
        .put("title", order.map(WorkOrder::title))
        .put("instance", row.instance())
        .put("purpose", row.purpose())
        .put("step", row.step())
        .put("state", row.state())
        .put("words", row.words())
        .put("plannedAt", row.plannedAt())
        .put("foreignId", row.foreignId())
        .build();
  }

  static Facts folder(Connectors.Loaded folder) {
    return Facts.with("kind", folder.kind())
        .put("title", folder.title())
        .put("version", folder.version())
        .put("state", folder.refusal().isEmpty() ? "UP" : "REFUSED")
        .put("refusal", folder.refusal())
        .build();
  }
}
