package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.PassageBook;

/** Passages of parts as rows. */
final class JdbcPassageBook implements PassageBook {

  private final Session session;

  JdbcPassageBook(Session session) {
    this.session = session;
  }

  @Override
  public void add(Passage passage) {
    session.update(
        "INSERT INTO passage (part, asset, at, good) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (part, at, asset) DO UPDATE SET good ="
            + " CASE WHEN passage.good = 0 OR excluded.good IS NULL THEN passage.good"
            + " ELSE excluded.good END",
        passage.part(),
        passage.asset(),
        passage.at().toEpochMilli(),
        passage.good().map(good -> good ? 1L : 0L).orElse(null));
  }

  @Override
  public List<Passage> ofJudged(Instant from, Instant before, int limit) {
    return session.query(
        "SELECT part, asset, at, good FROM passage WHERE at < ? AND part IN"
            + " (SELECT part FROM passage WHERE at >= ? AND at < ? AND good IS NOT NULL)"
            + " ORDER BY part, at, asset LIMIT ?",
        JdbcPassageBook::passage,
        before.toEpochMilli(),
        from.toEpochMilli(),
        before.toEpochMilli(),
        limit);
  }

  private static Passage passage(ResultSet row) throws SQLException {
    boolean good = row.getLong(4) == 1;
    Optional<Boolean> judged = row.wasNull() ? Optional.empty() : Optional.of(good);
    return new Passage(
        row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)), judged);
  }

  @Override
  public int remove(Instant before, int limit) {
    return session.update(
        "DELETE FROM passage WHERE (part, at, asset) IN"
            + " (SELECT part, at, asset FROM passage WHERE at < ? LIMIT ?)",
        before.toEpochMilli(),
        limit);
  }
}
