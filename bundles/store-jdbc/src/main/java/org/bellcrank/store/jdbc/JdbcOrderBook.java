package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderFields;
import org.bellcrank.workorder.OrderText;
import org.bellcrank.workorder.Reference;
import org.bellcrank.workorder.WorkOrder;

/** Orders as rows; an index lets at most one order stand for a cause. */
final class JdbcOrderBook implements OrderBook {

  /** By the beginning of the cause's key: '}' follows '|'. */
  private static final String OF_ASSET = "w.cause >= ? AND w.cause < ?";

  private static final String STEP =
      "SELECT w.facts, j.at, j.kind, j.facts,"
          + " (SELECT p.facts FROM journal p WHERE p.subject = j.subject"
          + " AND p.sequence < j.sequence AND p.kind || '' IN ('order.raised', 'order.changed')"
          + " ORDER BY p.sequence DESC LIMIT 1)"
          + " FROM work_order w JOIN journal j ON j.subject = w.id"
          + " WHERE (%s) AND j.kind || '' IN (%s)"
          + " AND rtrim(j.at, 'Z') >= ? AND rtrim(j.at, 'Z') < ?"
          + " ORDER BY rtrim(j.at, 'Z') DESC, j.sequence DESC LIMIT ?";

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
  public List<Step> steps(
      Set<String> assets, Set<String> kinds, Instant since, Instant until, int limit) {
    List<String> of = List.copyOf(kinds);
    List<Step> found = new ArrayList<>();
    for (List<String> some : Portions.of(assets)) {
      List<Object> values = new ArrayList<>();
      some.forEach(asset -> values.addAll(List.of(asset + "|", asset + "}")));
      values.addAll(of);
      values.addAll(List.of(Times.sortable(since), Times.sortable(until), limit));
      found.addAll(
          session.query(
              STEP.formatted(
                  String.join(" OR ", Collections.nCopies(some.size(), OF_ASSET)),
                  Portions.marks(of)),
              JdbcOrderBook::step,
              values.toArray()));
    }
    return found.stream().sorted(Comparator.comparing(Step::at).reversed()).limit(limit).toList();
  }

  private static Step step(ResultSet row) throws SQLException {
    String before = row.getString(5);
    return new Step(
        OrderText.from(Facts.parse(row.getString(1))),
        Instant.parse(row.getString(2)),
        row.getString(3),
        Facts.parse(row.getString(4)),
        before == null ? Facts.empty() : Facts.parse(before));
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
