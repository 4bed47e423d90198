package org.bellcrank.publish.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;

/**
 * Keeps the position of one reader and lets nobody wait for the disk: one commit is under way at a
 * time, and the next one is for the furthest place that was reached meanwhile. For one thread; the
 * store's commits end on another.
 */
final class PositionKeeper {

  private final Store store;
  private final String reader;
  private final Runnable done;
  private long kept;
  private long reached;
  private long asked;
  private CompletableFuture<Void> commit = CompletableFuture.completedFuture(null);

  /**
   * A keeper.
   *
   * @param kept the position that is on disk
   * @param done called after each commit, from any thread; {@link #look} then
   */
  PositionKeeper(Store store, String reader, long kept, Runnable done) {
    this.store = store;
    this.reader = reader;
    this.done = done;
    this.kept = kept;
    reached = kept;
    asked = kept;
  }

  /** The last place that is known to be on disk. */
  long kept() {
    return kept;
  }

  /** All up to this place is dealt with; it goes to disk now, or after what is on its way there. */
  void reach(long place) {
    reached = Math.max(reached, place);
    look();
  }

  /**
   * Sees to what is on its way, and sends what is next.
   *
   * @throws RuntimeException as the store refused the last one
   */
  void look() {
    if (!commit.isDone()) {
      return;
    }
    try {
      commit.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    kept = asked;
    if (reached > kept) {
      asked = reached;
      long to = reached;
      commit =
          store.submit(
              unit -> {
                unit.port(Positions.class).advance(reader, to);
                return null;
              });
      commit.whenComplete((ended, failure) -> done.run());
    }
  }

  /** Waits until all that was reached is on disk, or the time is over. */
  void finish(Duration most) throws InterruptedException, TimeoutException, ExecutionException {
    long deadline = System.nanoTime() + most.toNanos();
    while (kept < reached) {
      commit.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      look();
    }
  }
}
