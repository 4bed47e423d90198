package org.bellcrank.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what is queued, runs each unit under a savepoint and commits
 * the group with one fsync; a unit that fails is taken back alone.
 */
final class Writer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int GROUP = 512;

  /** Units that may wait for the writer; who submits more waits itself. */
  private static final int QUEUE = 8_192;

  private final BlockingQueue<WriteTask<?>> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(QUEUE);
  private final Gathering gathering = new Gathering(System::nanoTime, LockSupport::parkNanos);
  private final Database database;
  private final Acknowledger acknowledger;
  private final WriteTask<Void> end = new WriteTask<>(unit -> null, false);
  private Session session;
  private boolean failing;

  /** What the database refused in the group at hand; null while it refused nothing. */
  private SQLException refused;

  Writer(Database database, Acknowledger acknowledger) {
    this.database = database;
    this.acknowledger = acknowledger;
  }

  /** Opens the connection and reads where the journal stands; called once, before the thread. */
  void open() {
    session = openSession();
  }

  private Session openSession() {
    Session opened = database.writer();
    opened.enter();
    opened.reload();
    opened.rollBack();
    opened.leave();
    return opened;
  }

  void awaitRoom() {
    room.acquireUninterruptibly();
  }

  /** Gives back what {@link #awaitRoom} took, for a task that is not added after all. */
  void giveRoom() {
    room.release();
  }

  void add(WriteTask<?> task) {
    queue.add(task);
  }

  /** Asks the thread to end once everything queued before is done. */
  void end() {
    queue.add(end);
  }

  @Override
  public void run() {
    List<WriteTask<?>> group = new ArrayList<>(GROUP);
    boolean last = false;
    while (!last) {
      try {
        group.add(queue.take());
        gathering.await();
        queue.drainTo(group, GROUP - 1);
      } catch (InterruptedException e) {
        LOG.warn("the store's writer was interrupted; it goes on until the store is closed");
        continue;
      }
      room.release((int) group.stream().filter(task -> task.waits).count());
      last = group.remove(end);
      if (!group.isEmpty()) {
        write(group);
        gathering.committed(group.size());
      }
      group.clear();
    }
    if (session != null) {
      session.close();
    }
  }

  private void write(List<WriteTask<?>> group) {
    boolean appended = false;
    refused = null;
    try {
      if (session == null) {
        session = openSession();
      }
      appended = commit(group);
      if (refused != null) {
        distrust();
      } else if (appended) {
        relax();
      } else if (failing) {
        abandon(); // it wrote nothing, so it may have been opened read-only
      }
    } catch (RuntimeException e) {
      complain(e);
      group.stream().filter(task -> !task.failed()).forEach(task -> task.fail(notWritten(e)));
      abandon();
    }
    acknowledger.add(group, appended);
  }

  /**
   * A connection that was opened while nothing could be written stays read-only, and one that was
   * refused may be of no use any more: the next group opens anew.
   */
  private void distrust() {
    boolean mistake = database.isMistake(refused);
    if (!mistake) {
      complain(said(refused));
    }
    if (!mistake || !database.recovers()) {
      abandon();
    }
  }

  /**
   * One line when writing begins to fail, not one for each group that fails for the same reason.
   */
  private void complain(RuntimeException e) {
    if (!failing) {
      failing = true;
      LOG.error(
          "nothing can be written: {}; each source is told and keeps what it has; tried again with"
              + " each unit",
          e.getMessage());
    }
  }

  private void relax() {
    if (failing) {
      failing = false;
      LOG.info("the store writes again");
    }
  }

  private static StoreException notWritten(RuntimeException e) {
    String said = UnansweredCommit.fateIn(e).orElse("nothing was written: " + e.getMessage());
    return new StoreException("%s; what was accepted before is unharmed".formatted(said), e);
  }

  private boolean commit(List<WriteTask<?>> group) {
    boolean appended = false;
    for (WriteTask<?> task : group) {
      appended |= runUnit(task);
    }
    session.enter();
    long stamp = stamp();
    session.writeCounters();
    try {
      session.commit();
    } catch (StoreException e) {
      requireKept(stamp, e);
    }
    session.leave();
    return appended;
  }

  /** The number this group is found by, where the answer to a commit can be lost; else 0. */
  private long stamp() {
    if (database.patience().isZero()) {
      return 0;
    }
    session.stamp();
    return session.dirty() ? session.group() : 0;
  }

  /** Where a commit was not answered, nobody is told "nothing was written" of what was. */
  private void requireKept(long stamp, StoreException lost) {
    if (stamp == 0) {
      throw lost;
    }
    complain(lost);
    abandon();
    session = UnansweredCommit.lookUp(this::openSession, database.patience(), lost);
    session.enter();
    if (session.group() != stamp) {
      throw lost;
    }
    LOG.info("the commit that was not answered had been written");
  }

  /**
   * Runs one unit; tells whether it added to the journal. The first of a group that changes
   * anything is taken back with the transaction and needs no savepoint, for which each page that it
   * changes would be copied.
   */
  private boolean runUnit(WriteTask<?> task) {
    session.enter();
    boolean first = !session.dirty();
    if (!first) {
      session.execute("SAVEPOINT unit");
    }
    session.markUnit();
    Unit unit = new Unit(session);
    Throwable failure = null;
    try {
      task.run(unit);
    } catch (Throwable e) { // whatever a unit throws belongs to who submitted it
      failure = e;
    }
    SQLException refusal = session.failure();
    unit.end();
    session.enter();
    if (failure == null && refusal == null) {
      if (!first) {
        session.execute("RELEASE unit");
      }
      session.keepUnit();
      return session.appended();
    }
    refused = refusal == null ? refused : refusal;
    task.fail(failure == null ? said(refusal) : failure);
    takeBack(first, refusal);
    return false;
  }

  /**
   * Takes one unit back. Where that is not possible the database has taken back the whole group, as
   * it does on a full disk.
   */
  private void takeBack(boolean first, SQLException reason) {
    try {
      if (first) {
        session.rollBack();
      } else {
        session.execute("ROLLBACK TO unit");
        session.execute("RELEASE unit");
      }
      session.undoUnit();
    } catch (StoreException e) {
      throw reason == null ? e : said(reason);
    }
  }

  private static StoreException said(SQLException refusal) {
    return new StoreException("the database said: " + refusal.getMessage(), refusal);
  }

  /** Nothing in memory can be trusted: the next group opens anew. */
  private void abandon() {
    if (session != null) {
      try {
        session.close();
      } catch (StoreException e) {
        LOG.warn("closing after a failed group: {}", e.getMessage());
      }
      session = null;
    }
  }
}
