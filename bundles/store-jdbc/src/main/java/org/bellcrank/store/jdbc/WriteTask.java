package org.bellcrank.store.jdbc;

import java.util.concurrent.CompletableFuture;
import org.bellcrank.journal.Work;

/** A submitted unit, its result, and who waits for it. */
final class WriteTask<T> {

  final CompletableFuture<T> future = new CompletableFuture<>();

  /** Whether it took room in the queue; a store's own thread must not wait for room. */
  final boolean waits;

  private final Work<T> work;
  private T result;
  private Throwable failure;

  WriteTask(Work<T> work, boolean waits) {
    this.waits = waits;
    this.work = work;
  }

  void run(Unit unit) {
    result = work.in(unit);
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  boolean failed() {
    return failure != null;
  }

  void complete() {
    if (failure == null) {
      future.complete(result);
    } else {
      future.completeExceptionally(failure);
    }
  }
}
