package org.bellcrank.itests.chaos.mixed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bellcrank.itests.chaos.ChaosException;
import org.bellcrank.itests.chaos.Gateway;
import org.bellcrank.itests.chaos.Recovery;

/**
 * Starts the gateway again whenever it is gone, as an init system does, on a thread that lives as
 * long as the campaign. A gateway that goes by itself is a complaint, unless there is an excuse:
 * without disk or database it may say so and not start.
 */
final class Keeper implements AutoCloseable {

  private static final Duration UP = Duration.ofSeconds(180);
  private static final int LOOK_MILLIS = 20;
  private static final int NOT_STARTED = 3;
  private static final long AGAIN_NANOS = 1_000_000_000L;

  private final Gateway gateway;
  private final BooleanSupplier excused;
  private final List<String> complaints = new ArrayList<>();
  private final Recovery starts = new Recovery();
  private final Thread thread = new Thread(this::keep, "chaos-keeper");
  private volatile boolean closed;
  private volatile boolean excuseAll;
  private volatile RuntimeException failure;
  private boolean wanted = true;
  private boolean ended = true;
  private long notBefore = System.nanoTime();
  private long begun;
  private boolean answered;
  private int count;
  private int notStarted;

  Keeper(Gateway gateway, BooleanSupplier excused) {
    this.gateway = gateway;
    this.excused = excused;
    thread.setDaemon(true);
    thread.start();
  }

  private void keep() {
    try {
      while (!closed) {
        look();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e; // told by who waits next
    }
  }

  private synchronized void look() {
    if (gateway.runs()) {
      return;
    }
    if (!ended) {
      ended = true;
      notBefore = System.nanoTime() + AGAIN_NANOS;
      notStarted++;
      boolean sorry = gateway.status() == NOT_STARTED && excused.getAsBoolean();
      if (!sorry && !excuseAll) {
        complaints.add("the gateway ended by itself with status " + gateway.status());
      }
    }
    if (wanted && System.nanoTime() - notBefore >= 0) {
      ended = false;
      answered = false;
      begun = System.nanoTime();
      gateway.start();
      count++;
    }
  }

  /** SIGKILL; it is started again at once, or on {@link #release}. */
  synchronized void kill(boolean hold) throws InterruptedException {
    wanted = !hold;
    if (gateway.runs()) {
      ended = true;
      gateway.kill();
    }
    notBefore = System.nanoTime();
  }

  /** SIGTERM, and started again on {@link #release}. */
  synchronized void stop() throws InterruptedException {
    wanted = false;
    if (gateway.runs()) {
      ended = true;
      boolean young = !answered && !gateway.answers();
      List<String> said = gateway.stop();
      if (!young) {
        complaints.addAll(said);
      }
      if (gateway.runs()) {
        gateway.kill();
      }
    }
  }

  /** Whatever ends the gateway from now on, a person did it. */
  void excuseAll() {
    excuseAll = true;
  }

  /** Where it stands. */
  String words() {
    return gateway.runs() ? "process " + gateway.pid() : "not there, and started again";
  }

  synchronized void release() {
    wanted = true;
  }

  /** Waits until a process is there that was started a moment ago or longer. */
  void awaitProcess() throws InterruptedException {
    long deadline = System.nanoTime() + UP.toNanos();
    while (!gateway.runs()) {
      sleep(deadline, "the gateway is not started again");
    }
  }

  /** Waits until the intake answers. */
  void awaitUp() throws InterruptedException {
    long deadline = System.nanoTime() + UP.toNanos();
    while (!gateway.runs() || !gateway.answers()) {
      sleep(deadline, "the intake does not answer after " + UP.toSeconds() + " s");
    }
    synchronized (this) {
      if (!answered) {
        answered = true;
        starts.add(Duration.ofNanos(System.nanoTime() - begun));
      }
    }
  }

  private void sleep(long deadline, String complaint) throws InterruptedException {
    if (failure != null) {
      throw failure;
    }
    if (System.nanoTime() > deadline) {
      throw new ChaosException(complaint + "; see gateway.log beside " + gateway.data());
    }
    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
  }

  /** How long a start took that was waited for. */
  Duration usualStart() {
    return starts.quantile(0.5);
  }

  synchronized int starts() {
    return count;
  }

  /** How often it said that it cannot start. */
  synchronized int notStarted() {
    return notStarted;
  }

  /** What was not in order, each told once. */
  synchronized List<String> complaints() {
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  /** No new processes. */
  @Override
  public void close() {
    closed = true;
    gateway.close();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(UP.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gateway.close();
  }
}
