package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Systems that post observations, each on a thread of its own. Every observation is sent again
 * until it is acknowledged; some are sent once more after that, and some senders hang up without
 * waiting.
 */
final class Senders implements AutoCloseable {

  static final int COUNT = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration NO_PATIENCE = Duration.ofMillis(4);
  private static final double HANGS_UP = 0.05;
  private static final double SENDS_TWICE = 0.05;
  private static final long AGAIN_MILLIS = 25;

  private final Http http;
  private final URI intake;
  private final long pauseMillis;
  private final Queue<Sighting> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicReference<String> refusal = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Starts to send.
   *
   * @param rate observations per second of all senders together
   */
  Senders(Http http, URI intake, int rate, SplittableRandom random, Clock clock) {
    this.http = http;
    this.intake = intake;
    pauseMillis = Math.max(1, 1000L * COUNT / rate);
    Causes causes = new Causes();
    for (int i = 0; i < COUNT; i++) {
      SplittableRandom own = random.split();
      Sightings sightings = new Sightings(i, own, causes, clock);
      Thread thread = new Thread(() -> send(sightings, own.split()), "chaos-sender-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Everything that was acknowledged so far. */
  List<Sighting> acknowledged() {
    return List.copyOf(acknowledged);
  }

  long acknowledgedCount() {
    return acknowledged.size();
  }

  /** How many posts were tried. */
  long attempts() {
    return attempts.get();
  }

  /**
   * What the gateway said to a well-formed observation it did not take; empty while it took all.
   */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal.get());
  }

  /** No new observations; waits until those on their way are acknowledged. */
  void finish(Duration within) throws InterruptedException {
    stopped = true;
    long deadline = System.nanoTime() + within.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        throw new ChaosException(
            "%s still waits for an acknowledgement after %d s"
                .formatted(thread.getName(), within.toSeconds()));
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.forEach(Thread::interrupt);
  }

  private void send(Sightings sightings, SplittableRandom random) {
    try {
      while (!stopped && refusal.get() == null) {
        Sighting sighting = sightings.next();
        deliver(sighting, random);
        acknowledged.add(sighting.withoutMessage());
        if (random.nextDouble() < SENDS_TWICE) {
          once(sighting, PATIENCE);
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Sighting sighting, SplittableRandom random) throws InterruptedException {
    if (random.nextDouble() < HANGS_UP) {
      once(sighting, NO_PATIENCE);
    }
    while (!once(sighting, PATIENCE) && refusal.get() == null) {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    }
  }

  /** One try; whether it was acknowledged. */
  private boolean once(Sighting sighting, Duration patience) throws InterruptedException {
    attempts.incrementAndGet();
    try {
      Http.Reply reply = http.post(intake, sighting.json(), patience);
      if (reply.status() >= 400 && reply.status() < 500) {
        refusal.compareAndSet(
            null,
            "%s was refused with %d: %s".formatted(sighting.id(), reply.status(), reply.body()));
      }
      return reply.status() == 200 || reply.status() == 201;
    } catch (IOException noAnswer) {
      return false;
    }
  }
}
