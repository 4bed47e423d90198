package org.bellcrank.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where a person moves an order on in its life. Each move is one unit of work with its entry in the
 * journal. Safe for any thread.
 */
@Component(service = OrderDesk.class)
public final class OrderDesk {

  private final Store store;
  private final Outbox outbox;
  private final Clock clock;

  /** Opens the desk. */
  @Activate
  public OrderDesk(@Reference Store store, @Reference Outbox outbox, @Reference Clock clock) {
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Approves a draft; with the approval it goes to its CMMS.
   *
   * @throws IllegalArgumentException when no order has the id
   * @throws org.bellcrank.workorder.IllegalMoveException when it is no draft any more
   */
  public WorkOrder approve(String order, Statement statement) {
    return move(order, OrderStatus.APPROVED, statement, Optional.empty());
  }

  /**
   * Moves an order. What was delivered stays in its CMMS as it is there: a cancelled order must be
   * cancelled there too.
   *
   * @param failureCode what it was in the end; only for closing, and needed there where the
   *     template names none
   * @return the order as it is now
   * @throws IllegalArgumentException when no order has the id, or the failure code does not fit
   * @throws org.bellcrank.workorder.IllegalMoveException when it cannot go there from where it
   *     stands
   */
  public WorkOrder move(
      String order, OrderStatus next, Statement statement, Optional<String> failureCode) {
    return store.commit(unit -> move(unit, order, next, statement, failureCode));
  }

  private WorkOrder move(
      UnitOfWork unit,
      String id,
      OrderStatus next,
      Statement statement,
      Optional<String> failureCode) {
    OrderBook orders = unit.port(OrderBook.class);
    WorkOrder order =
        orders
            .find(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "given order '%s'; allowed: the id of an order".formatted(id)));
    OrderStatus from = order.status();
    Instant now = clock.instant();
    WorkOrder moved =
        next == OrderStatus.APPROVED && from == OrderStatus.DRAFT
            ? order.approvedBy(statement.who())
            : closing(order.moved(next), failureCode);
    if (!next.isOpen()) {
      moved = moved.withField("order.endedAt", now);
    }
    String did = next.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    orders.change(moved, now, statement.line(did));
    unit.append(
        now,
        "order.moved",
        id,
        statement
            .facts()
            .put("from", from)
            .put("to", next)
            .put("failureCode", failureCode)
            .build());
    if (from == OrderStatus.DRAFT && next == OrderStatus.APPROVED) {
      outbox.deliver(unit, moved, now);
    }
    return moved;
  }

  private static WorkOrder closing(WorkOrder moved, Optional<String> failureCode) {
    boolean closes = moved.status() == OrderStatus.CLOSED;
    boolean known = moved.fields().has("order.failureCode");
    if (closes && failureCode.isEmpty() && !known) {
      throw new IllegalArgumentException(
          "order %s: given no failure code; allowed: what it was, 1 to 32 characters; it stays open"
              .formatted(moved.id()));
    }
    if (failureCode.isEmpty()) {
      return moved;
    }
    String code = failureCode.get();
    if (!closes || code.isBlank() || code.length() > 32) {
      throw new IllegalArgumentException(
          "order %s: given failure code '%s' with %s; allowed: 1 to 32 characters with CLOSED"
              .formatted(moved.id(), code, moved.status()));
    }
    return moved.withField("order.failureCode", code);
  }
}
