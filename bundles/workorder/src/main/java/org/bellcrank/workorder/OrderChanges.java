package org.bellcrank.workorder;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Finding;
import org.bellcrank.rule.Decision;
import org.bellcrank.rule.Repeats;
import org.bellcrank.rule.Situation;

/** What becomes of an order when a further finding of its cause comes. */
public final class OrderChanges {

  private OrderChanges() {}

  /** Lets a finding join an open order. */
  public static OrderPlanner.Merge join(Repeat.Join join, Situation situation, Decision decision) {
    WorkOrder order = join.order();
    Facts.Builder fields =
        joined(order, situation, decision).put("order.priority", join.priority());
    if (join.urged()) {
      fields.put("order.windowFrom", situation.now());
    }
    boolean better = isBetter(order, situation);
    WorkOrder changed =
        order.changed(
            order.status(),
            join.priority(),
            order.description(),
            order.occurrences() + 1,
            better ? situation.finding().evidence() : order.evidence(),
            fields.build());
    String why = join.words().map(words -> words + "; ").orElse("") + decision.reason();
    return new OrderPlanner.Merge(changed, notable(order, changed, why));
  }

  /**
   * Opens a closed order again, approved by the rule that found it needed.
   *
   * @throws IllegalMoveException when it is not closed
   */
  public static OrderPlanner.Merge reopen(
      Repeat.Reopen reopen, Situation situation, Decision decision) {
    WorkOrder order = reopen.order();
    if (order.status() != OrderStatus.CLOSED) {
      throw order.illegal(OrderStatus.APPROVED);
    }
    int priority = Math.min(order.priority(), decision.priority());
    Instant now = situation.now();
    Facts fields =
        joined(order, situation, decision)
            .put("order.priority", priority)
            .put("order.status", OrderStatus.APPROVED)
            .put("order.approvedBy", "rule " + decision.rule())
            .put("order.windowFrom", now)
            .put(WorkOrder.OUTCOME, order.fields().has(WorkOrder.OUTCOME) ? "UNKNOWN" : null)
            .put(WorkOrder.REOPENED_AT, now)
            .put(WorkOrder.REOPENINGS, order.reopenings() + 1)
            .build();
    boolean better = isBetter(order, situation);
    WorkOrder opened =
        order
            .changed(
                OrderStatus.APPROVED,
                priority,
                order.description(),
                order.occurrences() + 1,
                better ? situation.finding().evidence() : order.evidence(),
                fields)
            .withLine("Opened again at %s: %s".formatted(now, decision.reason()));
    return new OrderPlanner.Merge(
        opened, Optional.of("Opened again at %s: %s".formatted(now, decision.reason())));
  }

  /**
   * A closed order that was opened again in its CMMS.
   *
   * @param instance the connector instance that says so
   * @throws IllegalMoveException when it is not closed
   */
  public static WorkOrder reopenedElsewhere(WorkOrder order, String instance, Instant now) {
    if (order.status() != OrderStatus.CLOSED) {
      throw order.illegal(OrderStatus.APPROVED);
    }
    Facts fields =
        order.fields().toBuilder()
            .put("order.status", OrderStatus.APPROVED)
            .put(WorkOrder.OUTCOME, order.fields().has(WorkOrder.OUTCOME) ? "UNKNOWN" : null)
            .put(WorkOrder.REOPENED_AT, now)
            .put(WorkOrder.REOPENINGS, order.reopenings() + 1)
            .build();
    return order
        .changed(
            OrderStatus.APPROVED,
            order.priority(),
            order.description(),
            order.occurrences(),
            order.evidence(),
            fields)
        .withLine("Opened again in %s at %s".formatted(instance, now));
  }

  /** A new order that names the one it follows. */
  public static WorkOrder following(WorkOrder order, WorkOrder predecessor) {
    String was = predecessor.status().isOpen() ? "which is still open" : "which was closed";
    return order
        .withLine("Follows order %s, %s.".formatted(predecessor.reference(), was))
        .withField("order.predecessor", predecessor.id())
        .withField("order.predecessorReference", predecessor.reference().value());
  }

  /** An open order whose place another takes; further findings join that one. */
  public static WorkOrder relieved(WorkOrder order, WorkOrder successor) {
    return order
        .withLine("Further findings go to order %s.".formatted(successor.reference()))
        .withField(WorkOrder.SUCCESSOR, successor.id());
  }

  /** What an order knows after one more finding. */
  private static Facts.Builder joined(WorkOrder order, Situation situation, Decision decision) {
    Facts known = order.fields();
    Instant seen = situation.finding().captured().at();
    Instant raisedBy = known.instant("finding.capturedAt").orElse(seen);
    Instant first = known.instant("order.firstSeen").orElse(raisedBy);
    Instant last = known.instant("order.lastSeen").orElse(raisedBy);
    Repetition repetition = new Repetition(Repeats.DEFAULT, situation, decision);
    Facts.Builder fields =
        known.toBuilder()
            .put("order.occurrences", order.occurrences() + 1)
            .put("order.firstSeen", seen.isBefore(first) ? seen : first)
            .put("order.lastSeen", seen.isAfter(last) ? seen : last)
            .put("order.severity", repetition.gravest(order))
            .put("order.tier", repetition.surest(order))
            .put("finding.count30d", situation.condition().count30d())
            .put("finding.growth", situation.condition().growth());
    if (isBetter(order, situation)) {
      fields
          .put("finding.areaPixels", situation.condition().areaPixels())
          .put("finding.severity", decision.severity())
          .put("finding.confidence", situation.finding().confidence())
          .put(
              "evidence.annotatedName",
              OrderPlanner.annotatedName(order.reference(), situation.finding().evidence()));
    }
    return fields;
  }

  private static Optional<String> notable(WorkOrder before, WorkOrder after, String why) {
    if (after.priority() >= before.priority()) {
      return Optional.empty();
    }
    return Optional.of(
        "Priority raised from %d to %d after %d findings: %s"
            .formatted(before.priority(), after.priority(), after.occurrences(), why));
  }

  /** A picture of the grown defect says more; without sizes the surer one does. */
  private static boolean isBetter(WorkOrder order, Situation situation) {
    Finding finding = situation.finding();
    if (finding.evidence().isEmpty()) {
      return false;
    }
    if (order.evidence().isEmpty()) {
      return true;
    }
    double before = order.fields().number("finding.areaPixels").orElse(0);
    double area = situation.condition().areaPixels().orElse(0.0);
    if (area > 0 && before > 0) {
      return area > before * 1.1;
    }
    return finding.confidence() > order.fields().number("finding.confidence").orElse(0);
  }
}
