package org.bellcrank.source.kura;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.RefusedObservationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue between a thread of the gateway, which must not wait, and the disk. Readings may fill
 * three quarters of it, so that messages have room when readings storm; what does not fit is
 * counted and told. What the disk does not take stays at the head and is tried again. Safe for any
 * thread.
 */
final class Belt implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Belt.class);
  private static final int BATCH = 64;
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LAST_ORDERS = Duration.ofSeconds(2);

  private final ObservationIntake intake;
  private final Teller teller;
  private final int most;
  private final long mostBytes;
  private final Deque<Load> waiting = new ArrayDeque<>();
  private final Thread thread;
  private long bytes;
  private long readingsLost;
  private long messagesLost;
  private long lossesSeen;
  private boolean closed;

  /**
   * A queue that begins to move at once.
   *
   * @param most how many it holds
   * @param mostBytes how many bytes it holds
   */
  Belt(String name, ObservationIntake intake, Teller teller, int most, long mostBytes) {
    this.intake = intake;
    this.teller = teller;
    this.most = most;
    this.mostBytes = mostBytes;
    thread = new Thread(this::move, "bellcrank-source-kura-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes it if there is room.
   *
   * @param patience how long the caller may be held; zero never waits
   * @return false when it was not taken; it is counted then
   */
  boolean offer(Load load, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      try {
        long left = end - System.nanoTime();
        while (!closed && !fits(load) && left > 0) {
          wait(left / 1_000_000, (int) (left % 1_000_000));
          left = end - System.nanoTime();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (closed || !fits(load)) {
        lost(load);
        return false;
      }
      waiting.add(load);
      bytes += load.bytes();
      notifyAll();
      return true;
    }
  }

  private boolean fits(Load load) {
    boolean reading = load.kind() == Load.Kind.READING;
    int limit = reading ? most - most / 4 : most;
    long limitBytes = reading ? mostBytes - mostBytes / 4 : mostBytes;
    return waiting.size() < limit && (waiting.isEmpty() || bytes + load.bytes() <= limitBytes);
  }

  private void lost(Load load) {
    if (load.kind() == Load.Kind.READING) {
      readingsLost++;
    } else {
      messagesLost++;
    }
  }

  /** A reading that another way had no room for is lost like one of ours. */
  synchronized void lostElsewhere() {
    readingsLost++;
    notifyAll();
  }

  /** How many readings found no room since the start. */
  synchronized long readingsLost() {
    return readingsLost;
  }

  /** How many messages found no room since the start. */
  synchronized long messagesLost() {
    return messagesLost;
  }

  private void move() {
    List<Load> batch = List.of();
    while (true) {
      synchronized (this) {
        for (Load done : batch) {
          bytes -= done.bytes();
        }
        notifyAll();
        if (!next()) {
          break;
        }
        batch = take();
      }
      try {
        keep(batch);
      } catch (RuntimeException e) {
        // The outermost loop: what comes from others must not end it.
        LOG.error("What came from {} could not be dealt with; the next is taken", froms(batch), e);
      }
      teller.losses(readingsLost(), messagesLost());
    }
    teller.losses(readingsLost(), messagesLost());
    teller.close(readingsLost(), messagesLost());
  }

  private static Set<String> froms(List<Load> batch) {
    return batch.stream().map(Load::from).collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean next() {
    try {
      while (waiting.isEmpty() && !closed && readingsLost + messagesLost == lossesSeen) {
        wait();
      }
    } catch (InterruptedException e) {
      closed = true;
      waiting.forEach(this::lost);
      waiting.clear();
    }
    lossesSeen = readingsLost + messagesLost;
    return !waiting.isEmpty() || !closed;
  }

  private List<Load> take() {
    List<Load> batch = new ArrayList<>();
    while (batch.size() < BATCH && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    return batch;
  }

  private void keep(List<Load> batch) {
    List<Load> left = batch;
    while (!left.isEmpty()) {
      left = once(left);
      if (!left.isEmpty() && !pause()) {
        synchronized (this) {
          left.forEach(this::lost);
        }
        return;
      }
    }
  }

  /** Hands all of them over, so that they share one write; gives back those that must wait. */
  private List<Load> once(List<Load> batch) {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (Load load : batch) {
      answers.add(submitted(load));
    }
    List<Load> left = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      try {
        answers.get(i).join();
      } catch (CompletionException e) {
        if (!settled(batch.get(i), e.getCause())) {
          left.add(batch.get(i));
        }
      }
    }
    return left;
  }

  private CompletableFuture<?> submitted(Load load) {
    try {
      return load.keep().apply(intake);
    } catch (RefusedObservationException | StoreException | EvidenceException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whether nothing is left to be done about it. */
  private boolean settled(Load load, Throwable cause) {
    if (cause instanceof StoreException || cause instanceof EvidenceException) {
      LOG.error(
          "What came from {} could not be kept; it waits and is tried again in {} s: {}",
          load.from(),
          AGAIN.toSeconds(),
          cause.getMessage());
      return false;
    }
    try {
      teller.refused(load, String.valueOf(cause.getMessage()));
      return true;
    } catch (StoreException | EvidenceException e) {
      return settled(load, e);
    }
  }

  /** Waits before the next try, whatever comes meanwhile; false when there is none any more. */
  private synchronized boolean pause() {
    long end = System.nanoTime() + AGAIN.toNanos();
    try {
      long left = AGAIN.toMillis();
      while (!closed && left > 0) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** What waits is still kept, as far as that takes two seconds at most; the rest is counted. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(LAST_ORDERS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
