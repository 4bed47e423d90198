package org.bellcrank.itests.chaos.halts;

import java.time.Duration;
import java.util.Optional;

/**
 * Halts a gateway inside this process: at the numbered boundary and from then on every thread stays
 * where it is, so that the files lie as a killed process leaves them. Released, the threads die.
 */
final class Standstill implements Watch {

  private final long number;
  private long passed;
  private long told;
  private int callsUnderWay;
  private Boundary at;
  private boolean released;

  /**
   * @param number which boundary halts, from 1
   */
  Standstill(long number) {
    this.number = number;
  }

  @Override
  public synchronized void pass(Boundary boundary) {
    if (boundary.kind() == Boundary.Kind.AFTER_CALL) {
      callsUnderWay--;
      notifyAll();
    }
    if (at == null && ++passed == number) {
      at = boundary;
      notifyAll();
    }
    if (at != null) {
      stay();
    }
    if (boundary.kind() == Boundary.Kind.BEFORE_CALL) {
      callsUnderWay++;
    } else if (boundary.kind() == Boundary.Kind.AFTER_COMMIT) {
      told = Math.max(told, boundary.logBytes());
    }
  }

  private void stay() {
    try {
      while (!released) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new HaltedError();
  }

  /** Where it halted; empty when it did not within that time. */
  synchronized Optional<Boundary> await(Duration time) throws InterruptedException {
    if (at == null) {
      wait(Math.max(1, time.toMillis()));
    }
    return Optional.ofNullable(at);
  }

  /** Waits until the maintenance systems have done what was sent before the halt. */
  synchronized void awaitCalls(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (callsUnderWay > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException(callsUnderWay + " calls have not ended in " + most);
      }
      wait(Math.max(1, Duration.ofNanos(left).toMillis()));
    }
  }

  /** From which byte on nobody was told of what stands in the database's log. */
  synchronized Optional<Long> untold() {
    return Optional.ofNullable(at)
        .filter(where -> where.kind() == Boundary.Kind.AFTER_COMMIT && where.logBytes() > told)
        .map(Boundary::logBytes);
  }

  synchronized boolean halted() {
    return at != null;
  }

  /** Lets the threads die. */
  synchronized void release() {
    released = true;
    notifyAll();
  }
}
