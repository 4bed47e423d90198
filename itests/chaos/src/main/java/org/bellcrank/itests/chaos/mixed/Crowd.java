package org.bellcrank.itests.chaos.mixed;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bellcrank.itests.chaos.Causes;
import org.bellcrank.itests.chaos.ChaosException;
import org.bellcrank.itests.chaos.Sighting;
import org.bellcrank.itests.chaos.Sightings;

/**
 * All senders, each on a thread of its own with its own door. Every observation is offered again
 * until it is acknowledged. What could not be sent in time is caught up with. They can be told to
 * pause: then each finishes what it has begun.
 */
final class Crowd implements AutoCloseable {

  private static final double FRESH = 0.04;
  private static final double TEMPERATURES = 0.06;
  private static final long AGAIN_MILLIS = 25;
  private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final long periodNanos;
  private final Causes causes = new Causes(FRESH);
  private final Clock clock = Clock.systemUTC();
  private final Queue<Sighting> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicLong findings = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong tries = new AtomicLong();
  private final List<Sender> senders = new ArrayList<>();
  private volatile boolean paused = true;
  private volatile boolean closed;

  /**
   * @param rate observations a second of all senders together
   * @param of how many senders there will be
   */
  Crowd(int rate, int of) {
    periodNanos = TimeUnit.SECONDS.toNanos(of) / rate;
  }

  /** One more; a door at which messages may change their order brings no temperatures. */
  void add(Door door, boolean inOrder, SplittableRandom random) {
    Sender sender = new Sender(door, inOrder, senders.size(), random);
    senders.add(sender);
    sender.thread.setDaemon(true);
    sender.thread.start();
  }

  void resume() {
    paused = false;
  }

  /** Returns when everything that was begun is acknowledged. */
  void pause(Duration within) throws InterruptedException {
    paused = true;
    long deadline = System.nanoTime() + within.toNanos();
    for (Sender each : senders) {
      while (!each.parked) {
        if (System.nanoTime() > deadline) {
          throw new ChaosException(
              "%s still waits for an acknowledgement after %d s"
                  .formatted(each.thread.getName(), within.toSeconds()));
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
    }
  }

  /** Everything that was acknowledged so far. */
  List<Sighting> acknowledged() {
    return List.copyOf(acknowledged);
  }

  long count() {
    return count.get();
  }

  /** How many findings have to come of it. */
  long findings() {
    return findings.get();
  }

  long tries() {
    return tries.get();
  }

  @Override
  public void close() {
    closed = true;
    senders.forEach(each -> each.thread.interrupt());
    for (Sender each : senders) {
      try {
        each.thread.join(MOST_BEHIND_NANOS / 1_000_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class Sender {

    final Door door;
    final Sightings sightings;
    final Thread thread;
    volatile boolean parked;

    Sender(Door door, boolean inOrder, int number, SplittableRandom random) {
      this.door = door;
      sightings = new Sightings(number, inOrder ? TEMPERATURES : 0, random, causes, clock);
      thread = new Thread(this::send, "chaos-sender-" + number);
    }

    void send() {
      try (door) {
        long due = System.nanoTime();
        while (!closed) {
          if (paused && settled()) {
            parked = true;
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            continue;
          }
          parked = false;
          due = Math.max(due + periodNanos, System.nanoTime() - MOST_BEHIND_NANOS);
          TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
          deliver(sightings.next());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean settled() throws InterruptedException {
      return !(door instanceof MqttDoor mqtt) || mqtt.settle();
    }

    private void deliver(Sighting sighting) throws InterruptedException {
      do {
        tries.incrementAndGet();
        if (door.offer(sighting)) {
          acknowledged.add(sighting.withoutMessage());
          findings.addAndGet(sighting.findings().size());
          count.incrementAndGet();
          return;
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      } while (!closed);
    }
  }
}
