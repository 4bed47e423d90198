package org.bellcrank.journal;

import java.util.concurrent.CompletableFuture;

/**
 * Where units of work are committed. One writer; units that arrive together share one fsync (group
 * commit) but each stands or falls alone. Safe for use by any number of threads.
 */
public interface Store {

  /**
   * Runs the work and returns when it is on disk.
   *
   * @throws StoreException when nothing could be written (disk full, folder read-only, closed)
   * @throws RuntimeException what the work itself threw; the unit left nothing behind
   */
  <T> T commit(Work<T> work);

  /** As {@link #commit}, without waiting; the future completes when the unit is on disk. */
  <T> CompletableFuture<T> submit(Work<T> work);

  /** Runs reading work on a consistent snapshot; writing inside it is refused. */
  <T> T read(Work<T> work);

  /**
   * Calls the listener after each commit that appended to the journal, from a thread of the store;
   * the listener must return at once. Close the registration to end it.
   */
  Registration onCommit(Runnable listener);

  /**
   * How much is kept and may be kept, as it was measured a moment ago; costs nothing. Where it is
   * full, intake and evidence take nothing new; units of work still commit.
   */
  default Room room() {
    return Room.UNLIMITED;
  }

  /** Where the rows are, in words for people, without a password. */
  default String place() {
    return "the database";
  }

  /** Ends a registration; closing twice is harmless. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
