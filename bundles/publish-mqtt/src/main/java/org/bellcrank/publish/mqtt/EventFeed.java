package org.bellcrank.publish.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal for one broker and keeps its position, which moves over an entry only when
 * the broker has taken it and all before it. An entry waits neither for the answers to those before
 * it nor for the disk under the position. After a crash or a lost connection what the broker may
 * not have taken, or was not yet known to have taken, is published once more, with the same
 * sequence, in the same order.
 */
final class EventFeed implements AutoCloseable {

  /** Publishes an entry; completes when the broker has taken it. */
  interface Broker {
    boolean isUp();

    CompletableFuture<Void> publish(Entry entry);

    /** What was given and did not leave yet need not leave: it is given again. */
    default void forget() {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

  /** Entries that are under way at a time. */
  private static final int BATCH = 64;

  /** Entries of no concern that are passed over before the position moves for them alone. */
  private static final int UNKEPT = 1_000;

  /** How far it goes ahead of the position on disk; so many may be told again after a crash. */
  private static final int AHEAD = 5_000;

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
  private boolean stirred;
  private String told = "";
  private PositionKeeper position;
  private UnderWay underWay;

  /** The last place that was read. */
  private long at;

  /** The last place up to which the broker has taken all of ours. */
  private long through;

  /**
   * How many are tried at once: after a failure one, so that what follows it is not sent over and
   * over.
   */
  private int width = BATCH;

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

  /** An answer came, or a position is on disk. */
  private synchronized void stir() {
    stirred = true;
    notifyAll();
  }

  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (StoreException e) {
        LOG.error("{}: the journal cannot be followed, trying again: {}", name, e.getMessage());
        broker.forget();
        rest();
      } catch (RuntimeException e) { // such as a position that another reader moved further
        LOG.error("{}: a step failed, beginning again at the position", name, e);
        broker.forget();
        rest();
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  private synchronized void rest() {
    long end = System.nanoTime() + LOOK.toNanos();
    try {
      for (long left = LOOK.toMillis(); !closed && left > 0; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void follow() throws InterruptedException {
    long begin = begin();
    position = new PositionKeeper(store, reader, begin, this::stir);
    underWay = new UnderWay(ANSWER);
    at = begin;
    through = begin;
    wake();
    while (!closed) {
      await();
      settle();
      position.look();
      if (underWay.refused().isPresent()) {
        again(underWay.refused().get());
      } else if (hasRoom() && broker.isUp()) {
        publish();
      }
    }
    end();
  }

  /** Moves the position over what was taken. */
  private void settle() {
    Optional<Long> taken = underWay.taken();
    if (taken.isPresent()) {
      through = taken.get();
      width = BATCH;
      told = "";
    }
    if (underWay.size() == 0) {
      through = at;
    }
    if (taken.isPresent() || through - position.kept() >= UNKEPT) {
      position.reach(through);
    }
  }

  private boolean hasRoom() {
    return underWay.size() < width && !underWay.anyRefused() && at - position.kept() < AHEAD;
  }

  /** The next ones of the journal, as many as there is room for. */
  private void publish() {
    if (!takeNews()) {
      return;
    }
    Look look = store.read(this::next);
    for (Place place : look.places()) {
      place.told().ifPresent(this::give);
      at = place.sequence();
    }
    if (look.more()) {
      wake();
    }
    stir(); // those of no concern may be passed over
  }

  /** A place in the journal, and what is published of it; empty where that is nothing. */
  private record Place(long sequence, Optional<Entry> told) {}

  /** Places in a row, and whether others follow. */
  private record Look(List<Place> places, boolean more) {}

  /** No more than there is room for: what was found is read for each. */
  private Look next(UnitOfWork unit) {
    List<Entry> page = unit.port(Journal.class).after(at, BATCH);
    List<Place> places = new ArrayList<>();
    int room = width - underWay.size();
    for (Entry entry : page) {
      if (room == 0) {
        return new Look(places, true);
      }
      Optional<Entry> told = outgoing.of(unit, entry);
      places.add(new Place(entry.sequence(), told));
      room -= told.isPresent() ? 1 : 0;
    }
    return new Look(places, page.size() == BATCH);
  }

  private void give(Entry entry) {
    CompletableFuture<Void> answer = broker.publish(entry);
    underWay.add(entry, answer);
    answer.whenComplete((taken, failure) -> stir());
  }

  /** All that follows the last one taken is published again, at first one alone. */
  private void again(UnderWay.Refusal refusal) {
    width = 1;
    refused(refusal.entry(), refusal.why());
    broker.forget();
    underWay = new UnderWay(ANSWER);
    at = through;
    wake();
    rest();
  }

  /** What was taken need not be told again by who comes next. */
  private void end() throws InterruptedException {
    try {
      settle();
      position.finish(LOOK);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.info(
          "{}: what follows entry {} is published once more at the next start, as its place could"
              + " not be kept: {}",
          name,
          position.kept(),
          String.valueOf(e.getMessage()));
    }
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
    if (!closed && !stirred && !(news && hasRoom() && broker.isUp())) {
      wait(LOOK.toMillis());
      news |= !stirred; // a store may have said nothing
    }
    stirred = false;
  }

  private synchronized boolean takeNews() {
    boolean there = news;
    news = false;
    return there;
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
