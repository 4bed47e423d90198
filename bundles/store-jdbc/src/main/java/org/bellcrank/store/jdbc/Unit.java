package org.bellcrank.store.jdbc;

import java.time.Instant;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;

/** One unit of work on a session; useless once its work has returned. */
final class Unit implements UnitOfWork {

  private Session session;

  Unit(Session session) {
    this.session = session;
  }

  @Override
  public <P> P port(Class<P> type) {
    return session().port(type);
  }

  @Override
  public void append(Instant at, String kind, String subject, Facts facts) {
    session().append(at, kind, subject, facts);
  }

  void end() {
    session = null;
  }

  private Session session() {
    if (session == null) {
      throw new IllegalStateException("this unit of work has ended");
    }
    return session;
  }
}
