package org.bellcrank.store.jdbc;

import java.time.Instant;
import org.bellcrank.observation.Tally;

/** Counts per point and hour as rows. */
final class JdbcTally implements Tally {

  private static final String READER = "tally:";

  private final Session session;

  JdbcTally(Session session) {
    this.session = session;
  }

  @Override
  public void add(String point, Instant hour, long looked, long belowFloor) {
    session.update(
        "INSERT INTO tally (point, hour, looked, below_floor) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (point, hour) DO UPDATE SET looked = tally.looked + excluded.looked,"
            + " below_floor = tally.below_floor + excluded.below_floor",
        point,
        hour.toString(),
        looked,
        belowFloor);
  }

  @Override
  public long looked(String point) {
    return session.number("SELECT sum(looked) FROM tally WHERE point = ?", point);
  }

  @Override
  public long counted(String recording) {
    return new JdbcPositions(session).position(READER + recording);
  }

  @Override
  public void counted(String recording, long frames) {
    new JdbcPositions(session).advance(READER + recording, Math.max(frames, counted(recording)));
  }
}
