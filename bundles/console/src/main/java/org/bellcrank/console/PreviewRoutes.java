package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.OrderPreview;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** What a connector would make of an order, held against what its vendor says; nothing is sent. */
final class PreviewRoutes {

  private static final int LOOKED_AT = 500;
  private static final int OFFERED = 50;
  private static final String NO_INSTANCE = "-";

  private final Store store;
  private final DeliveryBook deliveries;
  private final Desks desks;

  PreviewRoutes(Store store, DeliveryBook deliveries, Desks desks) {
    this.store = store;
    this.deliveries = deliveries;
    this.desks = desks;
  }

  List<Route> all() {
    return List.of(Path.get("/api/preview/{kind}", this::answer));
  }

  private Answer answer(Request request) {
    String kind = request.path().get("kind");
    List<String> instances =
        deliveries.health().stream()
            .filter(each -> each.kind().equals(kind))
            .map(DeliveryBook.InstanceHealth::instance)
            .toList();
    Optional<String> instance =
        request
            .query("instance")
            .or(() -> instances.stream().findFirst())
            .filter(id -> !id.equals(NO_INSTANCE));
    List<WorkOrder> newest =
        store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), LOOKED_AT));
    Optional<WorkOrder> order =
        request.query("order").isPresent()
            ? store.read(unit -> unit.port(OrderBook.class).find(request.query("order").get()))
            : usual(newest, instance);
    if (request.query("order").isPresent() && order.isEmpty()) {
      return new Answer.NotFound("order " + request.query("order").get());
    }
    Facts.Builder page =
        Facts.with("kind", kind)
            .put("instances", instances)
            .put("instance", instance)
            .put("on", request.query("on").orElse("create"))
            .put("orders", newest.stream().limit(OFFERED).map(PreviewRoutes::offered).toList())
            .put("order", order.map(PreviewRoutes::offered));
    try {
      order.ifPresent(one -> page.putAll(preview(kind, instance, one, request)));
      return new Answer.Json(page.build());
    } catch (IllegalArgumentException wrong) {
      return new Answer.Refused(wrong.getMessage());
    } catch (Desks.ClosedException closed) {
      return new Answer.Conflict(closed.getMessage());
    }
  }

  /** The newest that goes to the instance; where none does, the newest of all. */
  private static Optional<WorkOrder> usual(List<WorkOrder> newest, Optional<String> instance) {
    return newest.stream()
        .filter(order -> instance.filter(order.connector()::equals).isPresent())
        .findFirst()
        .or(() -> newest.stream().findFirst());
  }

  private static Facts offered(WorkOrder order) {
    return Facts.with("id", order.id())
        .put("title", order.title())
        .put("connector", order.connector())
        .put("raisedAt", order.raisedAt())
        .build();
  }

  private Facts preview(String kind, Optional<String> instance, WorkOrder order, Request request) {
    Optional<Delivery> created =
        deliveries
            .of(order.id())
            .map(DeliveryBook.OrderDelivery::create)
            .filter(row -> instance.filter(row.instance()::equals).isPresent());
    return PreviewView.facts(
        desks
            .previews()
            .of(
                new OrderPreview.Wish(
                    kind, instance, order, created, request.query("on").orElse("create"))));
  }
}
