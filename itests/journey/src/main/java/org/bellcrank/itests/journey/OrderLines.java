package org.bellcrank.itests.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Store;
import org.bellcrank.verb.Terminal;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** Prints one line for each order when it is acknowledged. */
final class OrderLines {

  private static final int ORDERS = 200;

  private final Store store;
  private final DeliveryBook deliveries;
  private final Terminal terminal;
  private final Instant since;
  private final Set<String> printed = new HashSet<>();
  private final Set<String> settled = new HashSet<>();
  private boolean underWay;

  /**
   * Nothing printed yet.
   *
   * @param since orders that were raised before are another run's
   */
  OrderLines(Store store, DeliveryBook deliveries, Terminal terminal, Instant since) {
    this.since = since;
    this.store = store;
    this.deliveries = deliveries;
    this.terminal = terminal;
  }

  /** Looks for news and prints it. */
  void look() {
    boolean open = false;
    List<WorkOrder> orders =
        new ArrayList<>(
            store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), ORDERS)));
    Collections.reverse(orders);
    for (WorkOrder order : orders) {
      if (order.raisedAt().isBefore(since)) {
        continue;
      }
      Optional<DeliveryBook.OrderDelivery> delivery = deliveries.of(order.id());
      open |= delivery.isEmpty() || !delivery.get().settled();
      if (delivery.isEmpty() || !delivery.get().acknowledged()) {
        continue;
      }
      if (printed.add(order.id())) {
        terminal.line(line(order, delivery.get()));
      }
      if (delivery.get().settled()) {
        settled.add(order.id());
      }
    }
    underWay = open;
  }

  /** Whether something of an order was still to be delivered at the last look. */
  boolean underWay() {
    return underWay;
  }

  /** Orders that are in their CMMS, read back. */
  int acknowledged() {
    return printed.size();
  }

  /** Orders that are in their CMMS with everything that belongs to them. */
  int settled() {
    return settled.size();
  }

  private static String line(WorkOrder order, DeliveryBook.OrderDelivery delivery) {
    return "order %-10s P%d  %-14s %s"
        .formatted(
            delivery.create().foreignId().orElse("-"),
            order.priority(),
            order.connector(),
            order.title());
  }
}
