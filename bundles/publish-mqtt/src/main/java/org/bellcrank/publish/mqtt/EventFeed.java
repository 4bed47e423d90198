package org.bellcrank.publish.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal for one broker and keeps its position, which moves over an entry only when
 * the broker has taken it. After a crash or a lost connection what it may not have taken is
 * published once more, with the same sequence, in the same order.
 */
final class EventFeed implements AutoCloseable {

  /** Publishes an entry; completes when the broker has taken it. */
  interface Broker {
    boolean isUp();

    CompletableFuture<Void> publish(Entry entry);
  }

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

  /** Entries that are under way at a time. */
  private static final int BATCH = 64;

  private static final int UNKEPT = 1_000;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration END = Duration.ofSeconds(2);

  private final String name;
  private final String reader;
  private final Store store;
  private final Outgoing outgoing;
  private final boolean fromNow;
  private final Broker broker;
  private final Thread thread;
  private Store.Registration registration = () -> {};
  private boolean news = true;
  private String told = "";
  private volatile boolean closed;

  /**
   * A feed that waits for {@link #start}.
   *
   * @param reader under which its position is kept
   * @param fromNow whether a reader without a position begins at the end of the journal
   */
  EventFeed(
      String name, String reader, Store store, Outgoing outgoing, boolean fromNow, Broker broker) {
    this.name = name;
    this.reader = reader;
    this.store = store;
    this.outgoing = outgoing;
    this.fromNow = fromNow;
    this.broker = broker;
    thread = new Thread(this::run, "bellcrank-publish-mqtt-feed-" + name);
    thread.setDaemon(true);
  }

  void start() {
    registration = store.onCommit(this::wake);
    thread.start();
  }

  /** There may be something to publish. */
  synchronized void wake() {
    news = true;
    notifyAll();
  }

  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (StoreException e) {
        LOG.error("{}: the journal cannot be followed, trying again: {}", name, e.getMessage());
        rest();
      } catch (InterruptedException e) {
        closed = true;
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

  private void follow() throws InterruptedException {
    long kept = begin();
    long at = kept;
    while (!closed) {
      await();
      if (!broker.isUp()) {
        continue;
      }
      List<Entry> entries = after(at);
      long through = publish(entries);
      long last = entries.isEmpty() ? at : entries.get(entries.size() - 1).sequence();
      if (through > kept) {
        keep(through);
        kept = through;
      }
      if (through < 0) {
        at = last; // nothing of ours among them
      } else {
        at = Math.max(through, kept);
      }
      if (at - kept >= UNKEPT) {
        keep(at);
        kept = at;
      }
      if (!entries.isEmpty()) {
        wake();
      }
    }
  }

  /**
   * Publishes a stretch of the journal and waits for the answers.
   *
   * @return the last place up to which all of ours was taken, 0 for none; -1 where nothing of it is
   *     ours
   */
  private long publish(List<Entry> entries) throws InterruptedException {
    List<Entry> ours = entries.stream().filter(outgoing::has).toList();
    if (ours.isEmpty()) {
      return -1;
    }
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    for (Entry entry : ours) {
      answers.add(broker.publish(entry));
    }
    long through = 0;
    for (int i = 0; i < ours.size(); i++) {
      try {
        answers.get(i).get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        through = ours.get(i).sequence();
        told = "";
      } catch (ExecutionException | TimeoutException e) {
        refused(ours.get(i), e.getCause() == null ? e : e.getCause());
        rest();
        return through;
      }
    }
    return entries.get(entries.size() - 1).sequence();
  }

  private void refused(Entry entry, Throwable cause) {
    String words = String.valueOf(cause.getMessage());
    if (!words.equals(told)) {
      told = words;
      LOG.warn(
          "{}: entry {} ({}) was not taken by the broker and is published again: {}",
          name,
          entry.sequence(),
          entry.kind(),
          words);
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

  private synchronized void await() throws InterruptedException {
    if (!closed && !(news && broker.isUp())) {
      wait(LOOK.toMillis());
    }
    news = false;
  }

  private List<Entry> after(long at) {
    return store.read(unit -> unit.port(Journal.class).after(at, BATCH));
  }

  private void keep(long at) {
    store.commit(
        unit -> {
          unit.port(Positions.class).advance(reader, at);
          return null;
        });
  }

  /** Waits at most two seconds; what is under way comes again at the next start. */
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
