package org.bellcrank.evidence;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after the folder of evidence: sweeps it once, removes four times a day what
 * is past its time, and makes room where room is short.
 */
final class EvidenceCare implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(EvidenceCare.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration EXPIRE_EVERY = Duration.ofHours(6);

  /** Where nothing could be removed. */
  private static final Duration IN_VAIN = Duration.ofMinutes(10);

  private final EvidenceSweep sweep;
  private final Retention retention;
  private final LongSupplier ticker;
  private final Thread thread = new Thread(this, "bellcrank-evidence-care");
  private final CountDownLatch ended = new CountDownLatch(1);
  private String complaint = "";

  EvidenceCare(EvidenceFiles files, Store store, Clock clock, LongSupplier ticker, Lock removing) {
    this.ticker = ticker;
    sweep =
        new EvidenceSweep(
            files, store, clock.instant().minus(FileEvidenceStore.GRACE), this::isEnded);
    retention = new Retention(files, store, clock, removing, this::isEnded);
    thread.setDaemon(true);
  }

  private boolean isEnded() {
    return ended.getCount() == 0;
  }

  void start() {
    thread.start();
  }

  /** Ends after the file at hand. */
  void end() {
    ended.countDown();
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

  @Override
  public void run() {
    sweep.run();
    long now = ticker.getAsLong();
    long expire = now;
    long room = now;
    try {
      while (!ended.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        now = ticker.getAsLong();
        if (now - expire >= 0) {
          expire = now + EXPIRE_EVERY.toNanos();
          turn(false);
        } else if (now - room >= 0 && retention.isShort()) {
          room = turn(true) > 0 ? now : now + IN_VAIN.toNanos();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long turn(boolean hurry) {
    try {
      long gone = hurry ? retention.makeRoom() : retention.expire();
      complaint = "";
      return gone;
    } catch (StoreException e) {
      if (!complaint.equals(e.getMessage())) {
        complaint = String.valueOf(e.getMessage());
        LOG.warn("What is past its time stays until the store works: {}", complaint);
      }
      return 0;
    } catch (RuntimeException e) { // the outermost: the thread must not end over one row
      LOG.error("What is past its time stays; it is looked at again", e);
      return 0;
    }
  }
}
