package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.WorkOrder;

/** Looks for an order in its CMMS by its reference, because a person says that it is there. */
final class Reading {

  private final StepCaller caller;
  private final EvidenceStore evidence;
  private final Clock clock;
  private final Answers answers;

  Reading(StepCaller caller, EvidenceStore evidence, Clock clock) {
    this.caller = caller;
    this.evidence = evidence;
    this.clock = clock;
    answers = new Answers(clock);
  }

  /**
   * What a search showed.
   *
   * @param found what the recipe takes from it; empty when it showed nothing
   * @param foreignId the key that it showed
   * @param words how it went, one line
   */
  record Shown(Facts found, Optional<String> foreignId, String words) {}

  /** Empty where there is nothing to search for, or the recipe cannot. */
  Optional<Shown> look(
      Delivery row, WorkOrder order, ConnectorInstance instance, Connector connector) {
    boolean searches =
        row.purpose() == Purpose.CREATE
            && connector
                .recipe()
                .first(row.purpose())
                .filter(step -> step.effect() == Step.Effect.LOOK)
                .isPresent();
    if (!searches) {
      return Optional.empty();
    }
    Optional<Instant> rests = instance.maintenance().until(clock.instant());
    if (rests.isPresent()) {
      return Optional.of(
          new Shown(
              Facts.empty(),
              Optional.empty(),
              "nothing is asked until %s, maintenance".formatted(rests.get())));
    }
    Walk walk = new Walk(connector, failures -> Duration.ZERO);
    Drafting drafting =
        new Drafting(
            instance, connector, walk, evidence, Optional.empty(), Optional.empty(), clock);
    Delivery fresh = row.withVariables(Facts.empty()).atStep("", 0, clock.instant(), "");
    Draft draft = drafting.next(fresh, order, () -> true);
    return Optional.of(
        draft instanceof Draft.Send send && send.step().effect() == Step.Effect.LOOK
            ? asked(connector, send)
            : new Shown(Facts.empty(), Optional.empty(), draft.row().words()));
  }

  private Shown asked(Connector connector, Draft.Send send) {
    try {
      Receipt receipt = answers.receipt(connector, send, caller.call(send.request()));
      if (Answers.isSessionOver(receipt)) {
        receipt = answers.receipt(connector, send, caller.call(send.request()));
      }
      if (receipt instanceof Receipt.Accepted accepted) {
        return shown(accepted.found());
      }
      return new Shown(
          Facts.empty(),
          Optional.empty(),
          "the search was not answered: " + receipt.facts().text("words").orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Shown(Facts.empty(), Optional.empty(), "the gateway stops");
    }
  }

  private static Shown shown(Facts found) {
    if (!found.has(Walk.THERE)) {
      return new Shown(
          Facts.empty(), Optional.empty(), "the search by its reference finds nothing");
    }
    Facts.Builder kept = Facts.builder();
    found.values().forEach((name, value) -> kept.put(name, name.equals(Walk.THERE) ? null : value));
    Optional<String> key = found.text("foreignId");
    return new Shown(
        kept.build(), key, "the search by its reference shows " + key.orElse("no number"));
  }
}
