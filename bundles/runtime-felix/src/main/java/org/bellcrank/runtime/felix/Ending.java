package org.bellcrank.runtime.felix;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Turns SIGTERM, SIGINT and SIGHUP into an interruption of the working thread, which puts
 * everything away and then exits; after nine seconds the process ends regardless.
 *
 * <p>Not a shutdown hook: those run all at once, and native libraries close themselves in theirs
 * while bundles still use them.
 */
final class Ending {

  private static final Duration LIMIT = Duration.ofSeconds(9);
  private static final int SIGNAL_BASE = 128;

  private final Thread worker;
  private final Screen screen;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile int signal;

  Ending(Thread worker, Screen screen) {
    this.worker = worker;
    this.screen = screen;
  }

  /** A signal that the caller of the process had ignored stays ignored. */
  void watch() {
    Signal.handle(new Signal("TERM"), this::end);
    Signal.handle(new Signal("INT"), this::end);
    Signal.handle(new Signal("HUP"), this::end);
  }

  /**
   * The working thread has nothing left to put away.
   *
   * @param status what it would exit with by itself
   * @return the status to exit with: 128 and the signal's number where one came
   */
  int done(int status) {
    done.countDown();
    return signal == 0 ? status : SIGNAL_BASE + signal;
  }

  private void end(Signal received) {
    signal = received.getNumber();
    worker.interrupt();
    Thread watch = new Thread(this::watchTheClock, "ending");
    watch.setDaemon(true);
    watch.start();
  }

  private void watchTheClock() {
    try {
      if (!done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        screen.error(
            "not everything stopped within " + LIMIT.toSeconds() + " s; the process ends anyway");
        Runtime.getRuntime().halt(SIGNAL_BASE + signal);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
