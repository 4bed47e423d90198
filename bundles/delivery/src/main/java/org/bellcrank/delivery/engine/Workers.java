package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries rows, each on a thread of its own, no two of the same order at a time, and no two that
 * tell of the same asset.
 */
final class Workers {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final Carrier carrier;
  private final Clock clock;
  private final Runnable done;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Rests rests;
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);

  /**
   * Waits for work.
   *
   * @param ticker nanoseconds that only grow
   * @param done runs after each row
   */
  Workers(Carrier carrier, Clock clock, LongSupplier ticker, Runnable done) {
    rests = new Rests(ticker);
    this.carrier = carrier;
    this.clock = clock;
    this.done = done;
  }

  /** At most so many rows of a queue may not start. */
  int passedOver() {
    return busy.size() + rests.now().size();
  }

  boolean mayStart(Delivery row) {
    return !busy.contains(about(row)) && !rests.now().contains(row.id());
  }

  /** Starts a row that its gate has let in; called by one thread. */
  void start(
      Delivery row, ConnectorInstance instance, Connector connector, Gate gate, Backoff pauses) {
    busy.add(about(row));
    threads.execute(() -> work(row, instance, connector, gate, pauses));
  }

  /** Runs something that is no row of a queue. */
  void run(Runnable work) {
    threads.execute(work);
  }

  void stop() {
    threads.shutdownNow();
  }

  /** Waits at most five seconds for what is under way. */
  void await() throws InterruptedException {
    threads.awaitTermination(5, TimeUnit.SECONDS);
  }

  private void work(
      Delivery row, ConnectorInstance instance, Connector connector, Gate gate, Backoff pauses) {
    try {
      carrier.carry(row, instance, connector, gate, new Walk(connector, pauses));
      rests.worked(row.id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!threads.isShutdown()) {
        broken(row, connector, pauses, e);
      }
    } finally {
      gate.leave(row.id(), clock.instant()).ifPresent(words -> Carrier.tell(instance, words));
      busy.remove(about(row));
      done.run();
    }
  }

  /** The row waits by itself and the others go on; told whole the first time, then in one line. */
  private void broken(Delivery row, Connector connector, Backoff pauses, RuntimeException why) {
    if (rests.failed(row.id(), pauses) == 1) {
      LOG.error("Delivery {} could not go on; it is tried again.", row.id(), why);
    } else {
      LOG.error("Delivery {} could not go on again: {}", row.id(), why.toString());
    }
    try {
      carrier.setAside(row.id(), connector, pauses, why);
    } catch (RuntimeException unkept) {
      LOG.error("The delivery queue could not be written; tried again: {}", unkept.toString());
    }
  }

  /** What a row keeps others from: what an asset is told never holds its order back. */
  private static String about(Delivery row) {
    return row.purpose() == Purpose.CONDITION
        ? "%s %s".formatted(row.instance(), row.variables().text(ConditionRows.ASSET).orElse(""))
        : row.order();
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "delivery-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
