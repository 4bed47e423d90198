package org.bellcrank.itests.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Calls something from several threads, over and over, for a while. */
final class Pump {

  private final int threads;

  Pump(int threads) {
    this.threads = threads;
  }

  /**
   * Calls and waits until everything called for is done.
   *
   * @param call takes a number that no other call gets; may block to push back
   */
  Pumped run(LongFunction<? extends CompletableFuture<?>> call, long first, Duration round)
      throws InterruptedException {
    AtomicLong next = new AtomicLong(first);
    AtomicLong done = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    long start = System.nanoTime();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                CompletableFuture<?> last = CompletableFuture.completedFuture(null);
                while (System.nanoTime() - start < round.toNanos()) {
                  last =
                      call.apply(next.getAndIncrement())
                          .handle(
                              (value, failure) ->
                                  (failure == null ? done : failed).incrementAndGet());
                }
                last.join();
              },
              "bench-pump-" + i);
      thread.setDaemon(true);
      running.add(thread);
      thread.start();
    }
    for (Thread thread : running) {
      thread.join();
    }
    return new Pumped(done.get(), failed.get(), (System.nanoTime() - start) / 1e9);
  }

  /**
   * What was done.
   *
   * @param seconds from the first call until the last was done
   */
  record Pumped(long done, long failed, double seconds) {
    double perSecond() {
      return done / seconds;
    }
  }
}
