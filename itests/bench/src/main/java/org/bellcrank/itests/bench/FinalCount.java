package org.bellcrank.itests.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;

/**
 * Follows how many findings reached a final disposition and lets only so many wait for theirs. For
 * one measurement.
 */
final class FinalCount implements AutoCloseable {

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Store store;
  private final Semaphore room;
  private final long before;
  private final Thread thread;
  private volatile long done;
  private volatile boolean closed;

  FinalCount(Store store, int mayWait) {
    this.store = store;
    room = new Semaphore(mayWait);
    before = now();
    thread = new Thread(this::follow, "bench-final-count");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until one more finding may be reported. */
  void enter() {
    room.acquireUninterruptibly();
  }

  /**
   * Waits until so many findings are final.
   *
   * @throws BenchException when they are not within the limit
   */
  void await(long findings, Duration limit) throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (done < findings) {
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "%d of %d findings had a final disposition after %d s"
                .formatted(done, findings, limit.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private void follow() {
    try {
      while (!closed) {
        long count = now() - before;
        room.release((int) (count - done));
        done = count;
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long now() {
    return store.read(
        unit ->
            unit.port(FindingBook.class).counts().entrySet().stream()
                .filter(entry -> entry.getKey().isFinal())
                .mapToLong(java.util.Map.Entry::getValue)
                .sum());
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
