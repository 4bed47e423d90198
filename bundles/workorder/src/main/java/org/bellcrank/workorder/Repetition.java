package org.bellcrank.workorder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Repeats;
import org.bellcrank.rule.Severity;
import org.bellcrank.rule.Situation;
import org.bellcrank.rule.Tier;

/**
 * Holds a rule's policy of repeats against the orders of a cause. Pure: the same orders, finding
 * and moment give the same answer, on the gateway and in a replay.
 */
public final class Repetition {

  private final Repeats policy;
  private final Severity severity;
  private final Tier tier;
  private final Situation situation;
  private final int priority;
  private final Instant now;

  /**
   * Windows count by the gateway's time of the situation, not by the source's.
   *
   * @param policy of the rule that decided
   */
  public Repetition(Repeats policy, Situation situation, Decision decision) {
    this.policy = policy;
    this.situation = situation;
    this.severity = decision.severity();
    this.tier = Tier.of(situation.finding().confidence(), situation.tiers().tiers());
    this.priority = decision.priority();
    this.now = situation.now();
  }

  /** While an order stands for the cause. */
  public Repeat whileOpen(WorkOrder order) {
    boolean graver = isGraver(order);
    if (policy.window().filter(window -> isOver(begin(order), window)).isEmpty()) {
      return joined(order, graver);
    }
    String over =
        "the window of order %s (%s from %s) is over"
            .formatted(order.id(), words(policy.window().get()), begin(order));
    return switch (policy.afterwards()) {
      case FOLLOW_UP -> new Repeat.FollowUp(order, over + ": a new order follows it");
      case URGE -> urged(order, graver, over);
      case NOTE ->
          graver || priority < order.priority()
              ? joined(order, graver)
              : new Repeat.Note(order, over + ": noted only");
    };
  }

  private Repeat joined(WorkOrder order, boolean graver) {
    int next = priority(order, graver);
    boolean stepped = next < Math.min(order.priority(), priority);
    Optional<String> words =
        stepped ? Optional.of("graver than what the order carried") : Optional.empty();
    return new Repeat.Join(order, next, false, words);
  }

  private Repeat urged(WorkOrder order, boolean graver, String over) {
    int next = Math.min(priority(order, graver), Math.max(1, order.priority() - 1));
    return new Repeat.Join(order, next, true, Optional.of(over + ": it is urged"));
  }

  private int priority(WorkOrder order, boolean graver) {
    int matrix = Math.min(order.priority(), priority);
    return switch (policy.graver()) {
      case MATRIX -> matrix;
      case STEP -> graver ? Math.min(matrix, Math.max(1, order.priority() - 1)) : matrix;
      case KEEP -> order.priority();
    };
  }

  /**
   * While no order stands for the cause.
   *
   * @param last the newest order of the cause; asked only where the policy depends on it
   * @param hindrance why a closed order cannot be opened again, in words; empty where it can
   */
  public Repeat whileClosed(
      Supplier<Optional<WorkOrder>> last, Function<WorkOrder, Optional<String>> hindrance) {
    boolean asks = policy.closed() != Repeats.Closed.NEW_ORDER || policy.falseAlarm().isPresent();
    Optional<WorkOrder> known =
        asks ? last.get().filter(order -> !order.status().isOpen()) : Optional.empty();
    Optional<Instant> ended = known.flatMap(order -> order.fields().instant("order.endedAt"));
    if (ended.isEmpty()) {
      return new Repeat.Raise();
    }
    WorkOrder order = known.get();
    if (isFalseAlarm(order)) {
      return falseAlarm(order, ended.get());
    }
    boolean late = isOver(ended.get(), policy.closedWithin());
    if (order.status() != OrderStatus.CLOSED
        || late
        || policy.closed() == Repeats.Closed.NEW_ORDER) {
      return new Repeat.Raise();
    }
    return again(order, ended.get(), hindrance.apply(order));
  }

  private Repeat again(WorkOrder order, Instant ended, Optional<String> hindrance) {
    String closed =
        "order %s was closed at %s, within %s"
            .formatted(order.id(), ended, words(policy.closedWithin()));
    if (policy.closed() == Repeats.Closed.REOPEN && hindrance.isEmpty()) {
      return new Repeat.Reopen(order, closed + ": it is opened again");
    }
    String why =
        policy.closed() == Repeats.Closed.REOPEN
            ? hindrance.map(" and cannot be opened again (%s)"::formatted).orElse("")
            : "";
    return new Repeat.FollowUp(order, closed + why + ": a new order follows it");
  }

  private Repeat falseAlarm(WorkOrder order, Instant ended) {
    Duration silent = policy.falseAlarm().orElseThrow().suppressFor();
    if (isOver(ended, silent) || isGraver(order)) {
      return new Repeat.Raise();
    }
    return new Repeat.Suppress(
        order,
        "order %s was %s at %s as a false alarm: silent for %s"
            .formatted(
                order.id(),
                order.status() == OrderStatus.CLOSED ? "closed" : "cancelled",
                ended,
                words(silent)));
  }

  private boolean isFalseAlarm(WorkOrder order) {
    return policy
        .falseAlarm()
        .filter(
            alarm ->
                order.wasFalseAlarm()
                    || (order.status() == OrderStatus.CANCELLED
                        ? alarm.cancelled()
                        : order
                            .fields()
                            .text("order.failureCode")
                            .filter(alarm.codes()::contains)
                            .isPresent()))
        .isPresent();
  }

  /** Whether severity or tier are above everything the order carries so far. */
  private boolean isGraver(WorkOrder order) {
    return severity.compareTo(severity(order)) > 0 || tier.compareTo(tier(order)) > 0;
  }

  /** The gravest severity among the findings of an order, and of this one. */
  Severity gravest(WorkOrder order) {
    Severity carried = severity(order);
    return severity.compareTo(carried) > 0 ? severity : carried;
  }

  /** The surest tier among the findings of an order, and of this one. */
  Tier surest(WorkOrder order) {
    Tier carried = tier(order);
    return tier.compareTo(carried) > 0 ? tier : carried;
  }

  private static Severity severity(WorkOrder order) {
    return order
        .fields()
        .text("order.severity")
        .or(() -> order.fields().text("finding.severity"))
        .map(Severity::valueOf)
        .orElse(Severity.MINOR);
  }

  /** Orders of before there were tiers in them have the confidence of their best finding. */
  private Tier tier(WorkOrder order) {
    double confidence = order.fields().number("finding.confidence").orElse(1);
    return order
        .fields()
        .text("order.tier")
        .map(Tier::valueOf)
        .orElseGet(() -> Tier.of(confidence, situation.tiers().tiers()));
  }

  private static Instant begin(WorkOrder order) {
    return order.fields().instant("order.windowFrom").orElse(order.raisedAt());
  }

  /** The end itself lies outside. */
  private boolean isOver(Instant begin, Duration window) {
    return Duration.between(begin, now).compareTo(window) >= 0;
  }

  /** Days or hours where it is whole ones, else ISO 8601. */
  private static String words(Duration time) {
    Duration ofDays = Duration.ofDays(time.toDays());
    Duration ofHours = Duration.ofHours(time.toHours());
    if (time.equals(ofDays)) {
      return time.toDays() == 1 ? "1 day" : time.toDays() + " days";
    }
    return !time.equals(ofHours)
        ? time.toString()
        : time.toHours() == 1 ? "1 hour" : time.toHours() + " hours";
  }
}
