package org.bellcrank.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.TrendBook;

/** Roll-ups and states of streams as rows. */
final class JdbcTrendBook implements TrendBook {

  private static final String COLUMNS =
      "SELECT point, seconds, begins, samples, least, greatest, mean FROM roll_up ";

  private final Session session;

  JdbcTrendBook(Session session) {
    this.session = session;
  }

  @Override
  public void add(RollUp given) {
    RollUp sum =
        session
            .first(
                COLUMNS + "WHERE point = ? AND begins = ? AND seconds = ?",
                JdbcTrendBook::rollUp,
                given.point(),
                given.from().getEpochSecond(),
                given.length().toSeconds())
            .map(kept -> kept.and(given))
            .orElse(given);
    session.update(
        "INSERT INTO roll_up (point, seconds, begins, samples, least, greatest, mean)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (point, begins, seconds) DO UPDATE SET"
            + " samples = excluded.samples, least = excluded.least,"
            + " greatest = excluded.greatest, mean = excluded.mean",
        sum.point(),
        sum.length().toSeconds(),
        sum.from().getEpochSecond(),
        sum.count(),
        Double.toString(sum.least()),
        Double.toString(sum.greatest()),
        Double.toString(sum.mean()));
  }

  private static RollUp rollUp(ResultSet row) throws SQLException {
    return new RollUp(
        row.getString(1),
        Duration.ofSeconds(row.getLong(2)),
        Instant.ofEpochSecond(row.getLong(3)),
        row.getLong(4),
        Double.parseDouble(row.getString(5)),
        Double.parseDouble(row.getString(6)),
        Double.parseDouble(row.getString(7)));
  }

  @Override
  public List<RollUp> between(String point, Instant from, Instant before, int limit) {
    List<RollUp> newestFirst =
        new ArrayList<>(
            session.query(
                COLUMNS
                    + "WHERE point = ? AND begins >= ? AND begins < ?"
                    + " ORDER BY begins DESC, seconds DESC LIMIT ?",
                JdbcTrendBook::rollUp,
                point,
                from.getEpochSecond(),
                before.getEpochSecond(),
                limit));
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  @Override
  public List<RollUp> within(String point, Instant from, Instant before, Duration stretch) {
    return session.query(
        "SELECT stretch, sum(samples), min(least), max(greatest), sum(mean * samples) / sum(samples)"
            + " FROM (SELECT begins - begins % ? AS stretch, samples,"
            + " CAST(least AS DOUBLE PRECISION) AS least,"
            + " CAST(greatest AS DOUBLE PRECISION) AS greatest,"
            + " CAST(mean AS DOUBLE PRECISION) AS mean FROM roll_up"
            + " WHERE point = ? AND begins >= ? AND begins < ?) AS kept"
            + " GROUP BY stretch ORDER BY stretch",
        row ->
            new RollUp(
                point,
                stretch,
                Instant.ofEpochSecond(row.getLong(1)),
                row.getLong(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getDouble(5)),
        stretch.toSeconds(),
        point,
        from.getEpochSecond(),
        before.getEpochSecond());
  }

  @Override
  public int remove(Instant before, int limit) {
    return session.update(
        "DELETE FROM roll_up WHERE (point, begins, seconds) IN"
            + " (SELECT point, begins, seconds FROM roll_up WHERE begins < ? LIMIT ?)",
        before.getEpochSecond(),
        limit);
  }

  @Override
  public Map<String, Facts> states() {
    Map<String, Facts> states = new HashMap<>();
    session.query(
        "SELECT point, state FROM stream_state",
        row -> states.put(row.getString(1), Facts.parse(row.getString(2))));
    return states;
  }

  @Override
  public void keep(String point, Facts state) {
    session.update(
        "INSERT INTO stream_state (point, state) VALUES (?, ?)"
            + " ON CONFLICT (point) DO UPDATE SET state = excluded.state",
        point,
        state.json());
  }
}
