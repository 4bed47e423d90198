package org.bellcrank.delivery.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one sleeper; many rings in a short time are one. */
final class Bell {

  private final Semaphore rung = new Semaphore(0);

  /** Returns at once, from any thread. */
  void ring() {
    if (rung.availablePermits() == 0) {
      rung.release();
    }
  }

  /** Rests at least the first and at most the second time, less when it is rung. */
  void await(long leastMillis, long mostMillis) throws InterruptedException {
    if (rung.tryAcquire(mostMillis, TimeUnit.MILLISECONDS)) {
      TimeUnit.MILLISECONDS.sleep(leastMillis);
      rung.drainPermits();
    }
  }
}
