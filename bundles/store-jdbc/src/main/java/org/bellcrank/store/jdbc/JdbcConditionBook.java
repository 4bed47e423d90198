package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  public void forget(String key) {
    session.update("DELETE FROM condition_state WHERE id = ?", key);
  }

  @Override
  public Map<String, Facts> states(String prefix) {
    int last = prefix.length() - 1;
    String end = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    Map<String, Facts> states = new TreeMap<>();
    session
        .query(
            "SELECT id, state FROM condition_state WHERE id >= ? AND id < ?",
            row -> Map.entry(row.getString(1), Facts.parse(row.getString(2))),
            prefix,
            end)
        .forEach(each -> states.put(each.getKey(), each.getValue()));
    return states;
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
