package org.bellcrank.store.jdbc;

import org.bellcrank.journal.Positions;

/** How far each follower has come, as rows. */
final class JdbcPositions implements Positions {

  private final Session session;

  JdbcPositions(Session session) {
    this.session = session;
  }

  @Override
  public long position(String reader) {
    return session.number("SELECT place FROM position WHERE reader = ?", reader);
  }

  @Override
  public void advance(String reader, long to) {
    long from = position(reader);
    if (to < from) {
      throw new IllegalArgumentException(
          "given place %d for %s; allowed: %d and later".formatted(to, reader, from));
    }
    session.update(
        "INSERT INTO position (reader, place) VALUES (?, ?)"
            + " ON CONFLICT (reader) DO UPDATE SET place = excluded.place",
        reader,
        to);
  }
}
