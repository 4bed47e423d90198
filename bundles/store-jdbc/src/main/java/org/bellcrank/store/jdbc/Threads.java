package org.bellcrank.store.jdbc;

/** Waiting for threads. */
final class Threads {

  private Threads() {}

  /** Waits for the end of a thread; an interruption is kept for the caller. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
