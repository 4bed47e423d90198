package org.bellcrank.runtime.felix;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns a signal into an interruption of the working thread and lets the process go only when that
 * thread has put everything away, or after nine seconds.
 */
final class Ending {

  private static final Duration LIMIT = Duration.ofSeconds(9);

  private final Thread worker;
  private final Screen screen;
  private final CountDownLatch done = new CountDownLatch(1);

  Ending(Thread worker, Screen screen) {
    this.worker = worker;
    this.screen = screen;
  }

  void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "ending"));
  }

  /** The working thread has nothing left to put away. */
  void done() {
    done.countDown();
  }

  private void end() {
    if (done.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      if (!done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        screen.error(
            "not everything stopped within " + LIMIT.toSeconds() + " s; the process ends anyway");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
