package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.journal.Facts;

/** Condition states and hourly counts as rows. */
final class JdbcConditionBook implements ConditionBook {

  private final Session session;

  JdbcConditionBook(Session session) {
    this.session = session;
  }

  @Override
  public Optional<Facts> state(String key) {
    return session.first(
        "SELECT state FROM condition_state WHERE id = ?",
        row -> Facts.parse(row.getString(1)),
        key);
  }

  @Override
  public void keep(String key, Facts state) {
    session.update(
        "INSERT INTO condition_state (id, state) VALUES (?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET state = excluded.state",
        key,
        state.json());
  }

  @Override
  public void count(String asset, String defectClass, Instant at) {
    session.update(
        "INSERT INTO recurrence (asset, class, hour, findings) VALUES (?, ?, ?, 1)"
            + " ON CONFLICT (asset, class, hour) DO UPDATE SET findings = recurrence.findings + 1",
        asset,
        defectClass,
        hour(at));
  }

  @Override
  public long counted(String asset, String defectClass, Instant from, Instant to) {
    return session.number(
        "SELECT sum(findings) FROM recurrence WHERE asset = ? AND class = ? AND hour BETWEEN ? AND ?",
        asset,
        defectClass,
        hour(from),
        hour(to));
  }

  private static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), TimeUnit.HOURS.toSeconds(1));
  }
}
