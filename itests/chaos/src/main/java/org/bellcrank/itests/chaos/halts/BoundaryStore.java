package org.bellcrank.itests.chaos.halts;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;

/** A store whose every commit has a boundary on either side. */
final class BoundaryStore implements Store {

  private final Store store;
  private final Watch watch;
  private final LongSupplier logBytes;

  /**
   * @param logBytes how long the database's log is now
   */
  BoundaryStore(Store store, Watch watch, LongSupplier logBytes) {
    this.store = store;
    this.watch = watch;
    this.logBytes = logBytes;
  }

  @Override
  public <T> T commit(Work<T> work) {
    try {
      return submit(work).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    AtomicReference<Boundary> after = new AtomicReference<>();
    return store
        .submit(
            unit -> {
              Noted noted = new Noted(unit);
              T result = work.in(noted);
              long bytes = logBytes.getAsLong();
              after.set(new Boundary(Boundary.Kind.AFTER_COMMIT, noted.what(), bytes));
              watch.pass(new Boundary(Boundary.Kind.BEFORE_COMMIT, noted.what(), bytes));
              return result;
            })
        .thenApply(
            result -> {
              watch.pass(after.get());
              return result;
            });
  }

  @Override
  public <T> T read(Work<T> work) {
    return store.read(work);
  }

  @Override
  public Room room() {
    return store.room();
  }

  @Override
  public Registration onCommit(Runnable listener) {
    return store.onCommit(listener);
  }

  /** Remembers what a unit wrote to the journal. */
  private static final class Noted implements UnitOfWork {

    private final UnitOfWork unit;
    private final Set<String> kinds = new TreeSet<>();

    Noted(UnitOfWork unit) {
      this.unit = unit;
    }

    @Override
    public <P> P port(Class<P> type) {
      return unit.port(type);
    }

    @Override
    public void append(Instant at, String kind, String subject, Facts facts) {
      kinds.add(kind);
      unit.append(at, kind, subject, facts);
    }

    String what() {
      return kinds.isEmpty() ? "no entry" : String.join(" + ", kinds);
    }
  }
}
