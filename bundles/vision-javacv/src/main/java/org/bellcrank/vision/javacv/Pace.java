package org.bellcrank.vision.javacv;

import java.util.concurrent.TimeUnit;

/** Keeps a recording's pace. For one thread. */
final class Pace {

  private final long nanosBetween;
  private long next;

  Pace(double framesPerSecond) {
    nanosBetween = framesPerSecond > 0 ? Math.round(1e9 / framesPerSecond) : 0;
    next = System.nanoTime();
  }

  /** Waits until the next frame is due; at once where no pace is kept or it cannot be. */
  void await() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (nanosBetween == 0) {
      return;
    }
    long now = System.nanoTime();
    if (next > now) {
      TimeUnit.NANOSECONDS.sleep(next - now);
    }
    next = Math.max(next, now - nanosBetween) + nanosBetween;
  }

  /** Whether a live camera's frame is due; others are passed over. */
  boolean due() {
    long now = System.nanoTime();
    if (nanosBetween > 0 && now < next) {
      return false;
    }
    next = Math.max(next + nanosBetween, now);
    return true;
  }
}
