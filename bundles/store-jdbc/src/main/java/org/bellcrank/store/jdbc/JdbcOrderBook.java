package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderText;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/** Orders as rows; an index lets at most one open order stand for a cause. */
final class JdbcOrderBook implements OrderBook {

  private final Session session;

  JdbcOrderBook(Session session) {
    this.session = session;
  }

  @Override
  public Optional<WorkOrder> openFor(Cause cause) {
    return one("SELECT facts FROM work_order WHERE open_cause = ?", cause.key());
  }

  @Override
  public Optional<WorkOrder> find(String id) {
    return one("SELECT facts FROM work_order WHERE id = ?", id);
  }

  @Override
  public Optional<WorkOrder> findByReference(Reference reference) {
    return one("SELECT facts FROM work_order WHERE reference = ?", reference.value());
  }

  private Optional<WorkOrder> one(String sql, String value) {
    return session.first(sql, row -> OrderText.from(Facts.parse(row.getString(1))), value);
  }

  @Override
  public void add(WorkOrder order, Instant at) {
    if (openFor(order.cause()).isPresent()) {
      throw new IllegalStateException("an order is open for " + order.cause().key());
    }
    session.update(
        "INSERT INTO work_order (sequence, id, reference, open_cause, facts) VALUES (?, ?, ?, ?, ?)",
        session.count("order.sequence", 1),
        order.id(),
        order.reference().value(),
        openCause(order),
        OrderText.facts(order).json());
    session.append(at, "order.raised", order.id(), OrderText.facts(order));
  }

  @Override
  public void change(WorkOrder order, Instant at, String reason) {
    List<OrderStatus> from = cameFrom(order.status());
    int changed =
        session.update(
            "UPDATE work_order SET facts = ?, open_cause = ? WHERE id = ?"
                + " AND facts ->> 'status' IN (?, ?, ?, ?, ?, ?)",
            OrderText.facts(order).json(),
            openCause(order),
            order.id(),
            from.get(0).name(),
            from.get(1 % from.size()).name(),
            from.get(2 % from.size()).name(),
            from.get(3 % from.size()).name(),
            from.get(4 % from.size()).name(),
            from.get(5 % from.size()).name());
    if (changed == 0) {
      throw refusal(order);
    }
    session.append(
        at,
        "order.changed",
        order.id(),
        Facts.with("reason", reason)
            .put("priority", order.priority())
            .put("status", order.status())
            .put("occurrences", order.occurrences())
            .build());
  }

  /** Where an order may have stood that stands there now; it may have stood there before. */
  private static List<OrderStatus> cameFrom(OrderStatus now) {
    return Arrays.stream(OrderStatus.values())
        .filter(status -> status == now || status.next().contains(now))
        .toList();
  }

  private IllegalStateException refusal(WorkOrder order) {
    Optional<WorkOrder> kept = find(order.id());
    return kept.isEmpty()
        ? new IllegalStateException("no order has the id " + order.id())
        : kept.get().illegal(order.status());
  }

  private static String openCause(WorkOrder order) {
    return order.status().isOpen() ? order.cause().key() : null;
  }

  @Override
  public List<WorkOrder> newest(Optional<String> before, int limit) {
    long sequence =
        before
            .map(id -> session.number("SELECT sequence FROM work_order WHERE id = ?", id))
            .orElse(Long.MAX_VALUE);
    return session.query(
        "SELECT facts FROM work_order WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
        row -> OrderText.from(Facts.parse(row.getString(1))),
        sequence,
        limit);
  }

  @Override
  public long count() {
    return session.number("SELECT count(*) FROM work_order");
  }
}
