package org.bellcrank.workorder;

import java.util.EnumSet;
import java.util.Set;

/** The life cycle of an order; foreign statuses are mapped to it. */
public enum OrderStatus {
  DRAFT,
  APPROVED,
  ASSIGNED,
  IN_PROGRESS,
  CLOSED,
  CANCELLED;

  /** Where an order in this status may go next; empty at the end of its life. */
  public Set<OrderStatus> next() {
    return switch (this) {
      case DRAFT -> EnumSet.of(APPROVED, CANCELLED);
      case APPROVED -> EnumSet.of(ASSIGNED, IN_PROGRESS, CLOSED, CANCELLED);
      case ASSIGNED -> EnumSet.of(APPROVED, IN_PROGRESS, CLOSED, CANCELLED);
      case IN_PROGRESS -> EnumSet.of(ASSIGNED, CLOSED, CANCELLED);
      case CLOSED, CANCELLED -> EnumSet.noneOf(OrderStatus.class);
    };
  }

  /** Whether the order still stands for its cause, so that repeats join it. */
  public boolean isOpen() {
    return this != CLOSED && this != CANCELLED;
  }
}
