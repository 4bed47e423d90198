package org.bellcrank.delivery;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * One row of the outbox: something that has to reach a CMMS, and how far it has come. Immutable.
 *
 * @param id our id, for example {@code dl-…}; made from order, purpose and number, so that the same
 *     plan is never put twice
 * @param order id of the order
 * @param instance id of the connector instance it goes to
 * @param purpose what it is for
 * @param state where it stands
 * @param priority 1 (most urgent) to 5; the queue is sorted by it
 * @param plannedAt when it was planned
 * @param nextAt not before this time
 * @param attempt how often a step failed since the last one that went well, 0 or more
 * @param step name of the recipe's step that is next; empty before the first
 * @param intent whether that step may have been sent and no receipt is noted yet
 * @param variables what the steps so far found out, and the machine's own counters
 * @param foreignId the order's key in the CMMS, once known
 * @param link address of the order for a person, once known
 * @param evidence content hash of the picture; for {@link Purpose#ATTACH} alone
 * @param stages instants by stage: planned, firstIntent, created, acknowledged, attached, updated
 * @param words the last thing the CMMS or the gateway said about it; empty when all went well
 */
public record Delivery(
    String id,
    String order,
    String instance,
    Purpose purpose,
    DeliveryState state,
    int priority,
    Instant plannedAt,
    Instant nextAt,
    int attempt,
    String step,
    boolean intent,
    Facts variables,
    Optional<String> foreignId,
    Optional<String> link,
    Optional<String> evidence,
    Facts stages,
    String words) {

  /** A new row, due at once. */
  public static Delivery planned(
      String id, String order, String instance, Purpose purpose, int priority, Instant at) {
    return new Delivery(
        id,
        order,
        instance,
        purpose,
        DeliveryState.WAITING,
        priority,
        at,
        at,
        0,
        "",
        false,
        Facts.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Facts.with("planned", at).build(),
        "");
  }

  /** The time of a stage; empty when it is not reached. */
  public Optional<Instant> stage(String name) {
    return stages.instant(name);
  }

  public Delivery withState(DeliveryState next, String said) {
    return new Delivery(
        id, order, instance, purpose, next, priority, plannedAt, nextAt, attempt, step, false,
        variables, foreignId, link, evidence, stages, said);
  }

  public Delivery withPriority(int next) {
    return new Delivery(
        id, order, instance, purpose, state, next, plannedAt, nextAt, attempt, step, intent,
        variables, foreignId, link, evidence, stages, words);
  }

  /** The same row with the next step at its beginning. */
  public Delivery atStep(String next, int attempts, Instant notBefore, String said) {
    return new Delivery(
        id,
        order,
        instance,
        purpose,
        DeliveryState.WAITING,
        priority,
        plannedAt,
        notBefore,
        attempts,
        next,
        false,
        variables,
        foreignId,
        link,
        evidence,
        stages,
        said);
  }

  /** The same row just before its step is sent. */
  public Delivery intending(String next) {
    return new Delivery(
        id, order, instance, purpose, state, priority, plannedAt, nextAt, attempt, next, true,
        variables, foreignId, link, evidence, stages, words);
  }

  public Delivery withVariables(Facts next) {
    return new Delivery(
        id, order, instance, purpose, state, priority, plannedAt, nextAt, attempt, step, intent,
        next, foreignId, link, evidence, stages, words);
  }

  /** The same row with one variable set. */
  public Delivery withVariable(String name, Object value) {
    return withVariables(variables.toBuilder().put(name, value).build());
  }

  public Delivery withForeign(Optional<String> foreign, Optional<String> address) {
    return new Delivery(
        id,
        order,
        instance,
        purpose,
        state,
        priority,
        plannedAt,
        nextAt,
        attempt,
        step,
        intent,
        variables,
        foreign.or(() -> foreignId),
        address.or(() -> link),
        evidence,
        stages,
        words);
  }

  public Delivery withEvidence(String sha256) {
    return new Delivery(
        id,
        order,
        instance,
        purpose,
        state,
        priority,
        plannedAt,
        nextAt,
        attempt,
        step,
        intent,
        variables,
        foreignId,
        link,
        Optional.of(sha256),
        stages,
        words);
  }

  /** The same row with a stage reached; a stage keeps its first time. */
  public Delivery reached(String stage, Instant at) {
    if (stages.has(stage)) {
      return this;
    }
    return new Delivery(
        id,
        order,
        instance,
        purpose,
        state,
        priority,
        plannedAt,
        nextAt,
        attempt,
        step,
        intent,
        variables,
        foreignId,
        link,
        evidence,
        stages.toBuilder().put(stage, at).build(),
        words);
  }
}
