package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.RollUps;

/**
 * The counts per hour: frames looked at per point, findings per asset and class; and the values of
 * points by interval.
 */
final class JdbcRollUps implements RollUps {

  private final Session session;

  JdbcRollUps(Session session) {
    this.session = session;
  }

  @Override
  public int remove(Instant before, int limit) {
    int tallies =
        session.update(
            "DELETE FROM tally WHERE (point, hour) IN"
                + " (SELECT point, hour FROM tally WHERE hour < ? LIMIT ?)",
            before.toString(),
            limit);
    long hour = Math.floorDiv(before.getEpochSecond(), TimeUnit.HOURS.toSeconds(1));
    return tallies
        + new JdbcTrendBook(session).remove(before, limit)
        + session.update(
            "DELETE FROM recurrence WHERE (asset, class, hour) IN"
                + " (SELECT asset, class, hour FROM recurrence WHERE hour < ? LIMIT ?)",
            hour,
            limit);
  }
}
