package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.closure.ClosureBook;
import org.bellcrank.closure.ForeignState;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderStatus;

/** How our orders stand in their CMMS, as rows. */
final class JdbcClosureBook implements ClosureBook {

  private static final String ROW =
      "SELECT order_id, instance, foreign_id, foreign_status, status, changed_at, seen_nanos,"
          + " ended_at, missing, settled, closure, outcome FROM foreign_order ";

  private final Session session;

  JdbcClosureBook(Session session) {
    this.session = session;
  }

  @Override
  public Optional<ForeignState> find(String order) {
    return session.first(ROW + "WHERE order_id = ?", JdbcClosureBook::state, order);
  }

  @Override
  public Optional<ForeignState> findForeign(String instance, String foreignId) {
    return session.first(
        ROW + "WHERE instance = ? AND foreign_id = ? ORDER BY settled, seen_nanos DESC LIMIT 1",
        JdbcClosureBook::state,
        instance,
        foreignId);
  }

  @Override
  public void keep(ForeignState state) {
    session.update(
        "INSERT INTO foreign_order (order_id, instance, foreign_id, foreign_status, status,"
            + " changed_at, seen_nanos, ended_at, missing, settled, closure, outcome)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (order_id) DO UPDATE SET instance = excluded.instance,"
            + " foreign_id = excluded.foreign_id, foreign_status = excluded.foreign_status,"
            + " status = excluded.status, changed_at = excluded.changed_at,"
            + " seen_nanos = excluded.seen_nanos, ended_at = excluded.ended_at,"
            + " missing = excluded.missing, settled = excluded.settled,"
            + " closure = excluded.closure, outcome = excluded.outcome",
        state.order(),
        state.instance(),
        state.foreignId().orElse(null),
        state.foreignStatus(),
        state.status().map(Enum::name).orElse(null),
        state.changedAt().map(Instant::toString).orElse(null),
        Times.nanos(state.seenAt()),
        state.endedAt().map(Instant::toString).orElse(null),
        state.missing() ? 1 : 0,
        state.settled() ? 1 : 0,
        state.closure().json(),
        state.outcome().map(Enum::name).orElse(null));
  }

  @Override
  public List<ForeignState> unseen(String instance, Instant since, int limit) {
    return session.query(
        ROW
            + "WHERE instance = ? AND settled = 0 AND seen_nanos < ?"
            + " ORDER BY seen_nanos LIMIT ?",
        JdbcClosureBook::state,
        instance,
        Times.nanos(since),
        limit);
  }

  @Override
  public Optional<Instant> mark(String instance) {
    return session.first(
        "SELECT read_to FROM reading_mark WHERE instance = ?",
        row -> Instant.parse(row.getString(1)),
        instance);
  }

  @Override
  public void mark(String instance, Instant to) {
    session.update(
        "INSERT INTO reading_mark (instance, read_to) VALUES (?, ?)"
            + " ON CONFLICT (instance) DO UPDATE SET read_to = excluded.read_to",
        instance,
        to.toString());
  }

  private static ForeignState state(ResultSet row) throws SQLException {
    return new ForeignState(
        row.getString("order_id"),
        row.getString("instance"),
        Optional.ofNullable(row.getString("foreign_id")),
        row.getString("foreign_status"),
        Optional.ofNullable(row.getString("status")).map(OrderStatus::valueOf),
        Optional.ofNullable(row.getString("changed_at")).map(Instant::parse),
        Times.instant(row.getLong("seen_nanos")),
        Optional.ofNullable(row.getString("ended_at")).map(Instant::parse),
        row.getInt("missing") == 1,
        row.getInt("settled") == 1,
        Facts.parse(row.getString("closure")),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf));
  }
}
