package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Orders: the newest, and one with its findings, its why-card and its delivery. */
final class OrderRoutes {

  private static final int FINDINGS = 200;

  private OrderRoutes() {}

  static List<Route> of(
      Store store, DeliveryBook deliveries, Supplier<Optional<ClosureDesk>> closures) {
    return List.of(
        Path.get("/api/orders", request -> list(store, deliveries, request)),
        Path.get(
            "/api/orders/{id}",
            request -> one(store, deliveries, closures.get(), request.path().get("id"))));
  }

  private static Answer list(Store store, DeliveryBook deliveries, Request request) {
    List<WorkOrder> orders =
        store.read(
            unit ->
                unit.port(OrderBook.class).newest(request.query("before"), request.limit(50, 200)));
    return new Answer.Json(
        Facts.with(
                "orders",
                orders.stream()
                    .map(order -> OrderView.line(order, deliveries.of(order.id())))
                    .toList())
            .build());
  }

  private static Answer one(
      Store store, DeliveryBook deliveries, Optional<ClosureDesk> closures, String id) {
    Optional<WorkOrder> order = store.read(unit -> unit.port(OrderBook.class).find(id));
    if (order.isEmpty()) {
      return new Answer.NotFound("order " + id);
    }
    List<FindingBook.Row> findings =
        store.read(unit -> unit.port(FindingBook.class).ofOrder(id, FINDINGS));
    List<Facts> stretches = store.read(unit -> StretchView.of(unit, findings));
    Facts full =
        OrderView.full(
            order.get(), deliveries.of(id), closures.flatMap(desk -> desk.of(id)), findings);
    return new Answer.Json(
        stretches.isEmpty() ? full : full.toBuilder().put("stretches", stretches).build());
  }
}
