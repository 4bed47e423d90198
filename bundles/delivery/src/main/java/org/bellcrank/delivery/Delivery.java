package org.bellcrank.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
 * @param stages instants by stage: planned, firstIntent, created, acknowledged, attached, updated,
 *     told
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

  private static final String LEFT_OUT = "left";

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
    return with(
        row -> {
          row.state = next;
          row.intent = false;
          row.words = said;
        });
  }

  public Delivery withPriority(int next) {
    return with(row -> row.priority = next);
  }

  /** The same row with the next step at its beginning. */
  public Delivery atStep(String next, int attempts, Instant notBefore, String said) {
    return with(
        row -> {
          row.state = DeliveryState.WAITING;
          row.nextAt = notBefore;
          row.attempt = attempts;
          row.step = next;
          row.intent = false;
          row.words = said;
        });
  }

  /** The same row at the same place of its step, not before a time. */
  public Delivery later(int attempts, Instant notBefore, String said) {
    return with(
        row -> {
          row.nextAt = notBefore;
          row.attempt = attempts;
          row.words = said;
        });
  }

  /** The same row just before its step is sent. */
  public Delivery intending(String next) {
    return with(
        row -> {
          row.step = next;
          row.intent = true;
        });
  }

  public Delivery withVariables(Facts next) {
    return with(row -> row.variables = next);
  }

  /** The same row with one variable set. */
  public Delivery withVariable(String name, Object value) {
    return withVariables(variables.toBuilder().put(name, value).build());
  }

  /** The same row with one variable forgotten. */
  public Delivery withoutVariable(String name) {
    Facts.Builder kept = Facts.builder();
    variables
        .values()
        .forEach((each, value) -> kept.put(each, each.equals(name) ? Optional.empty() : value));
    return withVariables(kept.build());
  }

  /**
   * Parts of the order that the CMMS does not hold as lines as far as it showed, and why: one line
   * each, oldest first. The order's text names them.
   */
  public List<String> leftOut() {
    return variables.textList(LEFT_OUT);
  }

  /** The same row with one more line of that. */
  public Delivery leavingOut(String what) {
    List<String> all = new ArrayList<>(leftOut());
    all.add(what);
    return withLeftOut(all);
  }

  /** The same row with these lines of that alone. */
  public Delivery withLeftOut(List<String> lines) {
    return withVariable(LEFT_OUT, lines);
  }

  /** The same row with what is known of its key and address; what is empty stays as it was. */
  public Delivery withForeign(Optional<String> foreign, Optional<String> address) {
    return with(
        row -> {
          row.foreignId = foreign.or(() -> foreignId);
          row.link = address.or(() -> link);
        });
  }

  public Delivery withEvidence(String sha256) {
    return with(row -> row.evidence = Optional.of(sha256));
  }

  /** The same row with a stage reached; a stage keeps its first time. */
  public Delivery reached(String stage, Instant at) {
    return stages.has(stage)
        ? this
        : with(row -> row.stages = stages.toBuilder().put(stage, at).build());
  }

  private Delivery with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.row(this);
  }

  /** What may change in a row. */
  private static final class Parts {

    private DeliveryState state;
    private int priority;
    private Instant nextAt;
    private int attempt;
    private String step;
    private boolean intent;
    private Facts variables;
    private Optional<String> foreignId;
    private Optional<String> link;
    private Optional<String> evidence;
    private Facts stages;
    private String words;

    Parts(Delivery row) {
      state = row.state;
      priority = row.priority;
      nextAt = row.nextAt;
      attempt = row.attempt;
      step = row.step;
      intent = row.intent;
      variables = row.variables;
      foreignId = row.foreignId;
      link = row.link;
      evidence = row.evidence;
      stages = row.stages;
      words = row.words;
    }

    Delivery row(Delivery before) {
      return new Delivery(
          before.id,
          before.order,
          before.instance,
          before.purpose,
          state,
          priority,
          before.plannedAt,
          nextAt,
          attempt,
          step,
          intent,
          variables,
          foreignId,
          link,
          evidence,
          stages,
          words);
    }
  }
}
