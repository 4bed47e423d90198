package org.bellcrank.itests.chaos.storms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Inspection;

/**
 * Lets a storm loose on a gateway: many threads, each telling the next look until it is
 * acknowledged, while parts of the gateway end and begin anew.
 */
final class Blow {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final long PAUSE_NANOS = 1_000_000;

  private final Storm storm;
  private final StormGateway gateway;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Iterator<Storm.Break> breaks;
  private final ReentrantLock breaking = new ReentrantLock();
  private Storm.Break coming;

  Blow(Storm storm, StormGateway gateway) {
    this.storm = storm;
    this.gateway = gateway;
    breaks = storm.breaks().iterator();
    coming = breaks.next();
  }

  /** How often an intake said that it knew a look. */
  int repeated() {
    return repeated.get();
  }

  /** How often a look was told in vain, since the store had ended. */
  int refused() {
    return refused.get();
  }

  /** Returns when everything was acknowledged. */
  void run(int threads) throws InterruptedException {
    ExecutorService senders = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(senders.submit(this::send));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sender of the storm failed", e);
    } finally {
      senders.shutdownNow();
      senders.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private void send() {
    List<Integer> sendings = storm.sendings();
    for (int at = next.getAndIncrement(); at < sendings.size(); at = next.getAndIncrement()) {
      tell(storm.looks().get(sendings.get(at)));
      breaks(acknowledged.incrementAndGet());
    }
  }

  private void tell(Inspection look) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      DurableIntake intake = gateway.intake();
      try {
        repeated.addAndGet(intake.accept(look).repeated() ? 1 : 0);
        return;
      } catch (StoreException e) {
        refused.incrementAndGet();
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Whoever comes first breaks; the others go on telling meanwhile. */
  private void breaks(int count) {
    if (!breaking.tryLock()) {
      return;
    }
    try {
      while (coming != null && count >= coming.acknowledged()) {
        gateway.breaks(coming.kind());
        coming = breaks.hasNext() ? breaks.next() : null;
      }
    } finally {
      breaking.unlock();
    }
  }
}
