package org.bellcrank.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/** The open orders. */
final class ScratchOrders implements OrderBook {

  private final ScratchStore store;
  private final Map<String, WorkOrder> byId = new HashMap<>();
  private final Map<Cause, WorkOrder> byCause = new HashMap<>();
  private long count;

  ScratchOrders(ScratchStore store) {
    this.store = store;
  }

  void putAll(ScratchOrders other) {
    byId.putAll(other.byId);
    byCause.putAll(other.byCause);
    count = other.count;
  }

  /** Takes over an order that is open where a replay begins. */
  void seed(WorkOrder order) {
    put(order);
    count++;
  }

  private void put(WorkOrder order) {
    byId.put(order.id(), order);
    byCause.put(order.cause(), order);
  }

  private void drop(WorkOrder order) {
    byId.remove(order.id());
    byCause.remove(order.cause());
  }

  @Override
  public Optional<WorkOrder> openFor(Cause cause) {
    return Optional.ofNullable(byCause.get(cause));
  }

  @Override
  public Optional<WorkOrder> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public Optional<WorkOrder> findByReference(Reference reference) {
    throw new UnsupportedOperationException("deciding knows ids");
  }

  @Override
  public void add(WorkOrder order, Instant at) {
    if (byCause.containsKey(order.cause())) {
      throw new IllegalStateException("an order is open for " + order.cause().key());
    }
    put(order);
    count++;
    store.changed(
        () -> {
          drop(order);
          count--;
        });
    store.tell(watcher -> watcher.order(order));
  }

  @Override
  public void change(WorkOrder order, Instant at, String reason) {
    WorkOrder before = byId.get(order.id());
    if (before == null) {
      throw new IllegalStateException("no open order has the id " + order.id());
    }
    if (before.status() != order.status() && !before.status().next().contains(order.status())) {
      throw before.illegal(order.status());
    }
    drop(before);
    if (order.status().isOpen()) {
      put(order);
    }
    store.changed(
        () -> {
          drop(order);
          put(before);
        });
    store.tell(watcher -> watcher.order(order));
  }

  @Override
  public List<WorkOrder> newest(Optional<String> before, int limit) {
    throw new UnsupportedOperationException("deciding asks for no list");
  }

  @Override
  public long count() {
    return count;
  }
}
