package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderFields;
import org.bellcrank.workorder.OrderText;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/** Orders as rows; an index lets at most one order stand for a cause. */
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
  public List<WorkOrder> ofCause(Cause cause, int limit) {
    return session.query(
        "SELECT facts FROM work_order WHERE cause = ? ORDER BY sequence DESC LIMIT ?",
        row -> OrderText.from(Facts.parse(row.getString(1))),
        cause.key(),
        limit);
  }

  @Override
  public List<WorkOrder> ofAsset(String asset, int limit) {
    // by the beginning of the cause's key: '}' follows '|'. An id may hold a '|' itself.
    return session
        .query(
            "SELECT facts FROM work_order WHERE cause >= ? AND cause < ?"
                + " ORDER BY sequence DESC LIMIT ?",
            row -> OrderText.from(Facts.parse(row.getString(1))),
            asset + "|",
            asset + "}",
            limit)
        .stream()
        .filter(order -> order.cause().asset().equals(asset))
        .toList();
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
    requireNoOther(order);
    Facts facts = OrderText.facts(order);
    session.update(
        "INSERT INTO work_order (sequence, id, reference, open_cause, cause, facts)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        session.count("order.sequence", 1),
        order.id(),
        order.reference().value(),
        openCause(order),
        order.cause().key(),
        facts.json());
    session.append(at, "order.raised", order.id(), facts);
  }

  @Override
  public void change(WorkOrder order, Instant at, String reason) {
    WorkOrder kept =
        find(order.id())
            .orElseThrow(() -> new IllegalStateException("no order has the id " + order.id()));
    order.requireAfter(kept);
    if (order.stands() && !kept.stands()) {
      requireNoOther(order);
    }
    Facts standing = OrderFields.standing(kept, order);
    session.update(
        "UPDATE work_order SET facts = ?, open_cause = ? WHERE id = ?",
        OrderText.facts(order).json(),
        openCause(order),
        order.id());
    session.append(
        at,
        "order.changed",
        order.id(),
        Facts.with("reason", reason)
            .put("priority", order.priority())
            .put("status", order.status())
            .put("occurrences", order.occurrences())
            .put("fields", standing.values().isEmpty() ? null : standing)
            .build());
  }

  private void requireNoOther(WorkOrder order) {
    if (openFor(order.cause()).isPresent()) {
      throw new IllegalStateException("an order is open for " + order.cause().key());
    }
  }

  private static String openCause(WorkOrder order) {
    return order.stands() ? order.cause().key() : null;
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
