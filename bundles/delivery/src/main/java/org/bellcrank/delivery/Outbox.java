package org.bellcrank.delivery;

import java.time.Instant;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.WorkOrder;

/**
 * Where a decided order is put for delivery, in the same unit of work as the decision. A service;
 * what it plans becomes visible with the commit of the unit.
 */
public interface Outbox {

  /** Plans the delivery of a new order to its connector instance. */
  void deliver(UnitOfWork unit, WorkOrder order, Instant at);

  /**
   * Plans that an order which was planned before is brought up to date in its CMMS (priority,
   * counter, better evidence). Does nothing where the connector cannot update.
   *
   * @param change one line for the reader of the order
   */
  void update(UnitOfWork unit, WorkOrder order, Instant at, String change);
}
