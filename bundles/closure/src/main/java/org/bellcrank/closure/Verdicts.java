package org.bellcrank.closure;

import java.util.Optional;
import org.bellcrank.delivery.ClosureFields;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;

/** What the end of an order says about the finding that raised it. */
final class Verdicts {

  private Verdicts() {}

  /**
   * The verdict; empty while it is open. The connector's own rules come first. Without one, the
   * failure mode that the order named confirms it when the CMMS found the same; another code proves
   * nothing, since the connector may have written it in the vendor's own catalogue.
   *
   * @param echoes whether the order's code is written there: then it comes back by itself
   */
  static Optional<Outcome> of(ForeignOrder read, WorkOrder order, boolean echoes) {
    if (read.status().filter(status -> !status.isOpen()).isEmpty()) {
      return Optional.empty();
    }
    if (read.outcome().isPresent()) {
      return read.outcome();
    }
    Optional<String> found = read.closure().text(ClosureFields.FAILURE_MODE);
    boolean same =
        !echoes
            && read.status().get() == OrderStatus.CLOSED
            && found.isPresent()
            && found.equals(named(order));
    return Optional.of(same ? Outcome.CONFIRMED : Outcome.UNKNOWN);
  }

  private static Optional<String> named(WorkOrder order) {
    return order
        .fields()
        .text(Applying.NAMED_CODE)
        .or(() -> order.fields().text("order.failureCode"));
  }
}
