package org.bellcrank.itests.chaos.halts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.DurableIntake;

/** Tells a gateway what a plant reports, as sources do that keep what was refused. */
final class Telephone {

  private static final int SYNCHRONOUS = 4;
  private static final long PAUSE_MILLIS = 3;
  private static final Duration REFUSING = Duration.ofSeconds(60);

  private final DurableIntake intake;
  private final EvidenceStore evidence;
  private final Consumer<String> acknowledged;

  /**
   * @param acknowledged is told the id of each one that is safe
   */
  Telephone(DurableIntake intake, EvidenceStore evidence, Consumer<String> acknowledged) {
    this.intake = intake;
    this.evidence = evidence;
    this.acknowledged = acknowledged;
  }

  /**
   * Takes the tellings in their order, most of them without waiting for the one before, and those
   * that were refused again; returns when all are acknowledged. A value is told again before
   * anything that follows, since what it crosses hangs on the one before.
   */
  void tell(List<Telling> tellings) {
    List<Telling> left = tellings;
    long deadline = System.nanoTime() + REFUSING.toNanos();
    while (!left.isEmpty()) {
      List<Telling> refused = new ArrayList<>();
      Map<Telling, CompletableFuture<?>> open = new LinkedHashMap<>();
      for (Telling each : left) {
        CompletableFuture<?> telling = submit(each);
        while (each.measured().isPresent() && !taken(telling)) {
          goOnUntil(deadline);
          telling = submit(each);
        }
        open.put(each, telling);
        if (open.size() % SYNCHRONOUS == 1) {
          taken(telling);
        }
      }
      open.forEach((each, future) -> refused.addAll(taken(future) ? List.of() : List.of(each)));
      if (!refused.isEmpty()) {
        goOnUntil(deadline);
      }
      left = refused;
    }
  }

  /** Whoever interrupts this has taken the gateway away: nobody will take anything any more. */
  private static void goOnUntil(long deadline) {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreException("nobody is there any more", null);
    }
    if (System.nanoTime() > deadline) {
      throw new StoreException("nothing is taken for " + REFUSING, null);
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
  }

  private CompletableFuture<?> submit(Telling telling) {
    try {
      return intake
          .submit(telling.observation(evidence))
          .thenAccept(accepted -> acknowledged.accept(telling.id()));
    } catch (StoreException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whether it is safe; a source tells again what was refused. */
  private static boolean taken(CompletableFuture<?> future) {
    try {
      future.join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException) {
        return false;
      }
      throw e;
    }
  }
}
