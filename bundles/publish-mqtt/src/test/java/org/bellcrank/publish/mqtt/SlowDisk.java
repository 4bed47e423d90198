package org.bellcrank.publish.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.Work;

/** A store that can be read while what is to be written waits for the disk. */
final class SlowDisk implements Store {

  private final Store store;
  private volatile CountDownLatch stuck = new CountDownLatch(0);

  SlowDisk(Store store) {
    this.store = store;
  }

  /** What is written from now on waits. */
  void stick() {
    stuck = new CountDownLatch(1);
  }

  /** The disk writes again, and what waits. */
  void free() {
    stuck.countDown();
  }

  @Override
  public <T> T commit(Work<T> work) {
    try {
      stuck.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return store.commit(work);
  }

  @Override
  public <T> CompletableFuture<T> submit(Work<T> work) {
    return CompletableFuture.supplyAsync(() -> commit(work), task -> new Thread(task).start());
  }

  @Override
  public <T> T read(Work<T> work) {
    return store.read(work);
  }

  @Override
  public Registration onCommit(Runnable listener) {
    return store.onCommit(listener);
  }
}
