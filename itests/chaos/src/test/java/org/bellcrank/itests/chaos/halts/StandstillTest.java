package org.bellcrank.itests.chaos.halts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What may be cut off, and when the files may be taken. */
@Timeout(60)
class StandstillTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void whatNobodyWasToldOfMayBeCutOff() throws InterruptedException {
    Standstill standstill = new Standstill(2);
    standstill.pass(committed(100));
    Thread thread = passing(standstill, committed(300), new AtomicReference<>());
    assertThat(standstill.await(LONG)).contains(committed(300));
    assertThat(standstill.untold()).contains(300L);
    standstill.release();
    thread.join();
  }

  @Test
  void aGroupOfWhichOneWasToldStaysWhole() throws InterruptedException {
    Standstill standstill = new Standstill(2);
    standstill.pass(committed(100));
    Thread thread = passing(standstill, committed(100), new AtomicReference<>());
    standstill.await(LONG);
    assertThat(standstill.untold()).isEmpty();
    standstill.release();
    thread.join();
  }

  @Test
  void callsUnderWayAreWaitedForAndThreadsDieInTheEnd() throws InterruptedException {
    Standstill standstill = new Standstill(2);
    standstill.pass(new Boundary(Boundary.Kind.BEFORE_CALL, "call", 0));
    AtomicReference<Throwable> first = new AtomicReference<>();
    AtomicReference<Throwable> second = new AtomicReference<>();
    Thread halting = passing(standstill, committed(100), first);
    standstill.await(LONG);
    Thread answered =
        passing(standstill, new Boundary(Boundary.Kind.AFTER_CALL, "call", 0), second);
    standstill.awaitCalls(LONG);
    standstill.release();
    halting.join();
    answered.join();
    assertThat(first.get()).isInstanceOf(HaltedError.class);
    assertThat(second.get()).isInstanceOf(HaltedError.class);
  }

  private static Boundary committed(long bytes) {
    return new Boundary(Boundary.Kind.AFTER_COMMIT, "unit", bytes);
  }

  private static Thread passing(
      Standstill standstill, Boundary boundary, AtomicReference<Throwable> death) {
    Thread thread = new Thread(() -> standstill.pass(boundary));
    thread.setUncaughtExceptionHandler((dead, why) -> death.set(why));
    thread.start();
    return thread;
  }
}
