package org.bellcrank.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;

/** An order's life: drafts that wait for approval, and its moves up to its end. */
final class LifeRoutes {

  private static final int PAGE = 500;
  private static final int MOST_LOOKED_AT = 10_000;

  private final Store store;
  private final DeliveryBook deliveries;
  private final Desks desks;

  LifeRoutes(Store store, DeliveryBook deliveries, Desks desks) {
    this.store = store;
    this.deliveries = deliveries;
    this.desks = desks;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/drafts", request -> new Answer.Json(drafts(request.limit(50, 200)))),
        Decision.route("/api/orders/{id}/move", this::move));
  }

  private Facts drafts(int limit) {
    List<WorkOrder> found = new ArrayList<>();
    Optional<String> before = Optional.empty();
    for (int looked = 0; looked < MOST_LOOKED_AT && found.size() < limit; looked += PAGE) {
      Optional<String> from = before;
      List<WorkOrder> page = store.read(unit -> unit.port(OrderBook.class).newest(from, PAGE));
      page.stream().filter(each -> each.status() == OrderStatus.DRAFT).forEach(found::add);
      if (page.size() < PAGE) {
        break;
      }
      before = Optional.of(page.get(page.size() - 1).id());
    }
    return Facts.with(
            "orders",
            found.stream()
                .limit(limit)
                .map(order -> OrderView.line(order, deliveries.of(order.id())))
                .toList())
        .build();
  }

  private Facts move(Decision decision) {
    String to = decision.require("to", Arrays.toString(OrderStatus.values()));
    OrderStatus next =
        Arrays.stream(OrderStatus.values())
            .filter(each -> each.name().equals(to.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "given to '%s'; allowed: %s"
                            .formatted(to, Arrays.toString(OrderStatus.values()))));
    WorkOrder moved =
        desks
            .orders()
            .move(decision.id(), next, decision.statement(), decision.text("failureCode"));
    return Facts.with("status", moved.status()).build();
  }
}
