package org.bellcrank.workorder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Orders; a port of the unit of work. */
public interface OrderBook {

  /** The order that stands for a cause, see {@link WorkOrder#stands}; at most one does. */
  Optional<WorkOrder> openFor(Cause cause);

  /** The orders of a cause, whatever became of them, newest first, at most {@code limit}. */
  List<WorkOrder> ofCause(Cause cause, int limit);

  /** The orders of an asset, whatever became of them, newest first, at most {@code limit}. */
  default List<WorkOrder> ofAsset(String asset, int limit) {
    return newest(Optional.empty(), Integer.MAX_VALUE).stream()
        .filter(order -> order.cause().asset().equals(asset))
        .limit(limit)
        .toList();
  }

  /** One order by our id. */
  Optional<WorkOrder> find(String id);

  /** One order by its reference. */
  Optional<WorkOrder> findByReference(Reference reference);

  /**
   * Adds a new order and appends {@code order.raised} to the journal.
   *
   * @throws IllegalStateException when an order stands for the same cause
   */
  void add(WorkOrder order, Instant at);

  /**
   * Keeps the order's new state and appends {@code order.changed} with the given reason.
   *
   * @throws IllegalStateException when the order is not known, or another stands for its cause
   * @throws IllegalMoveException when it cannot go where it is to go from where it is kept
   */
  void change(WorkOrder order, Instant at, String reason);

  /**
   * Newest first, at most {@code limit}; {@code before} is an order's id, or empty for the newest.
   */
  List<WorkOrder> newest(Optional<String> before, int limit);

  /** How many orders there are, open and closed. */
  long count();
}
