package org.bellcrank.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/**
 * The orders that later decisions can read: those that are open, and the newest of each cause. What
 * was closed before the replay began is asked for where a rule wants to know.
 */
final class ScratchOrders implements OrderBook {

  private final ScratchStore store;
  private final Map<String, WorkOrder> byId = new HashMap<>();
  private final Map<Cause, WorkOrder> newest = new HashMap<>();
  private Function<Cause, Optional<WorkOrder>> past = cause -> Optional.empty();
  private long count;

  ScratchOrders(ScratchStore store) {
    this.store = store;
  }

  void putAll(ScratchOrders other) {
    byId.putAll(other.byId);
    newest.putAll(other.newest);
    past = other.past;
    count = other.count;
  }

  /** Takes over an order that is open where a replay begins. */
  void seed(WorkOrder order) {
    if (order.stands()) {
      newest.put(order.cause(), order);
    }
    byId.put(order.id(), order);
    count++;
  }

  /** The newest order of a cause where a replay begins, for causes without an open one. */
  void seed(Function<Cause, Optional<WorkOrder>> before) {
    past = before;
  }

  private void put(WorkOrder order) {
    Optional<WorkOrder> last = Optional.ofNullable(newest.get(order.cause()));
    if (last.isEmpty() || last.get().id().equals(order.id()) || order.stands()) {
      newest.put(order.cause(), order);
    }
    byId.put(order.id(), order);
  }

  /** Back to what was before an order was put. */
  private void restore(WorkOrder order, WorkOrder before, WorkOrder last) {
    if (before == null) {
      byId.remove(order.id());
    } else {
      byId.put(before.id(), before);
    }
    if (last == null) {
      newest.remove(order.cause());
    } else {
      newest.put(order.cause(), last);
    }
  }

  @Override
  public Optional<WorkOrder> openFor(Cause cause) {
    return Optional.ofNullable(newest.get(cause)).filter(WorkOrder::stands);
  }

  @Override
  public List<WorkOrder> ofCause(Cause cause, int limit) {
    if (limit != 1) {
      throw new UnsupportedOperationException(
          "given a limit of %d; allowed: 1, since deciding asks for the newest alone"
              .formatted(limit));
    }
    return Optional.ofNullable(newest.get(cause)).or(() -> past.apply(cause)).stream().toList();
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
    requireNoOther(order);
    WorkOrder last = newest.get(order.cause());
    put(order);
    count++;
    store.changed(
        () -> {
          restore(order, null, last);
          count--;
        });
    store.tell(watcher -> watcher.order(order));
  }

  @Override
  public void change(WorkOrder order, Instant at, String reason) {
    WorkOrder kept = Optional.ofNullable(byId.get(order.id())).or(() -> before(order)).orElse(null);
    if (kept == null) {
      throw new IllegalStateException("no open order has the id " + order.id());
    }
    order.requireAfter(kept);
    if (order.stands() && !kept.stands()) {
      requireNoOther(order);
    }
    WorkOrder before = byId.get(order.id());
    WorkOrder last = newest.get(order.cause());
    put(order);
    store.changed(() -> restore(order, before, last));
    store.tell(watcher -> watcher.order(order));
  }

  /** An order that was closed before the replay began and is opened again. */
  private Optional<WorkOrder> before(WorkOrder order) {
    return past.apply(order.cause()).filter(each -> each.id().equals(order.id()));
  }

  private void requireNoOther(WorkOrder order) {
    if (openFor(order.cause()).isPresent()) {
      throw new IllegalStateException("an order is open for " + order.cause().key());
    }
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
