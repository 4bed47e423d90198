package org.bellcrank.workorder;

import java.util.Optional;

/** What becomes of a finding whose rule wants an order, in view of the orders of its cause. */
public sealed interface Repeat {

  /** A new order that knows of no other. */
  record Raise() implements Repeat {}

  /**
   * It joins an open order.
   *
   * @param order as it stands
   * @param priority the order's from now on, never less urgent
   * @param urged whether that ends a window and begins the next
   * @param words why, where it is more than joining
   */
  record Join(WorkOrder order, int priority, boolean urged, Optional<String> words)
      implements Repeat {}

  /**
   * A new order that names another, which it relieves where that is open.
   *
   * @param predecessor as it stands
   * @param words why
   */
  record FollowUp(WorkOrder predecessor, String words) implements Repeat {}

  /** A closed order is opened again. */
  record Reopen(WorkOrder order, String words) implements Repeat {}

  /** Recorded, and nothing more: an open order stands for it. */
  record Note(WorkOrder order, String words) implements Repeat {}

  /** Silenced: the last order of the cause was a false alarm. */
  record Suppress(WorkOrder order, String words) implements Repeat {}
}
