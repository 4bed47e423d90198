package org.bellcrank.store.jdbc;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.Work;

/** A few connections that only read, each unit on a snapshot of its own. */
final class Readers implements AutoCloseable {

  private static final int MOST = 4;

  private final Supplier<Session> opener;
  private final BlockingQueue<Session> idle = new LinkedBlockingQueue<>();
  private final Semaphore permits = new Semaphore(MOST, true);
  private volatile boolean closed;
  private final ThreadLocal<Unit> current = new ThreadLocal<>();

  Readers(Database database) {
    opener = database::reader;
  }

  /**
   * Reads on a snapshot; inside another read, on its snapshot.
   *
   * @throws StoreException when closed or when the database cannot be read
   */
  <T> T read(Work<T> work) {
    Unit outer = current.get();
    if (outer != null) {
      return work.in(outer);
    }
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new StoreException("the store is closed; nothing can be read", null);
      }
      Session session = idle.poll();
      return read(session == null ? opener.get() : session, work);
    } finally {
      permits.release();
    }
  }

  private <T> T read(Session session, Work<T> work) {
    Unit unit = new Unit(session);
    session.enter();
    try {
      current.set(unit);
      T result = work.in(unit);
      if (session.failure() != null) {
        throw new StoreException(
            "the database said: " + session.failure().getMessage(), session.failure());
      }
      return result;
    } finally {
      current.remove();
      unit.end();
      // After a refusal the driver keeps statements that never work again.
      boolean clean = session.failure() == null && rollBack(session);
      session.leave();
      if (clean) {
        idle.add(session);
      } else {
        // What it died of, the idle ones may have died of too.
        session.close();
        for (Session other = idle.poll(); other != null; other = idle.poll()) {
          other.close();
        }
      }
    }
  }

  private static boolean rollBack(Session session) {
    try {
      session.rollBack();
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  /** Closes the connections; waits for those who read. */
  @Override
  public void close() {
    permits.acquireUninterruptibly(MOST);
    closed = true;
    idle.forEach(Session::close);
    idle.clear();
    permits.release(MOST);
  }
}
