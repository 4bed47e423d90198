package org.bellcrank.store.jdbc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bellcrank.journal.StoreException;

/** A database that went away with a commit unanswered is asked, when it is back, what it kept. */
final class UnansweredCommit {

  private static final long LOOK_AGAIN_MILLIS = 200;
  private static final String UNKNOWN = "whether it was written is not known";

  private UnansweredCommit() {}

  /**
   * Opens a session anew, trying again while the database is away.
   *
   * @param patience how long
   * @param lost why
   * @throws StoreException when it stays away, saying that nothing is known
   */
  static Session lookUp(Supplier<Session> opener, Duration patience, StoreException lost) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return opener.get();
      } catch (StoreException e) {
        if (System.nanoTime() > deadline) {
          throw new StoreException(
              "%s, since the commit was not answered and %s".formatted(UNKNOWN, e.getMessage()),
              lost);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MILLIS));
      }
    }
  }

  /** The words of a failure that left it open; empty when nothing was written for certain. */
  static Optional<String> fateIn(RuntimeException failure) {
    return Optional.ofNullable(failure.getMessage()).filter(said -> said.startsWith(UNKNOWN));
  }
}
