package org.bellcrank.delivery.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.AssetCondition.State;
import org.bellcrank.journal.Facts;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;

/** Says how an asset is by the orders that are open on it. */
final class Weighing {

  private static final String CRITICAL = "CRITICAL";

  /** As rules grade them, from least to most. */
  private static final List<String> SEVERITIES = List.of("MINOR", "MODERATE", "MAJOR", CRITICAL);

  private static final Comparator<WorkOrder> GRAVER =
      Comparator.comparing(Weighing::rank)
          .thenComparing(WorkOrder::priority, Comparator.reverseOrder())
          .thenComparing(WorkOrder::raisedAt);

  private Weighing() {}

  /** Whether an order says that something is wrong: a draft is nobody's word yet. */
  static boolean counts(WorkOrder order) {
    return order.status().isOpen() && order.status() != OrderStatus.DRAFT;
  }

  /**
   * The condition after a change.
   *
   * @param open orders that count
   * @param changed the order that changed
   */
  static AssetCondition of(
      AssetCondition before, List<WorkOrder> open, WorkOrder changed, Instant at) {
    Optional<WorkOrder> gravest = open.stream().max(GRAVER);
    State state = gravest.map(Weighing::state).orElse(State.NORMAL);
    Instant since = state == before.state() ? before.since() : at;
    Facts known =
        Facts.with("condition.state", state)
            .put("condition.grade", state.grade())
            .put("condition.since", since)
            .put("condition.orders", open.size())
            .put("condition.reference", gravest.orElse(changed).reference())
            .put("condition.severity", gravest.flatMap(Weighing::severity))
            .put("condition.seen", gravest.map(order -> field(order, "finding.class")))
            .put("condition.value", gravest.map(order -> field(order, "finding.value")))
            .put("condition.unit", gravest.map(order -> field(order, "finding.unit")))
            .build();
    return new AssetCondition(
        before.instance(),
        before.asset(),
        state,
        since,
        open.stream().map(WorkOrder::id).toList(),
        before.delivery(),
        known);
  }

  private static State state(WorkOrder gravest) {
    return severity(gravest).filter(CRITICAL::equals).isPresent() ? State.FAILED : State.DEGRADED;
  }

  /** The gravest of its findings; empty where nobody said it. */
  private static Optional<String> severity(WorkOrder order) {
    return order.fields().text("order.severity").or(() -> order.fields().text("finding.severity"));
  }

  private static int rank(WorkOrder order) {
    return severity(order).map(SEVERITIES::indexOf).orElse(-1);
  }

  private static Object field(WorkOrder order, String name) {
    return order.fields().values().get(name);
  }
}
