package org.bellcrank.canary;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.delivery.Rehearsal;
import org.bellcrank.delivery.Rehearsal.Walked;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.pipeline.CanaryDecision;

/**
 * One canary on its way: intake, rules, delivery. Each look tells what was proven since the last
 * one; used by one thread.
 */
final class Flight {

  private static final int ENTRIES = 20;

  private final Canary canary;
  private final Instant startedAt;
  private final CompletableFuture<ObservationIntake.Accepted> taken;
  private boolean isTaken;
  private CanaryDecision decision;
  private CompletableFuture<Walked> walked;

  Flight(Canary canary, Instant startedAt, ObservationIntake intake) {
    this.canary = canary;
    this.startedAt = startedAt;
    this.taken = submitted(canary, intake);
  }

  private static CompletableFuture<ObservationIntake.Accepted> submitted(
      Canary canary, ObservationIntake intake) {
    try {
      return intake.submit(canary);
    } catch (RuntimeException | LinkageError refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** What a look found. */
  sealed interface Found {
    /** Nothing new. */
    record Nothing() implements Found {}

    /** A stage did its work; the canary flies on. */
    record Passed(Kind kind, String proof) implements Found {}

    /** It came to the end of its way. */
    record Arrived(String proof) implements Found {}

    /** There is no way further, and nothing is wrong. */
    record NoWay(String words) implements Found {}

    /** A stage is broken. */
    record Broken(Kind kind, String stage, String words) implements Found {}
  }

  String id() {
    return canary.id();
  }

  String instance() {
    return canary.instance();
  }

  /**
   * Looks once.
   *
   * @param until when its patience ends
   * @param writes whether the CMMS's own marker is configured
   */
  Found look(Store store, Parts parts, Instant now, Instant until, boolean writes) {
    boolean late = !now.isBefore(until);
    if (!isTaken) {
      return intake(late);
    }
    if (decision == null) {
      return rules(store, parts, late);
    }
    return delivery(parts, late, writes);
  }

  private Found intake(boolean late) {
    if (!taken.isDone()) {
      return late
          ? new Found.Broken(Kind.INTAKE, "store", "a test was not taken in time")
          : new Found.Nothing();
    }
    try {
      taken.join();
    } catch (CompletionException e) {
      return new Found.Broken(Kind.INTAKE, "store", words(e));
    }
    isTaken = true;
    return new Found.Passed(Kind.INTAKE, "a test was taken and is on disk");
  }

  private Found rules(Store store, Parts parts, boolean late) {
    Optional<CanaryDecision> made;
    try {
      made =
          store.read(unit -> unit.port(Journal.class).about(canary.id(), ENTRIES)).stream()
              .flatMap(entry -> CanaryDecision.from(entry).stream())
              .findFirst();
    } catch (StoreException e) {
      return new Found.Broken(
          Kind.INTAKE, "store", "the journal cannot be read: " + e.getMessage());
    }
    if (made.isEmpty()) {
      return late
          ? new Found.Broken(
              Kind.RULES, "deciding", "a test was not decided in time; " + parts.deciding())
          : new Found.Nothing();
    }
    decision = made.get();
    return decision.failure().isPresent()
        ? new Found.Broken(Kind.RULES, "rules", decision.failure().get())
        : new Found.Passed(
            Kind.RULES,
            "version %s decided a test: %s".formatted(decision.documents(), decision.words()));
  }

  private Found delivery(Parts parts, boolean late, boolean writes) {
    if (decision.order().isEmpty()) {
      return new Found.NoWay(decision.words());
    }
    if (walked == null) {
      Optional<Rehearsal> delivery = parts.rehearsal();
      if (delivery.isEmpty()) {
        return new Found.Broken(Kind.CONNECTOR, "delivery", "nothing delivers on this gateway");
      }
      walked = delivery.get().walk(canary.id(), decision.order().get(), writes);
    }
    if (!walked.isDone()) {
      return late
          ? new Found.Broken(Kind.CONNECTOR, "delivery", "a test did not come to its end in time")
          : new Found.Nothing();
    }
    try {
      return ended(walked.join());
    } catch (CompletionException e) {
      return e.getCause() instanceof StoreException
          ? new Found.Broken(Kind.INTAKE, "store", words(e))
          : new Found.Broken(Kind.CONNECTOR, "delivery", words(e));
    }
  }

  private static Found ended(Walked walked) {
    if (walked instanceof Walked.Stopped stopped) {
      String stage = stopped.step().isEmpty() ? "delivery" : "step " + stopped.step();
      return new Found.Broken(Kind.CONNECTOR, stage, stopped.words());
    }
    if (walked instanceof Walked.Resting resting) {
      return new Found.NoWay("maintenance until " + resting.until());
    }
    Walked.Arrived arrived = (Walked.Arrived) walked;
    String asked =
        arrived.answered().isEmpty()
            ? "the CMMS itself was not asked"
            : "the CMMS answered " + String.join(", ", arrived.answered());
    String end =
        arrived
            .before()
            .map(step -> "ended before " + step + ", whose request was written")
            .orElse("order " + arrived.foreignId().orElse("without a key") + " was read back");
    return new Found.Arrived(asked + "; " + end);
  }

  boolean isTaken() {
    return isTaken;
  }

  Instant startedAt() {
    return startedAt;
  }

  private static String words(CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
