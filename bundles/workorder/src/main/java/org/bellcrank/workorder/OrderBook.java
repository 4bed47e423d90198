package org.bellcrank.workorder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Facts;

/** Orders; a port of the unit of work. */
public interface OrderBook {

  /** The order that stands for a cause, see {@link WorkOrder#stands}; at most one does. */
  Optional<WorkOrder> openFor(Cause cause);

  /** The orders of a cause, whatever became of them, newest first, at most {@code limit}. */
  List<WorkOrder> ofCause(Cause cause, int limit);

  /**
   * What the journal tells of the orders of some assets in a time, newest first. Orders of an asset
   * whose id begins with one of these and {@code |} may be among them.
   *
   * @param assets ids of assets
   * @param kinds of the journal, for example {@code order.raised}
   * @param since first time
   * @param until nothing was written then or later
   * @param limit at most so many
   * @throws UnsupportedOperationException where no journal is kept beside the orders
   */
  default List<Step> steps(
      Set<String> assets, Set<String> kinds, Instant since, Instant until, int limit) {
    throw new UnsupportedOperationException("orders without a journal tell no steps");
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

  /**
   * An entry about an order.
   *
   * @param order the order as it is now
   * @param at when it was written
   * @param kind what happened
   * @param facts of the entry
   * @param before facts of the order's {@code order.raised} or {@code order.changed} before it;
   *     empty when it was raised
   */
  record Step(WorkOrder order, Instant at, String kind, Facts facts, Facts before) {}
}
