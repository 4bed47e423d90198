package org.bellcrank.workorder;

import java.util.stream.Collectors;

/** An order cannot go from where it stands to where it was to go. */
public final class IllegalMoveException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final OrderStatus from;
  private final OrderStatus to;

  IllegalMoveException(String order, OrderStatus from, OrderStatus to) {
    super(
        "order %s is %s: given %s; allowed %s; the order stays %s"
            .formatted(order, from, to, allowed(from), from));
    this.from = from;
    this.to = to;
  }

  private static String allowed(OrderStatus from) {
    return from.next().isEmpty()
        ? "nothing, its life has ended"
        : from.next().stream().map(OrderStatus::name).collect(Collectors.joining(", "));
  }

  /** Where the order stands. */
  public OrderStatus from() {
    return from;
  }

  /** Where it was to go. */
  public OrderStatus to() {
    return to;
  }
}
