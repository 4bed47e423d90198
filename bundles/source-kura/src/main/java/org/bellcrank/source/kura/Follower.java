package org.bellcrank.source.kura;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Canary;
import org.eclipse.kura.wire.WireRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal for one wire and keeps its position. An entry is emitted, then the position
 * moves: after a crash between the two it is emitted once more, with the same sequence. Nothing is
 * emitted while nobody is connected.
 */
final class Follower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final int BATCH = 200;
  private static final int UNKEPT = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(2);

  private final String name;
  private final String reader;
  private final Store store;
  private final Set<String> kinds;
  private final boolean fromNow;
  private final Consumer<List<WireRecord>> wire;
  private final Thread thread;
  private Store.Registration registration = () -> {};
  private boolean connected;
  private boolean news = true;
  private volatile boolean closed;

  /**
   * A follower that waits for {@link #start}.
   *
   * @param reader under which its position is kept
   * @param fromNow whether a reader without a position begins at the end of the journal
   */
  Follower(
      String name,
      String reader,
      Store store,
      List<String> kinds,
      boolean fromNow,
      Consumer<List<WireRecord>> wire) {
    this.name = name;
    this.reader = reader;
    this.store = store;
    this.kinds = Set.copyOf(kinds);
    this.fromNow = fromNow;
    this.wire = wire;
    thread = new Thread(this::run, "bellcrank-wire-feed-" + name);
    thread.setDaemon(true);
  }

  void start() {
    registration = store.onCommit(this::wake);
    thread.start();
  }

  private synchronized void wake() {
    news = true;
    notifyAll();
  }

  synchronized void connected(boolean now) {
    connected = now;
    wake();
  }

  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (StoreException e) {
        LOG.error("{}: the journal cannot be followed, trying again: {}", name, e.getMessage());
        rest();
      } catch (RuntimeException e) {
        // The outermost loop: a receiver of any maker runs on this thread.
        LOG.error("{}: a receiver failed; its record is emitted again", name, e);
        rest();
      }
    }
  }

  private synchronized void rest() {
    try {
      wait(LOOK.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void follow() {
    long kept = begin();
    long at = kept;
    while (!closed) {
      await();
      List<Entry> entries = isConnected() ? after(at) : List.of();
      for (Entry entry : entries) {
        if (closed || !isConnected()) {
          break;
        }
        if (kinds.contains(entry.kind()) && !isTest(entry)) {
          wire.accept(List.of(Records.of(entry)));
          keep(entry.sequence());
          kept = entry.sequence();
        }
        at = entry.sequence();
      }
      if (at - kept >= UNKEPT) {
        keep(at);
        kept = at;
      }
      if (entries.size() == BATCH) {
        wake();
      }
    }
  }

  /** The position; where there is none yet, it is set. */
  private long begin() {
    return store.commit(
        unit -> {
          Positions positions = unit.port(Positions.class);
          long position = positions.position(reader);
          if (position == 0 && fromNow) {
            position = unit.port(Journal.class).lastSequence();
            positions.advance(reader, position);
          }
          return position;
        });
  }

  private synchronized void await() {
    try {
      if (!closed && !(news && connected)) {
        wait(LOOK.toMillis());
      }
      news = false;
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private synchronized boolean isConnected() {
    return connected;
  }

  private List<Entry> after(long at) {
    return store.read(unit -> unit.port(Journal.class).after(at, BATCH));
  }

  /**
   * Nothing behind a wire may act on a test as on a defect; whoever wants tests names their kinds.
   */
  private static boolean isTest(Entry entry) {
    return entry.subject().startsWith(Canary.PREFIX) && !entry.kind().startsWith("canary.");
  }

  private void keep(long at) {
    store.commit(
        unit -> {
          unit.port(Positions.class).advance(reader, at);
          return null;
        });
  }

  @Override
  public void close() {
    registration.close();
    closed = true;
    wake();
    try {
      if (Thread.currentThread() != thread) {
        thread.join(END.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
