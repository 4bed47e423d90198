package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.FindingText;

/**
 * Findings as rows. How many are in each state is counted along; a finding that was accepted and
 * not opened yet counts as pending.
 */
final class JdbcFindingBook implements FindingBook {

  static final String STATE = "finding.state.";

  private static final String KIND = "finding.disposed";
  private static final String ROW =
      "SELECT sequence, facts, decided_at, disposition, reason, order_id, until_nanos, why"
          + " FROM finding ";
  private static final String MOVE =
      "SELECT f.sequence, f.facts, f.decided_at, f.disposition, f.reason, f.order_id,"
          + " f.until_nanos, f.why, j.at, j.facts"
          + " FROM finding f JOIN journal j ON j.subject = f.id ";

  private final Session session;

  JdbcFindingBook(Session session) {
    this.session = session;
  }

  @Override
  public void open(Finding finding, Instant at, State state) {
    requireAccepted(finding);
    int added =
        session.update(
            "INSERT INTO finding (sequence, id, facts, decided_at, disposition, reason, order_id,"
                + " until_nanos, why, point, seen_nanos) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (id) DO NOTHING",
            session.count("finding.sequence", 1),
            finding.id(),
            FindingText.facts(finding).json(),
            at.toString(),
            state.disposition().name(),
            state.reason(),
            state.order().orElse(null),
            state.until().map(Times::nanos).orElse(null),
            state.why().json(),
            finding.point(),
            Times.nanos(finding.captured().at()));
    if (added == 0) {
      throw new IllegalStateException("finding %s is open already".formatted(finding.id()));
    }
    count(Disposition.PENDING, state.disposition());
    session.append(at, KIND, finding.id(), facts(Optional.empty(), state));
  }

  /** Without this a finding could be counted that nobody ever accepted. */
  private void requireAccepted(Finding finding) {
    long findings =
        session
            .first(
                "SELECT findings FROM observation WHERE id = ?",
                row -> row.getLong(1),
                finding.observation())
            .orElse(0L);
    if (FindingText.place(finding) >= findings) {
      throw new IllegalArgumentException(
          "given finding %s; allowed: one of the %d findings of the accepted observation %s"
              .formatted(finding.id(), findings, finding.observation()));
    }
  }

  @Override
  public String derive(String observation, Instant at) {
    int known =
        session.update("UPDATE observation SET findings = findings + 1 WHERE id = ?", observation);
    if (known == 0) {
      throw new IllegalArgumentException("no observation has the id " + observation);
    }
    long findings = session.number("SELECT findings FROM observation WHERE id = ?", observation);
    String id = observation + "#" + (findings - 1);
    session.count(STATE + Disposition.PENDING, 1);
    session.append(at, "finding.derived", id, Facts.with("observation", observation).build());
    return id;
  }

  @Override
  public void move(String finding, Instant at, State state) {
    Disposition from =
        session
            .first(
                "SELECT disposition FROM finding WHERE id = ?",
                row -> Disposition.valueOf(row.getString(1)),
                finding)
            .orElseThrow(() -> new IllegalArgumentException("no finding has the id " + finding));
    if (from.isFinal()) {
      throw new IllegalStateException(
          "finding %s is %s, which is final; it cannot become %s"
              .formatted(finding, from, state.disposition()));
    }
    session.update(
        "UPDATE finding SET decided_at = ?, disposition = ?, reason = ?, order_id = ?,"
            + " until_nanos = ?, why = ? WHERE id = ?",
        at.toString(),
        state.disposition().name(),
        state.reason(),
        state.order().orElse(null),
        state.until().map(Times::nanos).orElse(null),
        state.why().json(),
        finding);
    count(from, state.disposition());
    session.append(at, KIND, finding, facts(Optional.of(from), state));
  }

  private void count(Disposition from, Disposition to) {
    if (from != to) {
      session.count(STATE + from, -1);
      session.count(STATE + to, 1);
    }
  }

  private static Facts facts(Optional<Disposition> from, State state) {
    return Facts.builder()
        .put("from", from)
        .put("to", state.disposition())
        .put("reason", state.reason())
        .put("order", state.order())
        .put("until", state.until())
        .put("why", state.why())
        .build();
  }

  @Override
  public Optional<Row> find(String finding) {
    return session.first(ROW + "WHERE id = ?", JdbcFindingBook::row, finding);
  }

  @Override
  public List<Row> newest(long before, int limit) {
    return session.query(
        ROW + "WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
        JdbcFindingBook::row,
        before == 0 ? Long.MAX_VALUE : before,
        limit);
  }

  @Override
  public List<Row> ofOrder(String order, int limit) {
    return session.query(
        ROW + "WHERE order_id = ? ORDER BY sequence LIMIT ?", JdbcFindingBook::row, order, limit);
  }

  @Override
  public List<Row> due(Instant now, int limit) {
    return session.query(
        ROW + "WHERE disposition = 'HELD' AND until_nanos <= ? ORDER BY until_nanos LIMIT ?",
        JdbcFindingBook::row,
        Times.nanos(now),
        limit);
  }

  @Override
  public List<Row> inReview(long before, int limit) {
    return session.query(
        ROW + "WHERE disposition = 'IN_REVIEW' AND sequence < ? ORDER BY sequence DESC LIMIT ?",
        JdbcFindingBook::row,
        before == 0 ? Long.MAX_VALUE : before,
        limit);
  }

  @Override
  public List<Row> in(Disposition state, long before, int limit) {
    return session.query(
        ROW + "WHERE disposition = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
        JdbcFindingBook::row,
        state.name(),
        before == 0 ? Long.MAX_VALUE : before,
        limit);
  }

  @Override
  public List<Row> seen(Set<String> points, Instant since, Instant until, int limit) {
    List<Row> found = new ArrayList<>();
    for (List<String> some : Portions.of(points)) {
      List<Object> values = new ArrayList<>(some);
      values.addAll(List.of(Times.nanos(since), Times.nanos(until), limit));
      found.addAll(
          session.query(
              ROW
                  + "WHERE point IN (%s)".formatted(Portions.marks(some))
                  + " AND seen_nanos >= ? AND seen_nanos < ?"
                  + " ORDER BY seen_nanos DESC, sequence DESC LIMIT ?",
              JdbcFindingBook::row,
              values.toArray()));
    }
    return FindingBook.seen(found.stream(), since, until, limit);
  }

  @Override
  public List<Move> moves(Set<String> points, Instant since, Instant until, int limit) {
    List<Move> found = new ArrayList<>();
    for (List<String> some : Portions.of(points)) {
      List<Object> values = new ArrayList<>(some);
      String first = Times.sortable(since);
      values.addAll(List.of(first, KIND, first, Times.sortable(until), limit));
      found.addAll(
          session.query(
              MOVE
                  + "WHERE f.point IN (%s)".formatted(Portions.marks(some))
                  + " AND rtrim(f.decided_at, 'Z') >= ? AND j.kind || '' = ?"
                  + " AND rtrim(j.at, 'Z') >= ? AND rtrim(j.at, 'Z') < ?"
                  + " AND j.facts LIKE '%\"from\":%'"
                  + " ORDER BY rtrim(j.at, 'Z') DESC, j.sequence DESC LIMIT ?",
              row ->
                  new Move(
                      row(row), Instant.parse(row.getString(9)), Facts.parse(row.getString(10))),
              values.toArray()));
    }
    return found.stream().sorted(Comparator.comparing(Move::at).reversed()).limit(limit).toList();
  }

  @Override
  public Map<Disposition, Long> counts() {
    Map<Disposition, Long> counts = new EnumMap<>(Disposition.class);
    session.counts(STATE).forEach((name, n) -> counts.put(Disposition.valueOf(name), n));
    return counts;
  }

  private static Row row(ResultSet row) throws SQLException {
    long until = row.getLong(7);
    Optional<Instant> deadline =
        row.wasNull() ? Optional.empty() : Optional.of(Times.instant(until));
    return new Row(
        row.getLong(1),
        FindingText.from(Facts.parse(row.getString(2))),
        Instant.parse(row.getString(3)),
        new State(
            Disposition.valueOf(row.getString(4)),
            row.getString(5),
            Optional.ofNullable(row.getString(6)),
            deadline,
            Facts.parse(row.getString(8))));
  }
}
