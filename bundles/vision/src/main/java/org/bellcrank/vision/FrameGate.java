package org.bellcrank.vision;

import java.util.Optional;

/**
 * Where a camera's thread hands frames to the thread that looks at them: room for one. A recording
 * waits until its frame was taken; a live camera's newer frame takes the place of the older.
 */
final class FrameGate {

  private Frame waiting;
  private boolean ended;

  /** Hands over a frame of a recording and returns when it was taken, or when the gate ended. */
  synchronized void hand(Frame frame) throws InterruptedException {
    waiting = frame;
    notifyAll();
    while (waiting == frame && !ended) {
      wait();
    }
  }

  /** Hands over a frame of a live camera; true when an older one gave way. */
  synchronized boolean replace(Frame frame) {
    boolean dropped = waiting != null;
    waiting = frame;
    notifyAll();
    return dropped;
  }

  /** The next frame, waiting for it; empty when the gate ended and nothing is left. */
  synchronized Optional<Frame> take() throws InterruptedException {
    while (waiting == null && !ended) {
      wait();
    }
    Optional<Frame> taken = Optional.ofNullable(waiting);
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
