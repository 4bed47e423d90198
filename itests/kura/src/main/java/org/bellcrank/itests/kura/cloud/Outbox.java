package org.bellcrank.itests.kura.cloud;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kura's data service: keeps messages while there is no connection and sends them at one per second
 * on average, with a small burst. In memory, as Kura's default database. Thread-safe.
 */
public final class Outbox implements AutoCloseable {

  /** Kura's default: one message a second on average. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private static final int BURST = 3;
  private static final long LOOK_MILLIS = 50;

  /** A message that waits; confirmed is called once the broker has it. */
  record Waiting(
      int id, String topic, byte[] payload, int qos, boolean retain, Runnable confirmed) {}

  private final CloudConnection cloud;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "data service"));
  private double tokens = BURST;
  private long refilled = System.nanoTime();

  public Outbox(CloudConnection cloud) {
    this.cloud = cloud;
    sender.scheduleWithFixedDelay(this::send, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns the number under which the message is kept. */
  int put(String topic, byte[] payload, int qos, boolean retain, Runnable confirmed) {
    int id = ids.incrementAndGet();
    synchronized (waiting) {
      waiting.add(new Waiting(id, topic, payload, qos, retain, confirmed));
    }
    return id;
  }

  private void send() {
    Waiting next;
    synchronized (waiting) {
      next = waiting.peek();
    }
    if (next == null || !cloud.isConnected() || !permitted()) {
      return;
    }
    if (cloud.send(next.topic(), next.payload(), next.qos(), next.retain())) {
      synchronized (waiting) {
        waiting.remove();
      }
      next.confirmed().run();
    }
  }

  private boolean permitted() {
    long now = System.nanoTime();
    tokens = Math.min(BURST, tokens + (double) (now - refilled) / PACE.toNanos());
    refilled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }
}
