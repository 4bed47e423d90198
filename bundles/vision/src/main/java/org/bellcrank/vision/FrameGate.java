package org.bellcrank.vision;

import java.util.Optional;

/**
 * Where a camera's thread hands frames to the thread that looks at them: room for one. A recording
 * waits until its frame was taken; a live camera's newer frame takes the place of the older.
 *
 * @param <F> what is handed over
 */
final class FrameGate<F> {

  private F waiting;
  private boolean ended;
  private boolean wanted;

  /** Hands over a frame of a recording and returns when it was taken, or when the gate ended. */
  synchronized void hand(F frame) throws InterruptedException {
    waiting = frame;
    notifyAll();
    while (waiting == frame && !ended) {
      wait();
    }
  }

  /** Hands over a frame of a live camera; the older one that gave way, if one did. */
  synchronized Optional<F> replace(F frame) {
    Optional<F> dropped = Optional.ofNullable(waiting);
    waiting = frame;
    notifyAll();
    return dropped;
  }

  /** Whether somebody waits for a frame, so that handing it over at once is best. */
  synchronized boolean wanted() {
    return wanted && waiting == null;
  }

  /** The next frame, waiting for it; empty when the gate ended and nothing is left. */
  synchronized Optional<F> take() throws InterruptedException {
    wanted = true;
    while (waiting == null && !ended) {
      wait();
    }
    wanted = false;
    Optional<F> taken = Optional.ofNullable(waiting);
    waiting = null;
    notifyAll();
    return taken;
  }

  /** No further frame comes; what waits is still taken. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
