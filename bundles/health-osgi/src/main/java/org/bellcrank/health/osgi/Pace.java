package org.bellcrank.health.osgi;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to look: once nothing has changed for a while, at the latest some time after the first
 * change, and not while a deployment replaces bundles. Safe for any thread.
 */
final class Pace implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

  /** A session that never ends must not blind us. */
  private static final Duration LONGEST_SESSION = Duration.ofMinutes(5);

  private final Runnable look;
  private final Duration quiet;
  private final Duration longest;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "health");
            made.setDaemon(true);
            return made;
          });
  private ScheduledFuture<?> next;
  private long firstChange;
  private long lastChange = System.nanoTime();
  private long sessionBegan;
  private int sessions;

  Pace(Runnable look, Duration quiet, Duration longest) {
    this.look = look;
    this.quiet = quiet;
    this.longest = longest;
  }

  /** Something changed. */
  synchronized void changed() {
    if (thread.isShutdown()) {
      return;
    }
    long now = System.nanoTime();
    lastChange = now;
    if (next == null) {
      firstChange = now;
    } else {
      next.cancel(false);
    }
    long patience = Math.max(0, firstChange + longest.toNanos() - now);
    next = thread.schedule(this::due, Math.min(quiet.toNanos(), patience), TimeUnit.NANOSECONDS);
  }

  /** How long nothing has changed. */
  synchronized Duration stillFor() {
    return Duration.ofNanos(System.nanoTime() - lastChange);
  }

  /** Looks once more after that time, unless a change makes it look anyway. */
  synchronized void again(Duration in) {
    if (next == null && !thread.isShutdown()) {
      firstChange = System.nanoTime();
      next = thread.schedule(this::due, in.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Runs something on the thread that looks. */
  synchronized void run(Runnable task) {
    if (!thread.isShutdown()) {
      thread.execute(task);
    }
  }

  synchronized void sessionBegan() {
    sessions++;
    sessionBegan = System.nanoTime();
  }

  synchronized void sessionEnded() {
    sessions = Math.max(0, sessions - 1);
  }

  private void due() {
    synchronized (this) {
      next = null;
      boolean inSession =
          sessions > 0 && System.nanoTime() - sessionBegan < LONGEST_SESSION.toNanos();
      if (inSession) {
        changed();
        return;
      }
    }
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.error("the look at the framework failed; the report before it stays", e);
    }
  }

  @Override
  public synchronized void close() {
    thread.shutdownNow();
  }
}
